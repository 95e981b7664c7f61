"""What is written into the name fields of lists is understood as people write names, and tells nothing of what is hidden."""

import pytest
from django.test import Client

from actors.models import Name
from records.access import Handling
from tests.factories import a_claim, a_post, a_state, a_tenure, an_actor

pytestmark = pytest.mark.django_db
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


def test_the_fields_say_what_completes_them(client: Client) -> None:
    listed = client.get("/tenures/").text
    assert 'data-complete="actor:person"' in listed and 'data-complete="actor:state"' in listed
    assert 'data-complete="post"' in listed and 'data-complete="actor"' in client.get("/claims/").text
