"""(before, after) -> phrases: what a reader is told who may see all that is named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records import kinds
from records.telling import Phrase, announced, told

PLAIN = {"title": "A", "handling": 0, "stage": 2, "when": ""}


def in_words(phrases: list[Phrase]) -> list[str]:
    return ["".join(f"#{part}" if isinstance(part, int) else part for part in one.parts) for one in phrases]


CHANGES = [
    ("claim", {"title": "A"}, {"title": "B"}, ["renamed: “B”"]),
    ("claim", {"handling": 2}, {"handling": 1}, ["handling lowered from TLP:AMBER to TLP:GREEN"]),
    ("claim", {"handling": 0}, {"handling": 4}, ["handling raised from TLP:CLEAR to TLP:RED"]),
    ("claim", {"stage": 0}, {"stage": 2}, ["published"]),
    ("claim", {"tags": ["a"]}, {"tags": ["a", "b"]}, ["tagged “b”"]),
    ("claim", {"tags": ["a", "b"]}, {"tags": ["b"]}, ["no longer tagged “a”"]),
    ("claim", {"summary": "a"}, {"summary": "b"}, ["summary revised"]),
    ("claim", {"summary": "a"}, {"summary": ""}, ["summary taken out"]),
    ("claim", {"citations": []}, {"citations": [{"id": 1, "document_id": 7}]}, ["new source: #7"]),
    (
        "claim",
        {"citations": []},
        {"citations": [{"id": 1, "document_id": 7, "stance": "contradicts"}]},
        ["new source against it: #7"],
    ),
    ("claim", {"citations": [{"id": 1, "document_id": 7}]}, {"citations": []}, ["no longer cites #7"]),
    ("claim", {"links_out": []}, {"links_out": [{"id": 1, "type": "narrows", "b_id": 3}]}, ["narrows #3"]),
    ("claim", {"subjects": [1]}, {"subjects": [1, 2]}, ["subjects: now also #2"]),
    ("claim", {"assessments": []}, {"assessments": [{"id": 1, "likelihood": "likely"}]}, ["new assessment: likely"]),
    ("visit", {"status": "announced"}, {"status": "completed"}, ["visit announced → completed"]),
    ("visit", {"status": "announced"}, {"status": "cancelled"}, ["visit cancelled"]),
    ("meeting", {"status": "confirmed"}, {"status": "postponed"}, ["meeting postponed"]),
    ("visit", {"place": ""}, {"place": "Islamabad"}, ["place: now “Islamabad”"]),
    ("visit", {"host_state_id": None}, {"host_state_id": 4}, ["host state: now #4"]),
    (
        "visit",
        {"when": "2024-11"},
        {"when": "2024-11-18"},
        ["date now known more exactly: from November 2024 to 18 Nov 2024"],
    ),
    ("visit", {"when": "2024-11-17"}, {"when": "2024-11-18"}, ["date corrected: from 17 Nov 2024 to 18 Nov 2024"]),
    ("visit", {"when": ""}, {"when": "2024"}, ["date now known: 2024"]),
    ("visit", {"title": "A in C"}, {"title": "B in C"}, []),
    (
        "visit",
        {"participants": []},
        {"participants": [{"id": 1, "actor_id": 5, "role": "mediator"}]},
        ["with #5 as mediator"],
    ),
    (
        "commitment",
        {"updates": []},
        {"updates": [{"id": 1, "status": "stalled", "when": "", "said_by_id": 9}]},
        ["promise now stalled, says #9"],
    ),
    (
        "commitment",
        {"updates": []},
        {"updates": [{"id": 1, "status": "broken", "when": "2024", "said_by_id": None}]},
        ["promise now broken, 2024"],
    ),
    ("commitment", {"due": "2024"}, {"due": "2025"}, ["due date corrected: from 2024 to 2025"]),
    ("assertion", {"stance": "denies"}, {"stance": "questions"}, ["stance corrected: questions, not denies"]),
    ("tenure", {"ended": "", "end_reason": "unknown"}, {"ended": "2024", "end_reason": "resigned"},
     ["left office: 2024 (resigned)"]),
    ("tenure", {"started": ""}, {"started": "2020-09"}, ["start in office now known: September 2020"]),
    ("actor", {"names": []}, {"names": [{"id": 1, "text": "Yue", "kind": "alias"}]}, ["new name: “Yue”"]),
    ("actor", {"sort_name": "a"}, {"sort_name": "b"}, []),
    ("post", {"nominations": []}, {"nominations": [{"id": 1, "person_id": 2}]}, ["nominated: #2"]),
    ("briefing", {"body": "a"}, {"body": "b"}, ["body revised"]),
    ("document", {"sha256": "a"}, {"sha256": "b"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "before", "after", "expected"), CHANGES)
def test_a_change_is_told_in_words(kind: str, before: dict, after: dict, expected: list[str]) -> None:
    assert in_words(told(kind, {**PLAIN, **own(kind), **before}, {**PLAIN, **own(kind), **after})) == expected


def own(kind: str) -> dict[str, str]:
    composed = {"own_title": ""} if hasattr(kinds.KINDS[kind].model, "compose") else {}
    return {**composed, **({"ended": "", "end_reason": "unknown"} if kind == "tenure" else {})}


NEW = [
    ("assertion", {"stance": "denies"}, "New denial: #1"),
    ("assertion", {"stance": "retracts"}, "Retraction: #1"),
    ("visit", {"status": "announced"}, "Visit announced: #1"),
    ("visit", {"status": "completed"}, "New visit: #1"),
    ("actor", {"category": "person"}, "New official: #1"),
    ("briefing", {"stage": 2}, "Briefing published: #1"),
    ("tenure", {"person_id": 2, "post_id": 3, "started": "2020"}, "New in office: #2, #3, since 2020"),
    ("tenure", {"person_id": 2, "post_id": 3, "started": "2020", "ended": "2021"}, "Former office: #2, #3, from 2020"),
    ("relation", {"subject_id": 2, "object_id": 3, "type": "shelters"}, "New relation: #2 shelters #3"),
]


@pytest.mark.parametrize(("kind", "snapshot", "expected"), NEW)
def test_what_is_new_is_announced_in_words(kind: str, snapshot: dict, expected: str) -> None:
    assert in_words([announced(kind, snapshot, 1)]) == [expected]


def test_who_is_withheld_is_not_told() -> None:
    said = told("commitment", {**PLAIN, "updates": []}, {
        **PLAIN, "updates": [{"id": 1, "status": "stalled", "when": "", "said_by_id": 9}],
    })  # fmt: skip
    shown = [one.for_those_who_see(lambda _: False, lambda _: False) for one in said]
    assert in_words([one for one in shown if one]) == ["promise now stalled"]


def test_a_part_of_somebody_withheld_is_not_told() -> None:
    after = {**PLAIN, "participants": [{"id": 1, "actor_id": 5, "role": "visitor"}]}
    said = told("visit", {**PLAIN, "participants": []}, after)
    assert [one.for_those_who_see(lambda pk: pk != 5, lambda _: True) for one in said] == [None]


TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
LINK = st.none() | st.integers(1, 50)


def value(field: object) -> st.SearchStrategy:
    kind = type(field).__name__
    if kind == "ForeignKey":
        return LINK
    if kind == "BooleanField":
        return st.booleans()
    return st.integers(0, 3) if "Integer" in kind else TEXT


def columns(model: type) -> dict[str, st.SearchStrategy]:
    fields = {one.attname: value(one) for one in model._meta.concrete_fields}  # type: ignore[attr-defined]
    return {**fields, "id": st.integers(1, 4)}


def snapshots(kind: str) -> st.SearchStrategy:
    model = kinds.KINDS[kind].model
    parts = {
        part: st.lists(
            st.fixed_dictionaries(columns(model._meta.get_field(part).related_model)),
            unique_by=lambda row: row["id"],
            max_size=3,
        )
        for part in model.PARTS
    }
    many = {one.name: st.lists(st.integers(1, 9), max_size=3) for one in model._meta.many_to_many}
    every = {**columns(model), **parts, **many, "tags": st.lists(TEXT, max_size=2), "handling": st.integers(0, 4)}
    return st.fixed_dictionaries(
        {name: every[name] for name in ("title", "handling", "stage")},
        optional={name: one for name, one in every.items() if name not in ("title", "handling", "stage")},
    )


@pytest.mark.parametrize("kind", ["actor", "assertion", "briefing", "claim", "commitment", "document", "event",
                                  "meeting", "post", "relation", "tenure", "visit"])  # fmt: skip
@settings(max_examples=20)
@given(data=st.data())
def test_any_two_snapshots_of_a_kind_are_told_without_an_error(kind: str, data: st.DataObject) -> None:
    before, after = data.draw(snapshots(kind)), data.draw(snapshots(kind))
    for one in [*told(kind, before, after), announced(kind, after, 1)]:
        assert "".join(map(str, one.parts)).strip()
        assert all(isinstance(pk, int) for pk in one.ids())
    assert told(kind, before, before) == []
