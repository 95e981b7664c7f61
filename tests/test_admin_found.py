"""What the administration finds beside records: their parts, what was said of them, what was proposed; and how it counts."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag

from actors.models import Actor, Name
from records.access import Handling, Role, Stage
from records.admin import PartAdmin, RecordAdmin
from records.admin.paging import MOST, Bounded
from records.models import AuditEvent, Identifier, Kind, Record, Source, User
from tests import cast
from tests.crawl import client_of
from tests.factories import a_citation, a_claim, a_document, a_source, a_visit, an_actor, many_people, take_part
from tests.hidden import hidden_world, open_world

pytestmark = pytest.mark.django_db
# Not to be found there, and why.
NOT_THERE = {
    "Record": "its kinds are",
    "AuditEvent": "/desk/audit/, where what an auditor may not read is withheld",
    "Merge": "the page of the actor that stays; one that went is withdrawn",
    "Redirect": "an address that a record had under a stricter label tells what it was called",
    "Checklist": "each reviewer's own, on the review page",
    "Sheet": "each editor's own, on its way",
    "Series": "tells of visits whoever may see them",
    "Tag": "of taggit",
    "TaggedRecord": "on the records",
    "TagNote": "with the tag",
    **dict.fromkeys(("Mention", "SearchEntry", "SearchText", "NameWord", "Spelling"), "made by the machine"),
    "Presence": "gone after a minute",
    "Sending": "a digest, by which a form that is sent twice enters one record",
    "PossibleDuplicate": "made by the machine; /desk/ has the pairs that are undecided",
}
PARTS = [model for model, found in admin.site._registry.items() if isinstance(found, PartAdmin)]
every_part = pytest.mark.parametrize("model", PARTS, ids=lambda one: one.__name__)


@pytest.fixture
def curator() -> Client:
    return client_of(cast.curator())


@pytest.fixture
def lesser_curator() -> Client:
    return client_of(cast.reader("lesser", Handling.GREEN, Role.CURATOR))


def list_of(model: type[models.Model]) -> str:
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/"


def proxies_and_links(model: type[models.Model]) -> bool:
    return bool(model._meta.proxy or model._meta.auto_created)


def own_models() -> Iterator[type[models.Model]]:
    for label in ("records", "actors", "briefings"):
        yield from (one for one in apps.get_app_config(label).get_models() if not proxies_and_links(one))


def test_every_model_is_found_or_there_is_a_reason_why_not() -> None:
    missing = {one.__name__ for one in own_models() if one not in admin.site._registry}
    assert missing - NOT_THERE.keys() == set()


@every_part
def test_a_list_of_parts_is_searched_and_narrowed_by_its_own_filters(model: Any, curator: Client) -> None:
    found = admin.site.get_model_admin(model)
    assert curator.get(list_of(model), {"q": "a"}).status_code == 200
    assert curator.get(list_of(model)).status_code == 200
    assert isinstance(found, PartAdmin)
    assert not {str(one).split("__")[0] for one in found.list_filter} & {
        field.name for field in model._meta.fields if field.is_relation
    }


@every_part
def test_no_part_is_added_changed_or_deleted_there(model: Any) -> None:
    request = type("Request", (), {"user": cast.admin()})()
    found = admin.site.get_model_admin(model)
    may = (found.has_add_permission, found.has_change_permission, found.has_delete_permission)
    assert not any(ask(request) for ask in may)


@pytest.mark.parametrize("level", [(Handling.RED, Stage.PUBLISHED), (Handling.CLEAR, Stage.WITHDRAWN)], ids=str)
def test_no_row_of_a_part_tells_of_a_record_that_the_reader_may_not_see(level: Any, lesser_curator: Client) -> None:
    open_world()
    hidden_world(*level)
    for model in PARTS:
        shown = lesser_curator.get(list_of(model)).text.lower()
        assert "canary" not in shown, model
        for row in model._base_manager.values_list("pk", flat=True):
            answer = lesser_curator.get(f"{list_of(model)}{row}/change/")
            assert answer.status_code == 302 or "canary" not in answer.text.lower(), model


def test_a_passage_is_found_by_who_may_see_its_document_and_its_record(curator: Client, lesser_curator: Client) -> None:
    hidden = a_document("Canary", handling=Handling.AMBER)
    a_citation(hidden, a_claim("Open"), quote="The words of it.")
    assert "The words of it." in curator.get("/admin/records/citation/", {"q": "words"}).text
    assert "The words of it." not in lesser_curator.get("/admin/records/citation/", {"q": "words"}).text


def test_identifiers_names_and_places_are_searched(curator: Client) -> None:
    actor = an_actor("Abu Muhammad")
    actor.names.create(text="Al-Jolani", kind=Name.Kind.ALIAS)
    Identifier.objects.create(record=actor, scheme="wikidata", value="Q1")
    a_visit(place="Islamabad")
    assert "Abu Muhammad" in curator.get("/admin/records/identifier/", {"q": "Q1"}).text
    assert "Abu Muhammad" in curator.get("/admin/actors/name/", {"q": "jolani"}).text
    assert "1 visit" in curator.get("/admin/briefings/visit/", {"q": "islamabad"}).text


def test_a_record_leads_to_the_desk_where_it_is_changed(curator: Client) -> None:
    visit = a_visit()
    shown = curator.get(f"/admin/briefings/visit/{visit.pk}/change/").text
    for rest in ("review/", "edit/"):
        assert f'href="/desk{visit.get_absolute_url()}{rest}"' in shown


def test_an_attempt_at_a_hidden_record_is_audited_as_one_at_its_page(lesser_curator: Client) -> None:
    hidden = an_actor("Canary", handling=Handling.AMBER)
    for pk in (hidden.pk, 999_999):
        lesser_curator.get(f"/admin/actors/actor/{pk}/change/")
    found = AuditEvent.objects.taken("refused").in_order().values_list("record", flat=True)
    assert list(found) == [hidden.pk, None]


@pytest.mark.parametrize("number", ["9" * 20, "-" + "9" * 20, "_".join(["99999"] * 4), "x"])
def test_an_id_that_can_be_none_is_of_nothing(number: str, curator: Client) -> None:
    for path in ("actors/actor", "actors/name", "records/citation", "records/source", "taggit/tag"):
        assert curator.get(f"/admin/{path}/{number}/change/").status_code == 302


def test_a_source_that_is_graded_anew_is_audited_with_what_it_was(curator: Client) -> None:
    source = a_source("Dawn", reliability="F")
    form = {"name": "Dawn", "kind": "newspaper", "reliability": "B"}
    curator.post(f"/admin/records/source/{source.pk}/change/", form)
    event = AuditEvent.objects.taken("source_changed").get()
    assert (event.detail["source"], event.detail["reliability"]) == ("Dawn", ["F", "B"])
    assert event.handling == Handling.CLEAR


def test_what_is_cited_from_a_source_is_found_by_its_new_grade(curator: Client) -> None:
    claim, document = a_claim("Cited"), a_document(source=a_source("Dawn", reliability="F"))
    a_citation(document, claim, credibility=2)
    form = {"name": "Dawn", "kind": "newspaper", "reliability": "B"}
    curator.post(f"/admin/records/source/{document.source_id}/change/", form)
    assert "Cited" in curator.get("/search/?q=grade%3AB2").text


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("query", ["", "?q=person", "?handling__exact=0", "?p=2"])
def test_a_list_asks_as_often_for_thousands_of_rows_as_for_one(query: str, curator: Client) -> None:
    paths = [f"{list_of(model)}{query if model is Actor or 'handling' not in query else ''}" for model in (Actor, Name)]
    for one in many_people(60):
        one.names.create(text=f"Alias of {one.title}")
    once = [queries(curator, path) for path in paths]
    Name.objects.bulk_create(
        Name(actor=one, text=f"Name {place}", folded="name") for place, one in enumerate(many_people(3000))
    )
    assert [queries(curator, path) for path in paths] == once


def test_no_more_rows_are_counted_than_a_list_shows(curator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST == 5000
    monkeypatch.setattr("records.admin.paging.MOST", 100)
    monkeypatch.setattr("records.admin.found.MOST", 100)
    many_people(130)
    with CaptureQueriesContext(connection) as asked:
        shown = curator.get("/admin/actors/actor/").text
    assert "The first 100: search, or filter, for what is not among them" in shown
    assert [one["sql"] for one in asked if "COUNT(" in one["sql"] and "LIMIT" not in one["sql"]] == []
    assert Bounded(Record.objects.order_by("pk"), 50).count == 100


def test_no_form_there_offers_all_records_to_choose_from() -> None:
    request = type("Request", (), {"user": cast.admin(), "GET": {}})()
    edited: list[Any] = [Source, Tag, User]
    for model in edited:
        for field in admin.site.get_model_admin(model).get_form(request)().fields.values():
            assert not hasattr(field, "queryset"), model


def test_completion_of_records_gives_those_that_the_reader_may_see(lesser_curator: Client) -> None:
    an_actor("Canary", handling=Handling.AMBER)
    visit = a_visit()
    take_part(visit, an_actor("Open"))
    for field in ("host_state", "sending_state"):
        asked = {"app_label": "briefings", "model_name": "visit", "field_name": field, "term": "Canary"}
        answer = lesser_curator.get("/admin/autocomplete/", asked)
        assert answer.status_code == 403 or answer.json()["results"] == []


def test_every_list_of_records_is_bounded_as_the_others() -> None:
    for model, found in admin.site._registry.items():
        assert found.paginator is Bounded, model
        assert found.show_full_result_count is False, model
        assert isinstance(found, RecordAdmin) == issubclass(model, Kind)
