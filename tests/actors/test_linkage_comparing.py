"""What speaks for two entries being one actor, and what against."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.linkage.blocking import pairs
from actors.linkage.comparing import ENOUGH, Entry, Rarity, compare
from actors.linkage.names import spellings_of

# As if among 5,000 entries these words were borne so often, and all others once.
BORNE = {
    "john": 400,
    "james": 300,
    "anthony": 60,
    "eden": 9,
    "kim": 60,
    "lee": 40,
    "adams": 20,
    "united": 300,
    "states": 300,
}
RARITY = Rarity(BORNE | {"mission": 200}, 5000)


def an_entry(pk: int, *names: str, **more: Any) -> Entry:
    return Entry(pk, spellings_of(names), **more)


def score(one: Entry, other: Entry) -> float:
    return compare(one, other, RARITY).score


ONE = [
    ("Amir Khan Muttaqi", "Amir Khan Mottaki"),
    ("Muttaqi, Amir Khan", "Amir Khan Muttaqi"),
    ("Kishida Fumio", "Fumio Kishida"),
    ("Recep Tayyip Erdogan", "Tayyip Erdoğan"),
    ("Ban Ki-moon", "Ban Ki Moon"),
    ("Richard W. Murphy", "Murphy, Richard William"),
    ("Petro Poroshenko", "Petro Porochenko"),
    ("Mohammad Ayub Khan", "Ayub Khan, Field Marshal Muhammad"),
]
TWO = [
    ("Adams, Robert W.", "Adams, Weston"),
    ("Lee, John M.", "Lee, James M."),
    ("Salman bin Abdulaziz al-Saud", "Abdullah bin Abdulaziz al-Saud"),
    ("Anthony Eden", "Anthony Cecil Eden Quainton"),
    ("Clifton Reginald Wharton Sr.", "Clifton Reginald Wharton Jr."),
    ("John Kim", "James Kim"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_two_spellings_of_one_person_are_shown(one: str, other: str) -> None:
    assert score(an_entry(1, one), an_entry(2, other)) >= ENOUGH


@pytest.mark.parametrize(("one", "other"), TWO)
def test_brothers_fathers_and_those_with_one_family_name_are_not(one: str, other: str) -> None:
    assert score(an_entry(1, one), an_entry(2, other)) < ENOUGH


def test_homonyms_of_different_times_are_not_shown() -> None:
    early, late = an_entry(1, "Rufus King", born=1755, died=1827), an_entry(2, "Rufus King", born=1814, died=1876)
    assert score(early, late) < ENOUGH
    assert score(an_entry(1, "Rufus King"), an_entry(2, "Rufus King")) >= ENOUGH


def test_those_who_can_never_have_met_are_not_shown() -> None:
    one, other = an_entry(1, "Henry Jackson", died=1840), an_entry(2, "Henry Jackson", active=(1960, 1980))
    assert score(one, other) < ENOUGH


def test_one_state_and_one_year_of_birth_speak_for_it_and_another_state_against() -> None:
    alone = score(an_entry(1, "Wim Kok"), an_entry(2, "Wim Kok"))
    same = score(an_entry(1, "Wim Kok", state=5, born=1938), an_entry(2, "Wim Kok", state=5, born=1938))
    abroad = score(an_entry(1, "Wim Kok", state=5), an_entry(2, "Wim Kok", state=6))
    assert abroad < alone < same


def test_the_best_of_their_names_counts() -> None:
    assert score(an_entry(1, "Lin Biao", "Lin Piao"), an_entry(2, "Lin Piao")) >= ENOUGH


def test_of_organisations_every_word_counts() -> None:
    def org(pk: int, name: str) -> Entry:
        return an_entry(pk, name, is_person=False)

    assert score(org(1, "Hizballah"), org(2, "Hezbollah")) >= ENOUGH
    assert score(org(1, "Tehrik-e Taliban Pakistan"), org(2, "Tehreek-i-Taliban Pakistan")) >= ENOUGH
    assert score(org(1, "United States mission to Austria"), org(2, "United States mission to Australia")) < ENOUGH
    assert score(org(1, "United States mission to Ghana"), org(2, "Ghana")) < ENOUGH


def test_the_reasons_are_what_the_score_is_made_of() -> None:
    found = compare(an_entry(1, "John Kim", born=1950), an_entry(2, "J. Kim", born=1950), RARITY)
    assert sum(reason.bits for reason in found.reasons) == pytest.approx(found.score)
    assert {reason.why for reason in found.reasons} == {"word", "initial", "born"}


NAMES = st.lists(st.text("abdeiklmnoru ,.-'", min_size=1, max_size=24), min_size=1, max_size=3)


@given(NAMES, NAMES)
def test_which_of_the_two_comes_first_makes_no_difference(one: list[str], other: list[str]) -> None:
    there = compare(an_entry(1, *one), an_entry(2, *other), RARITY).score
    back = compare(an_entry(2, *other), an_entry(1, *one), RARITY).score
    assert there == pytest.approx(back)


@given(st.lists(NAMES, min_size=2, max_size=8))
def test_no_pair_that_is_likely_enough_is_left_uncompared(names: list[list[str]]) -> None:
    everyone = [an_entry(pk, *each) for pk, each in enumerate(names)]
    compared = {(one.pk, other.pk) for one, other in pairs(everyone, RARITY)}
    for one in everyone:
        for other in everyone[one.pk + 1 :]:
            likely = compare(one, other, RARITY)
            if likely.score >= ENOUGH and any(
                reason.why == "word" and len(reason.one) > 1 for reason in likely.reasons
            ):
                assert (one.pk, other.pk) in compared
