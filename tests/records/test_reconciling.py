"""Two editors changed one record: nothing of either is lost, and what does not touch is put together."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.comparing import words_of
from records.reconciling import Conflict, Reconciled, Whose, reconcile, row_of

TEXT = "The envoy met the minister on Monday in Islamabad for talks."
WORDS = ["the", "envoy", "met", "him", "on", "Monday", "for", "talks"]
VALUES = st.one_of(
    st.sampled_from(["", "x", "y", "2024-11-18", "2024-11-19"]),
    st.lists(
        st.sampled_from(["the", "envoy", "met", "him", "on", "Monday", "for", "talks"]), min_size=5, max_size=9
    ).map(" ".join),
)
FIELDS = st.dictionaries(st.sampled_from(["title", "place", "summary"]), VALUES, max_size=3)
ROWS = st.dictionaries(
    st.sampled_from(["participants/1", "participants/2", "names/1", "participants/new-1", "participants/new-2"]),
    st.fixed_dictionaries({"actor": st.sampled_from("abc"), "role": st.sampled_from("xy")}),
    max_size=4,
)


def with_rows(fields: dict[str, str], rows: dict[str, dict[str, str]]) -> dict[str, str]:
    cells = {f"{row}/{name}": value for row, columns in rows.items() for name, value in columns.items()}
    return {"title": "", "place": "", "summary": "", **fields, **cells}


def saved(version: dict[str, str]) -> dict[str, str]:
    """What is stored has no rows without an id."""
    return {name.replace("new-", "9"): value for name, value in version.items()}


TYPED = st.builds(with_rows, FIELDS, ROWS)
STORED = TYPED.map(saved)


def merged(base: str, theirs: str, mine: str) -> Reconciled:
    return reconcile({"text": base}, {"text": theirs}, {"text": mine})


@given(STORED, TYPED)
def test_what_only_i_changed_is_as_i_have_it(base: dict[str, str], mine: dict[str, str]) -> None:
    found = reconcile(base, base, mine)
    assert found.merged == mine and found.conflicts == {}


@given(STORED, STORED)
def test_what_only_they_changed_is_as_they_have_it(base: dict[str, str], theirs: dict[str, str]) -> None:
    found = reconcile(base, theirs, base)
    assert found.merged == theirs and found.conflicts == {}


@given(STORED, STORED)
def test_what_both_changed_alike_is_no_conflict(base: dict[str, str], both: dict[str, str]) -> None:
    found = reconcile(base, both, both)
    assert found.merged == both and found.conflicts == {}


@given(STORED, STORED, STORED)
def test_conflicts_are_the_same_from_either_side(
    base: dict[str, str], theirs: dict[str, str], mine: dict[str, str]
) -> None:
    one, other = reconcile(base, theirs, mine).conflicts, reconcile(base, mine, theirs).conflicts
    assert one == {name: Conflict(said.base, said.mine, said.theirs) for name, said in other.items()}


@given(STORED, STORED, STORED)
def test_no_change_is_lost_without_a_conflict(
    base: dict[str, str], theirs: dict[str, str], mine: dict[str, str]
) -> None:
    found = reconcile(base, theirs, mine)
    for version in (theirs, mine):
        for name in base.keys() | version.keys():
            changed = version.get(name) != base.get(name)
            kept = found.merged.get(name) == version.get(name) or found.silent.get(name) == Whose.BOTH
            row_in_conflict = row_of(name) and any(row_of(one) == row_of(name) for one in found.conflicts)
            assert not changed or kept or name in found.conflicts or row_in_conflict, name


@given(STORED, STORED, TYPED)
def test_a_row_is_whole_or_not_there(base: dict[str, str], theirs: dict[str, str], mine: dict[str, str]) -> None:
    cells = Counter(row_of(name) for name in reconcile(base, theirs, mine).merged if row_of(name))
    assert set(cells.values()) <= {2}


@given(st.lists(st.sampled_from("abcdefgh"), min_size=6, max_size=14), st.data())
def test_a_merged_text_has_the_words_of_both(base: list[str], data: st.DataObject) -> None:
    edited = [data.draw(st.lists(st.sampled_from([*base, "new", "newer"]), min_size=4, max_size=16)) for _ in range(2)]
    was, theirs, mine = (" ".join(words) + " " for words in (base, *edited))
    found = merged(was, theirs, mine)
    if found.silent.get("text") != Whose.BOTH:
        return
    count = [Counter(words_of(text)) for text in (was, theirs, mine, found.merged["text"])]
    for word in count[3] | count[0]:
        both = count[1][word] + count[2][word] - count[0][word]
        # A change that both have made alike is there once.
        least = min(count[1][word], count[2][word], both)
        assert least <= count[3][word] <= max(count[1][word], count[2][word], both)


def test_changes_in_other_places_of_a_text_are_put_together() -> None:
    found = merged(TEXT, TEXT.replace("envoy", "special envoy"), TEXT.replace("Islamabad", "Doha"))
    assert found.merged["text"] == "The special envoy met the minister on Monday in Doha for talks."
    assert found.silent == {"text": Whose.BOTH} and found.conflicts == {}


NO_TEXT_TO_MERGE = [
    ("2024-11-18", "2024-11-19", "2024-12-18"),
    ("A b", "A c", "D b"),
    (TEXT, TEXT.replace("Monday", "Tuesday"), TEXT.replace("Monday", "Sunday")),
    (TEXT, TEXT.replace("on Monday", "on Tuesday"), TEXT.replace("Monday in", "Monday at")),
    (TEXT, f"{TEXT} They spoke.", f"{TEXT} Nothing came of it."),
    (TEXT, "", TEXT.replace("Islamabad", "Doha")),
]


@pytest.mark.parametrize(("base", "theirs", "mine"), NO_TEXT_TO_MERGE)
def test_changes_that_touch_are_a_conflict_with_both_versions(base: str, theirs: str, mine: str) -> None:
    found = merged(base, theirs, mine)
    assert found.conflicts == {"text": Conflict(base, theirs, mine)}
    assert found.merged == {"text": mine}


ROW = {"participants/7/actor": "yue", "participants/7/role": "visitor"}
CHANGED = {**ROW, "participants/7/role": "host"}


def test_a_row_that_one_took_out_and_the_other_left_alone_is_gone() -> None:
    assert reconcile(ROW, {}, ROW).merged == {}
    assert reconcile(ROW, ROW, {}).merged == {}


@pytest.mark.parametrize(("theirs", "mine"), [({}, CHANGED), (CHANGED, {})])
def test_a_row_that_one_took_out_and_the_other_changed_is_a_conflict(
    theirs: dict[str, str], mine: dict[str, str]
) -> None:
    found = reconcile(ROW, theirs, mine)
    name = "participants/7/role"
    assert found.conflicts == {name: Conflict("visitor", theirs.get(name), mine.get(name))}
    assert found.merged == CHANGED


def test_a_row_that_both_put_in_is_there_once() -> None:
    theirs = {"participants/9/actor": "yue", "participants/9/role": "host"}
    mine = {"participants/new-1/actor": "yue", "participants/new-1/role": "host"}
    assert reconcile({}, theirs, mine).merged == theirs


def test_new_rows_of_both_stand_beside_each_other() -> None:
    theirs, mine = {"names/new-1/text": "A"}, {"names/new-1/text": "B"}
    assert reconcile({}, theirs, mine).merged == {"names/new-1/text": "A", "names/new-2/text": "B"}
