"""Which record is meant by what somebody types into a form."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.models import Category, Name
from records.access import Handling, Stage
from records.referring import NotMeant, Referring, meant
from tests import cast
from tests.factories import a_claim, a_document, a_visit, an_actor, an_armed_group, many_people

pytestmark = pytest.mark.django_db

TODAY = date(2024, 11, 20)
WAYS = ["{ref}", "Amna Baloch · {ref}", "{lower}", "a name of before ({ref})", "Amna Baloch", "amna  BALOCH", "Baloch, A.",
        "actors/amna-baloch", "/actors/amna-baloch/", "https://chancery.example/actors/amna-baloch/"]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_record_is_meant_by_its_reference_its_address_and_its_names(way: str) -> None:
    person = an_actor("Amna Baloch")
    Name.objects.create(actor=person, text="Baloch, A.", kind=Name.Kind.ALIAS)
    text = way.format(ref=person.ref, lower=person.ref.lower())
    assert meant(text, cast.editor(), TODAY, ["actor:person"]) == person


WRONG = [
    ("Amn", "Nothing is called just “Amn”. Did you mean Amna Baloch · A-"),
    ("Nobody", "There is no person called “Nobody” that you may read"),
    ("A-999999", "There is no person A-999999 that you may read"),
    ("V-{pk}", "There is no person V-"),
    ("Two Of Them", "There are 2 of this name: Two Of Them · A-"),
    ("The Group", "There is no person called “The Group”"),
    ("Hidden Person", "There is no person called “Hidden Person” that you may read"),
    ("A-{hidden}", "that you may read"),
    ("A-{withdrawn}", "that you may read"),
    ("claims/it-is-so", "There is no person called"),
    ("http://[", "There is no person called"),
]


@pytest.mark.parametrize(("typed", "told"), WRONG)
def test_what_is_not_meant_is_told_with_what_to_type_instead(typed: str, told: str) -> None:
    person = an_actor("Amna Baloch")
    for _ in range(2):
        an_actor("Two Of Them")
    an_armed_group("The Group")
    a_claim("It is so")
    hidden = an_actor("Hidden Person", handling=Handling.RED)
    withdrawn = an_actor("Gone", stage=Stage.WITHDRAWN, withdrawn_because="No such person.")
    text = typed.format(pk=person.pk, hidden=hidden.pk, withdrawn=withdrawn.pk)
    with pytest.raises(NotMeant) as refused:
        meant(text, cast.editor(Handling.GREEN), TODAY, ["actor:person"])
    assert told in str(refused.value)
    assert "Hidden Person" not in str(refused.value).replace(text, "")


def test_a_document_is_meant_by_all_of_its_title_however_long() -> None:
    document = a_document(
        "Foreign Office statement on the talks of the envoy with the secretary and others (sample text)"
    )
    assert meant(document.title, cast.editor(), TODAY, ["document"]) == document


def test_many_references_are_looked_up_together() -> None:
    people, visit = many_people(50), a_visit()
    referring = Referring(cast.editor(), TODAY)
    actors, visits = ("actor",), ("visit",)
    with CaptureQueriesContext(connection) as queries:
        referring.prepare([*((one.ref, actors) for one in people), (visit.ref, visits), ("Somebody", actors)])
        assert [referring.meant(one.ref, actors) for one in people] == people
        assert referring.meant(visit.ref, visits) == visit
    assert len(queries) <= 5


def test_what_is_looked_up_together_keeps_to_the_door_and_to_the_kinds() -> None:
    hidden, group, visit = an_actor(handling=Handling.RED), an_armed_group(), a_visit()
    referring = Referring(cast.editor(Handling.GREEN), TODAY)
    wanted = ("actor:person",)
    refs = [hidden.ref, group.ref, visit.ref, f"A-{visit.pk}", "A-99999999999999999999"]
    referring.prepare((one, wanted) for one in refs)
    for one in refs:
        with pytest.raises(NotMeant):
            referring.meant(one, wanted)


def test_a_new_one_is_one_however_often_it_is_named() -> None:
    referring = Referring(cast.editor(), TODAY)

    def make(name: str) -> object:
        return an_actor(name, Category.PERSON)

    first = referring.new("Ali Khan", ("actor",), make)  # type: ignore[arg-type]
    assert referring.new("ALI  KHAN", ("actor",), make) is first  # type: ignore[arg-type]
    assert referring.new("Ali Khan", ("post",), make) is not first  # type: ignore[arg-type]
