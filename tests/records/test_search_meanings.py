"""What the values of fields stand for: a table of cases, those that nobody may know of included."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from actors.models import Category, Name
from records.access import Handling
from records.models import Record
from records.models.saving import saving
from records.search.asked import Asked
from records.search.index import index
from records.search.meanings import MOST_MEANT
from records.search.results import results
from tests.cast import editor
from tests.factories import a_claim, a_state, an_actor, many_people

pytestmark = pytest.mark.django_db


def asked(q: str = "", **chosen: str) -> Asked:
    data = QueryDict(mutable=True)
    data.update({"q": q, **chosen})
    return Asked(data, AnonymousUser())


@pytest.fixture
def cast() -> None:
    """Four who are named in claims, each claim called after whom it names."""
    muttaqi = an_actor("Amir Khan Muttaqi", slug="amir-khan-muttaqi")
    pakistan, china = a_state("Pakistan", slug="pakistan"), a_state("People's Republic of China", slug="china")
    ttp = an_actor("Tehreek-e-Taliban Pakistan", Category.ARMED_GROUP, slug="ttp")
    taliban = an_actor("Taliban", Category.ARMED_GROUP, slug="iea")
    Name(actor=muttaqi, text="امیر خان متقی", kind=Name.Kind.ALIAS).save()
    for title, about in (("M", muttaqi), ("P", pakistan), ("C", china), ("T", ttp), ("I", taliban)):
        with saving(None):
            a_claim(f"Said of {title}", about=[about])


NAMED = [
    ("state:pakistan", "P"),
    ("state:china", "C"),
    ("actor:china", "C"),
    ("country:china", "C"),
    # A word of the names: states alone, or anybody.
    ("state:Pakistn", "P"),
    ("actor:tehreek", "T"),
    ("state:tehreek", ""),
    ("state:ttp", ""),
    ("state:muttaqi", ""),
    # One whole name goes before those that have it among others.
    ("actor:Taliban", "I"),
    ('actor:"Taliban Pakistan"', "T"),
    ('actor:"Muttaqi Amir"', "M"),
    # An address as one writes it, another spelling, another script.
    ('actor:"Amir Khan Muttaqi"', "M"),
    ('actor:"amir_khan muttaqi"', "M"),
    ("actor:mottaki", "M"),
    ("actor:Mutaqi", "M"),
    ("actor:متقی", "M"),
    ("actor:xyzzyx", ""),
    ("actor:…", ""),
    ("actor:ttp,china", "CT"),
]


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(("q", "named"), NAMED)
def test_a_field_that_names_somebody_finds_what_names_them(q: str, named: str) -> None:
    titles = asked(f"said {q}").records().values_list("title", flat=True)
    assert "".join(sorted(title[-1] for title in titles)) == named


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("q", "notes"),
    [
        ("actor:mottaki", ["“mottaki” was read as “Muttaqi”."]),
        ("state:ttp", ["No state that you may read is called “ttp”."]),
        ("actor:ttp", []),
    ],
)
def test_what_was_read_otherwise_is_noted(q: str, notes: list[str]) -> None:
    assert asked(q).notes == notes


def test_a_name_that_fits_too_many_is_none_to_look_by() -> None:
    index([one.pk for one in many_people(MOST_MEANT + 1)])
    question = asked("actor:person")
    assert question.notes == [f"“person” fits more than {MOST_MEANT} actors: write more of the name."]
    assert not question.records()


def test_another_spelling_of_one_who_is_hidden_is_answered_as_that_of_nobody() -> None:
    hidden = an_actor("Amir Khan Muttaqi", handling=Handling.RED)
    with saving(None):
        a_claim("Said", about=[hidden])
    assert asked("actor:mottaki").notes == ["No actor that you may read is called “mottaki”."]
    assert not asked("actor:mottaki").records()
    data = QueryDict("q=actor:mottaki")
    assert Asked(data, editor()).notes == ["“mottaki” was read as “Muttaqi”."]


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("facet", "typed", "kept"),
    [
        ("kind", "claims", "claim"),
        ("kind", "Claim", "claim"),
        ("kind", "kimd", "kimd"),
        ("actor", "Mottaki", "amir-khan-muttaqi"),
        ("state", "Pakistan", "pakistan"),
        ("handling", "TLP:AMBER STRICT", "amber+strict"),
        ("grade", "b2", "B2"),
        ("stage", "drafts", "drafts"),
        ("stage", "Published", "published"),
        ("year", "2021-2024", "2021-2024"),
    ],
)
def test_what_is_chosen_is_kept_as_an_address_writes_it(facet: str, typed: str, kept: str) -> None:
    question = asked(**{facet: typed})
    assert question.chosen == {facet: [kept]}
    assert question.parameters().getlist(facet) == [kept]


@pytest.mark.usefixtures("cast")
def test_the_folder_of_a_kind_is_marked_as_chosen_in_the_facet() -> None:
    [kinds] = [one for one in results(asked(kind="claims")).facets if one.name == "kind"]
    assert [(one.value, one.chosen) for one in kinds.values] == [("claim", True), ("actor", False)]


@pytest.mark.usefixtures("cast")
def test_many_names_cost_few_queries(django_assert_max_num_queries: object) -> None:
    assert Record.objects.exists()
    names = ",".join(f"nobody{number}" for number in range(20))
    with django_assert_max_num_queries(20 * 3 + 3 * 9):  # type: ignore[operator]
        asked(f"actor:{names}")
