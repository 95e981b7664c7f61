"""Under what a name stands in lists: a table of names, and what must hold for all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.models import Actor
from actors.sorting import sort_name
from records.access import Stage
from tests.factories import a_state, an_actor

NAMES = {
    "the family name is known": ("Amna Baloch", "Baloch", "Baloch, Amna"),
    "it stands first": ("Yue Xiaoyong", "Yue", "Yue, Xiaoyong"),
    "it is two words": ("Ursula von der Leyen", "von der Leyen", "von der Leyen, Ursula"),
    "it stands there twice": ("Boutros Boutros-Ghali", "Boutros-Ghali", "Boutros-Ghali, Boutros"),
    "it is part of another word": ("Lina Linares", "Lina", "Lina, Linares"),
    "it is no part of the name": ("Pelé", "Nascimento", "Nascimento, Pelé"),
    "it is all there is": ("Suharto", "Suharto", "Suharto"),
    "a generation stays behind": ("John Quill, Jr.", "Quill", "Quill, John, Jr."),
    "nobody knows it": ("Amna Baloch", "", "Amna Baloch"),
    "it is in capitals": ("YUE Xiaoyong", "", "YUE, Xiaoyong"),
    "it is in capitals behind": ("António GUTERRES", "", "GUTERRES, António"),
    "two words in capitals": ("Nicolás MADURO MOROS", "", "MADURO MOROS, Nicolás"),
    "a number is no family name": ("Hassan II", "", "Hassan II"),
    "nor are initials": ("W. H. Auden", "", "W. H. Auden"),
    "nor a name all in capitals": ("AMNA BALOCH", "", "AMNA BALOCH"),
    "an Arabic name": ("سامح شكري", "شكري", "شكري, سامح"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "family", "expected"), NAMES.values(), ids=NAMES)
def test_a_name_is_sorted_by_the_family_name_where_it_is_known(name: str, family: str, expected: str) -> None:
    assert sort_name(name, family) == expected


@given(
    st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1),
    st.text(st.characters(categories=["Lu", "Ll"]), min_size=1),
)
def test_no_letter_is_lost(given_name: str, family: str) -> None:
    made = sort_name(f"{given_name} {family}", family)
    assert sorted(made.replace(",", "").replace(" ", "")) == sorted(given_name + family)


def listed(*actors: Actor) -> list[str]:
    ids = [one.pk for one in actors]
    return list(Actor.objects.among(ids).by_name().values_list("title", flat=True))


@pytest.mark.django_db
def test_lists_are_in_the_order_of_letters_whatever_accents_case_and_script() -> None:
    people = [
        an_actor("Zamir Kabulov", family_name="Kabulov"),
        an_actor("Mevlüt Çavuşoğlu", family_name="Çavuşoğlu"),
        an_actor("Charles de Gaulle", family_name="de Gaulle"),
        an_actor("بنظير بوتو", family_name="بوتو"),
        an_actor("Amna Baloch", family_name="Baloch"),
    ]
    names = listed(*people)
    assert names == ["Amna Baloch", "بنظير بوتو", "Mevlüt Çavuşoğlu", "Charles de Gaulle", "Zamir Kabulov"]


@pytest.mark.django_db
def test_what_was_made_of_a_name_follows_the_name_and_what_was_typed_stays() -> None:
    made, typed = an_actor("Amna Baloch"), an_actor("Zamir Kabulov", sort_name="Kabulov (Z.)")
    assert made.sort_name == "Amna Baloch"
    for one, family in ((made, "Baloch"), (typed, "Kabulov")):
        one.family_name = family
        one.save()
    assert (made.sort_name, typed.sort_name) == ("Baloch, Amna", "Kabulov (Z.)")
    made.title = "Amna Khan"
    made.family_name = "Khan"
    made.save()
    made.refresh_from_db()
    assert (made.sort_name, made.sort_key) == ("Khan, Amna", "khan amna")
    assert list(made.names.values_list("text", flat=True)) == ["Amna Khan"]


@pytest.mark.django_db
def test_a_state_is_sorted_by_its_name() -> None:
    state = a_state("United STATES of Somewhere", stage=Stage.DRAFT)
    assert state.sort_name == "United STATES of Somewhere"
