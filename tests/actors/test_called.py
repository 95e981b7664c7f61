"""What is written into the name fields of lists is understood as people write names, and tells nothing of what is hidden."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from actors.called import called
from actors.models import Actor, Name
from records.access import Handling
from records.models import Identifier
from tests.factories import a_claim, a_post, a_state, a_tenure, a_visit, an_actor

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
WAYS = ["amir-khan-muttaqi", "Amir Khan Muttaqi", "amir khan MUTTAQI", "muttaqi", "Mottaki", "Amir Mutaqi", "متقی"]


@pytest.mark.parametrize("text", WAYS)
def test_one_and_many_are_named_in_the_same_ways(client: Client, text: str) -> None:
    minister = an_actor("Amir Khan Muttaqi")
    Name.objects.create(actor=minister, text="امیر خان متقی")
    a_tenure(minister, a_post("Foreign Minister"))
    a_claim("It is so", about=[minister])
    a_claim("It is not", about=[an_actor("Imran Khan")])
    assert "Foreign Minister" in client.get("/tenures/", {"person": text}).text
    listed = client.get("/claims/", {"about": text}).text
    assert "It is so" in listed and "It is not" not in listed


def test_a_whole_name_means_those_of_this_name_alone(client: Client) -> None:
    a_post("Foreign Secretary", state=a_state("Niger"))
    a_post("Consul", state=a_state("Nigeria"))
    assert "Consul" not in client.get("/posts/", {"state": "niger"}).text
    an_actor("Army of Niger")
    listed = client.get("/posts/", {"state": "Niger"}).text
    assert "Foreign Secretary" in listed and "Consul" not in listed


def test_a_spelling_that_is_not_certain_is_asked_about(client: Client) -> None:
    an_actor("Muammar Qaddafi")
    an_actor("Gathafy", handling=Handling.RED)
    for path in ("/tenures/?person=Gathafi", "/claims/?about=Gathafi"):
        listed = client.get(path).text
        assert "Did you mean “Qaddafi”?" in listed and "Gathafy" not in listed


def test_only_what_finds_somebody_is_asked_about(client: Client) -> None:
    an_actor("Swett")
    an_actor("Union of Editors")
    assert "Did you mean" not in client.get("/claims/?about=Soviet+Union").text


def test_the_fields_say_what_completes_them(client: Client) -> None:
    listed = client.get("/tenures/").text
    assert 'data-complete="actor:person"' in listed and 'data-complete="actor:state"' in listed
    assert 'data-complete="post"' in listed and 'data-complete="actor"' in client.get("/claims/").text


def a_coded_state(name: str, code: str) -> Actor:
    made = a_state(name)
    Identifier.objects.create(record=made, scheme="iso3166-1", value=code)
    return made


@pytest.mark.parametrize("text", ["US", "USA", "usa", "U.S.", "u.s.a.", "us"])
def test_a_state_is_called_by_its_codes_and_short_names(client: Client, text: str) -> None:
    a_post("Consul", state=a_coded_state("United States", "us"))
    a_post("Marshal", state=a_state("Russia"))
    listed = client.get("/posts/", {"state": text}).text
    assert "Consul" in listed and "Marshal" not in listed and "Understood as" in listed and "United States" in listed


@pytest.mark.parametrize("text", ["li", "Li"])
def test_a_name_is_no_code_unless_it_is_written_as_one(text: str) -> None:
    prince, minister = a_coded_state("Liechtenstein", "li"), an_actor("Li Qiang")
    assert called(text, NOBODY, 5).ids == [minister.pk] and called("LI", NOBODY, 5).ids == [prince.pk]
    assert called("UK", NOBODY, 5).ids == [] and called("XYZ", NOBODY, 5).ids == []


def test_a_single_word_means_every_person_whose_name_it_is(client: Client) -> None:
    first, second, third = an_actor("Zia", slug="zia"), an_actor("Zia", slug="zia-2"), an_actor("Khaleda Zia")
    an_actor("Susan Ziadeh")
    assert called("zia", NOBODY, 9).ids == [first.pk, second.pk, third.pk]
    assert called(f"A-{first.pk:04d}", NOBODY, 9).ids == [first.pk] and called("zia-2", NOBODY, 9).ids == [second.pk]
    page = client.get("/tenures/?person=zia").text
    assert f"write one of Zia (A-{first.pk:04d}), Zia (A-{second.pk:04d}), Khaleda Zia (A-{third.pk:04d})." in page
    a_state("Zia", slug="zia-state")
    assert len(called("zia", NOBODY, 9).ids) == 1


def test_the_page_says_as_what_a_name_was_understood_and_leads_to_each(client: Client) -> None:
    pakistan = a_state("Pakistan")
    a_visit(host=pakistan)
    an_actor("Foreign Office of Pakistan")
    an_actor("Imran Zia")
    aged = an_actor("Khaleda Zia")
    page = client.get("/visits/?state=Pakstan").text
    assert 'Understood as <span dir="auto">Pakistan</span>' in page
    assert "Understood" not in client.get("/visits/?state=Pakistan").text
    page = client.get("/visits/?who=zia&page=1").text
    assert "2 fit:" in page and f'href="?who=A-{aged.pk:04d}" dir="auto">Khaleda Zia</a>' in page
    assert "Understood as" in client.get("/tenures/?person=Khaleda+Zya").text


def test_files_say_it_too(client: Client) -> None:
    a_visit(host=a_state("Pakistan"))
    said = client.get("/visits.json?state=Pakstan")
    assert b"".join(said).find(b'"understood": {"state": ["Pakistan"]}') > 0
    lines = b"".join(client.get("/visits.csv?state=Pakstan")).decode().splitlines()
    assert lines[0].endswith(",understood") and lines[1].endswith(",state: Pakistan")
    assert not b"".join(client.get("/visits.csv?state=Pakistan")).decode().splitlines()[0].endswith("understood")


def test_what_is_hidden_is_understood_by_nobody(client: Client) -> None:
    an_actor("Khaleda Zia")
    for name in ("Zia", "Imran Zia"):
        an_actor(name, handling=Handling.RED)
    Identifier.objects.create(record=a_state("Zealand", handling=Handling.RED), scheme="iso3166-1", value="nz")
    assert "fit:" not in client.get("/visits/?who=zia").text
    assert "No actor that you may read is named" in client.get("/visits/?who=NZ").text
