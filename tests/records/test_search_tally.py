"""What the facets count, written out as words of an entry and counted from them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from records.access import Handling, Stage
from records.models import Record, SearchEntry, saving
from records.search.asked import Asked
from records.search.counting import counts
from records.search.facets import Count
from records.search.results import results
from records.search.tally import facets_word, named_word, tally
from tests.factories import a_claim, a_state, an_armed_group


def test_what_is_counted_of_a_record_is_one_word_and_one_for_each_tag() -> None:
    assert facets_word("claim", 2024, "B2", 2, [17, 3]) == "claim|2024|B2|2 #3 #17"
    assert facets_word("post", None, "", 0, []) == "post|||0"
    assert named_word([12, 5]) == "5 12"


def test_words_of_many_records_are_counted_by_value() -> None:
    made = tally("claim|2024|B2|2 #3 claim|2023||2 #3 #4 visit|||0", "5 12  5")
    assert (made.kind, made.year) == ({"claim": 2, "visit": 1}, {2024: 1, 2023: 1})
    assert (made.grade, made.stage) == ({"B2": 1}, {2: 2, 0: 1})
    assert (made.tag, made.named) == ({"3": 2, "4": 1}, {"5": 2, "12": 1})


def test_of_nothing_found_nothing_is_counted() -> None:
    assert tally("", "").kind == {} and tally("", "").named == {}


@pytest.mark.django_db
@pytest.mark.parametrize("first", [1, 2, 80])
def test_however_few_are_looked_up_at_first_the_most_numerous_come_first(
    monkeypatch: pytest.MonkeyPatch, first: int
) -> None:
    monkeypatch.setattr("records.search.counting.FIRST", first)
    groups = [an_armed_group(f"Group {letter}") for letter in "CBA"]
    states = [a_state(name) for name in ("Utopia", "Arcadia")]
    hidden = an_armed_group("Hidden", handling=Handling.RED)
    with saving(None):
        for number in range(4):
            about = [hidden, states[0], *groups[: 2 if number else 3]]
            a_claim(f"Drone {number}", about=[*about, states[1]] if number == 2 else about)
    found = results(Asked(QueryDict("q=drone"), AnonymousUser()))
    shown = {one.name: [(value.label, value.count) for value in one.values] for one in found.facets}
    assert shown["actor"] == [("Group B", 4), ("Group C", 4), ("Group A", 1)]
    assert shown["state"] == [("Utopia", 4), ("Arcadia", 1)]


@pytest.mark.django_db
def test_what_is_chosen_is_counted_though_it_is_rare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("records.search.counting.FIRST", 1)
    often, rare = an_armed_group("Often"), an_armed_group("Rare")
    with saving(None):
        for number in range(3):
            a_claim(f"Drone {number}", about=[often] if number else [often, rare])
    asked = Asked(QueryDict("q=drone&actor=rare"), AnonymousUser())
    made = counts(asked, ["actor"], tally("", f"{often.pk} {often.pk} {often.pk} {rare.pk}"))
    assert made["actor"] == [Count("rare", "Rare", 1), Count("often", "Often", 3)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changed", [{"handling": Handling.RED}, {"stage": Stage.DRAFT}, {"title": "Of quite another length"}]
)
def test_an_entry_follows_what_is_changed_of_many_records_at_once(changed: dict[str, object]) -> None:
    claim = a_claim("Drones came", when="2024")
    Record.objects.filter(pk=claim.pk).update(**changed)
    entry, record = SearchEntry.objects.get(pk=claim.pk), Record.objects.get(pk=claim.pk)
    assert (entry.kind, entry.handling, entry.stage, entry.earliest, entry.title_length) == (
        record.kind, record.handling, record.stage, record.earliest, len(record.title),
    )  # fmt: skip
