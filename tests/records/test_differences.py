"""What differs between two snapshots, as one reader is shown it."""

import time
from typing import Any

import pytest

from actors.models import Name
from records.access import Handling, Reader
from records.comparing import How
from records.history.differences import Comparison, difference
from records.history.merging import merge
from records.models import Revision, saving
from tests import cast
from tests.factories import (
    a_briefing,
    a_citation,
    a_claim,
    a_document,
    a_state,
    a_visit,
    an_actor,
    an_event,
    take_part,
)

pytestmark = pytest.mark.django_db


def revisions(record: Any) -> list[Revision]:
    return list(Revision.objects.filter(record=record.pk).order_by("number"))


def last_change(record: Any, reader: Reader | None = None) -> Comparison:
    before, after = revisions(record)[-2:]
    return difference(before.snapshot, after.snapshot, reader or cast.editor())


def edited(record: Any, **columns: Any) -> Any:
    for name, value in columns.items():
        setattr(record, name, value)
    record.save()
    return record


def told(found: Comparison) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(one.label, [(said.how.value, said.html) for said in one.stretches]) for one in found.fields]


def test_a_choice_is_told_in_its_words() -> None:
    visit = edited(a_visit(), status="cancelled")
    assert told(last_change(visit)) == [("status", [("removed", "completed"), ("added", "cancelled")])]


def test_a_date_is_told_in_words() -> None:
    found = told(last_change(edited(an_event(when="2024-11"), when="2024-11-18?")))
    assert found[0][1][0] == ("removed", '<time datetime="2024-11">November 2024</time>')
    assert "(uncertain)" in found[0][1][1][1]


def test_a_text_is_compared_by_word_and_escaped() -> None:
    found = told(last_change(edited(an_event(description="One <b> two."), description="One <b> three.")))
    assert found == [("description", [("same", "One &lt;b&gt; "), ("removed", "two."), ("added", "three.")])]


def test_a_key_is_told_by_its_link() -> None:
    visit = edited(a_visit(host=a_state("Pakistan")), host_state=a_state("Iran"))
    found = dict(told(last_change(visit)))
    assert found["host state"] == [
        ("removed", '<a href="/actors/pakistan/">Pakistan</a>'),
        ("added", '<a href="/actors/iran/">Iran</a>'),
    ]


def test_links_to_many_and_tags_are_told_one_by_one() -> None:
    one, two = an_actor("One"), an_actor("Two")
    claim = a_claim(about=[one])
    with saving(None):
        claim.tags.add("border")
        claim.save()
    with saving(None):
        claim.subjects.set([two])
        claim.tags.set(["river"])
        claim.save()
    found = dict(told(last_change(claim)))
    assert [how for how, _ in found["tags"]] == ["removed", "added"]
    assert "Two" in str(found["subjects"])


def test_rows_are_told_as_put_in_taken_out_and_changed() -> None:
    visit = a_visit(an_actor("Yue"), an_actor("Liu"))
    yue, liu = visit.participants.order_by("pk")
    with saving(None):
        yue.role = "host"
        yue.save()
        liu.delete()
        take_part(visit, an_actor("Amna"))
    (part,) = last_change(visit).parts
    assert [(row.how, row.title.split(">")[1][:4].strip("<")) for row in part.rows] == [
        ("changed", "Yue"), ("added", "Amna"), ("removed", "Liu"),
    ]  # fmt: skip
    assert [one.label for one in part.rows[0].fields] == ["role"]


def test_a_name_that_was_put_in_says_what_it_is() -> None:
    actor = an_actor("Yue")
    Name.objects.create(actor=actor, text="岳晓勇", kind=Name.Kind.TRANSLITERATION, script="Hans")
    (part,) = last_change(actor).parts
    assert part.label == "names" and part.rows[0].title == "岳晓勇"
    assert {one.label for one in part.rows[0].fields} == {"kind", "script"}


def test_the_middle_of_what_is_unchanged_is_left_out() -> None:
    words = " ".join(f"word{place}" for place in range(500))
    event = edited(an_event(description=f"{words} end"), description=f"{words} finish")
    (change,) = last_change(event).fields
    assert [one.gap for one in change.stretches if one.gap] == [476]
    before, after = revisions(event)
    whole = difference(before.snapshot, after.snapshot, cast.reader("x"), whole=True)
    assert not any(one.gap for one in whole.fields[0].stretches)


def test_what_is_the_same_is_told_nowhere() -> None:
    assert not last_change(edited(an_event()))


def test_a_column_of_which_the_former_knows_nothing_has_not_changed() -> None:
    after = revisions(an_event(place="Kabul"))[0].snapshot
    before = {name: value for name, value in after.items() if name != "place"}
    assert not difference(before, after, cast.editor())


def test_a_paper_of_6400_words_is_compared_quickly() -> None:
    words = [f"word{place % 900}" for place in range(6_400)]
    briefing = a_briefing(body=" ".join(words))
    edited(briefing, body=" ".join("other" if place % 97 == 0 else word for place, word in enumerate(words)))
    reader = cast.editor()
    started = time.process_time()
    (change,) = last_change(briefing, reader).fields
    assert sum(one.how == How.ADDED for one in change.stretches) == 66
    assert time.process_time() - started < 1


GREEN = Handling.GREEN
SECRET: dict[str, Any] = {"handling": Handling.RED}


def test_a_row_about_somebody_withheld_is_told_in_no_way() -> None:
    visit = a_visit()
    take_part(visit, an_actor("Agent", **SECRET), title_as_stated="Chief of Station")
    a_citation(a_document("Cable", **SECRET), visit, quote="He was there.")
    before, after = revisions(visit)[0], revisions(visit)[-1]
    assert not difference(before.snapshot, after.snapshot, cast.editor(GREEN))
    assert difference(before.snapshot, after.snapshot, cast.editor())


def test_a_key_to_something_withheld_reads_withheld() -> None:
    visit = edited(a_visit(host=a_state("Iran")), host_state=a_state("Narnia", **SECRET))
    found = str(told(last_change(visit, cast.editor(GREEN))))
    assert "withheld" in found and "Iran" in found and "arnia" not in found


def test_from_one_that_is_withheld_to_another_is_no_change() -> None:
    one, two = a_state(**SECRET), a_state(**SECRET)
    visit = edited(a_visit(host=one), host_state=two, host_label="Narnia")
    assert not last_change(visit, cast.editor(GREEN))


def test_a_text_does_not_tell_of_what_its_references_withhold() -> None:
    an_actor("Agent", slug="agent", **SECRET)
    an_actor("Yue", slug="yue")
    event = an_event(description="We met [[actors/yue]] and [[actors/agent|Falconfoot]].")
    edited(event, description="We met [[actors/yue|him]] and [[actors/agent|the agent]].")
    reader = cast.editor(GREEN)
    shown = str(told(last_change(event, reader)))
    assert ">him</a>" in shown and "withheld" in shown
    assert "Falconfoot" not in shown and "agent" not in shown
    edited(event, description="We met [[actors/yue|him]] and [[actors/agent|nobody]].")
    assert not last_change(event, reader)


def test_the_title_of_names_is_that_of_today() -> None:
    visit = a_visit(an_actor("Yue"), place="Doha")
    edited(visit, place="Kabul")
    assert [label for label, _ in told(last_change(visit))] == ["place"]


def test_changes_of_two_are_put_together_with_their_rows() -> None:
    with saving(None):
        visit = a_visit(an_actor("Yue"), place="Doha")
        visit.tags.add("border")
    base = revisions(visit)[-1].snapshot
    new = [{**base["participants"][0], "id": None, "actor_id": an_actor(name).pk} for name in ("Amna", "Bilal")]
    theirs = {**base, "place": "Kabul", "tags": ["border", "river"]}
    mine = {**base, "status": "cancelled", "tags": [], "participants": [*base["participants"], *new]}
    together, found = merge(base, theirs, mine)
    assert (together["place"], together["status"], together["tags"]) == ("Kabul", "cancelled", ["river"])
    assert together["participants"] == [*base["participants"], *new]
    assert not found.conflicts and merge(base, base, base)[0] == base
