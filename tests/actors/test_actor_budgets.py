"""A page of actors asks the database no more questions for sixty rows than for one."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.models import Name, Nomination
from records.access import Handling
from records.models import Identifier, saving
from tests import cast
from tests.factories import (
    a_citation,
    a_claim,
    a_document,
    a_post,
    a_relation,
    a_state,
    a_tenure,
    a_visit,
    an_actor,
    an_armed_group,
    an_assertion,
)

pytestmark = pytest.mark.django_db
MOST = 15
PAGES = ("state", "group", "body", "person", "post")


def asked(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def tie(world: dict[str, Any], number: int) -> None:
    """One more of everything that the pages show."""
    state, group, body, person, post = (world[name] for name in PAGES)
    other, office = an_actor(state=state), a_post(state=state, organisation=body)
    a_tenure(person, office, started=f"{1940 + number}", ended=f"{1941 + number}")
    a_tenure(other, office, started="2020")
    a_tenure(other, post, started=f"{1900 + number}")
    a_tenure(other, a_post(organisation=group), started="2020")
    an_actor(f"Bureau {number}", "government_body", state=state, parent=body)
    a_citation(world["document"], a_relation(state, "proscribes", group, when=f"{1950 + number}"))
    for actor in (person, body):
        a_relation(actor, "allied", other)
        Name.objects.create(actor=actor, text=f"Alias {number}")
        Identifier.objects.create(record=actor, scheme="test", value=f"{actor.pk}-{number}")
    Nomination.objects.create(post=post, person=person)
    visit = a_visit(person, host=state, sender=state, when=f"{1960 + number}")
    an_assertion(world["claim"], person, told=[state], encounter=visit, on_behalf_of=state)


def world() -> dict[str, Any]:
    made: dict[str, Any] = {
        "state": a_state("Pakistan", summary="Neighbour of [[actors/the-body]]."),
        "group": an_armed_group("The Group"),
        "body": an_actor("The Body", "government_body"),
        "person": an_actor("The Person"),
        "post": a_post("The Post"),
        "document": a_document(),
    }
    return made | {"claim": a_claim(about=[made["group"], made["body"]])}


def test_pages_and_lists_ask_as_much_with_one_row_as_with_sixty(client: Client) -> None:
    made = world()
    client.force_login(cast.analyst(Handling.GREEN))
    paths = [made[name].get_absolute_url() for name in PAGES]
    paths += ["/actors/", "/posts/", "/tenures/", "/relations/", "/tenures/?on=2021-01-01&state=pakistan"]
    tie(made, 0)
    few = {path: asked(client, path) for path in paths}
    with saving(None):
        for number in range(1, 60):
            tie(made, number)
    many = {path: asked(client, path) for path in paths}
    assert {path: number for path, number in many.items() if number > few[path]} == {}
    assert max(many.values()) <= MOST, many
