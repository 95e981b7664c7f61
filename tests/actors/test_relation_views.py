import pytest
from django.test import Client

from records.access import Handling, Stage
from tests import cast
from tests.factories import a_citation, a_document, a_relation, a_state, an_actor, an_armed_group

pytestmark = pytest.mark.django_db
RELATIONS = "/relations/"


def body_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def words_of(client: Client, query: str = "") -> list[str]:
    return [row.cells[1] for row in client.get(f"{RELATIONS}{query}").context["listing"].rows]


def test_the_page_of_a_relation_reads_both_ways(client: Client) -> None:
    relation = a_relation(
        an_armed_group("The Hosts"), "shelters", an_armed_group("The Group"), when="2021-08-15/", note="So they say."
    )
    a_citation(a_document("A report"), relation)
    body = body_of(client, relation.get_absolute_url())
    assert "<dt>Relation</dt><dd>shelters</dd>" in body
    assert "The Group</a> is sheltered by <a" in body
    assert "15 Aug 2021" in body and "end unknown" in body and "So they say." in body and "A report" in body


def test_an_end_that_may_not_be_seen_is_withheld(client: Client) -> None:
    relation = a_relation(a_state("Pakistan"), "shelters", an_actor("Hidden One", handling=Handling.RED))
    body = body_of(client, relation.get_absolute_url())
    assert '<dt>Object</dt><dd><span class="withheld">withheld</span></dd>' in body
    assert "Hidden One" not in body and "hidden-one" not in body


def test_a_draft_is_no_page_for_an_analyst_and_one_for_an_editor(client: Client) -> None:
    relation = a_relation(a_state(), "funds", an_armed_group(), stage=Stage.DRAFT)
    client.force_login(cast.analyst(Handling.RED))
    assert client.get(relation.get_absolute_url()).status_code == 404
    client.force_login(cast.editor())
    assert client.get(relation.get_absolute_url()).status_code == 200


def test_the_list_narrows_by_type_and_by_either_end(client: Client) -> None:
    state, group = a_state("Pakistan"), an_armed_group("The Group")
    a_relation(state, "proscribes", group, when="2008")
    a_relation(group, "opposes", state, when="2007")
    a_relation(a_state(), "funds", an_armed_group(), when="2001")
    assert words_of(client) == ["proscribes", "opposes", "funds"]
    assert words_of(client, "?sort=when") == ["funds", "opposes", "proscribes"]
    assert words_of(client, "?type=opposes") == ["opposes"]
    assert words_of(client, "?actor=the-group") == ["proscribes", "opposes"]


def test_an_actor_who_may_not_be_seen_cannot_be_asked_for(client: Client) -> None:
    a_relation(a_state(), "funds", an_armed_group("Hidden Group", handling=Handling.RED))
    response = client.get(RELATIONS, {"actor": "hidden-group"})
    assert "No actor that you may read is called" in response.content.decode()
    assert response.context["listing"].total == 1 and "withheld" in response.content.decode()


def test_the_list_has_no_row_that_the_reader_may_not_see(client: Client) -> None:
    a_relation(a_state(), "funds", an_armed_group(), handling=Handling.AMBER)
    assert words_of(client) == []
    assert "There is none yet that you may read." in body_of(client, RELATIONS)
