"""The administration: who enters, what it shows, and that no record is changed there."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag

from records import kinds
from records.access import Handling, Role, Stage
from records.models import Kind, Source, User
from records.models.mentions import link_fields
from tests import cast
from tests.factories import a_document, a_source, a_state, a_visit, an_actor

pytestmark = pytest.mark.django_db
every_kind = pytest.mark.parametrize("kind", sorted(kinds.KINDS))
NEW_ACCOUNT = {"username": "amina", "password1": "four-words-of-mine", "password2": "four-words-of-mine"}


def signed_in(reader: User) -> Client:
    client = Client()
    client.force_login(reader)
    return client


def of_kind(kind: str) -> type[Kind]:
    return kinds.KINDS[kind].model


def records_of(kind: str) -> str:
    options = of_kind(kind)._meta
    return f"/admin/{options.app_label}/{options.model_name}/"


@pytest.fixture
def curator(client: Client) -> Client:
    return signed_in(cast.curator())


@pytest.fixture
def lesser_curator() -> Client:
    return signed_in(cast.reader("lesser", Handling.GREEN, Role.CURATOR))


def test_somebody_not_signed_in_is_led_to_the_sign_in(client: Client) -> None:
    answer = client.get("/admin/briefings/visit/", follow=True)
    assert answer.redirect_chain[-1][0] == "/sign-in/?next=/admin/briefings/visit/"


@pytest.mark.parametrize("role", [Role.ANALYST, Role.EDITOR, Role.REVIEWER])
def test_other_roles_are_told_that_they_may_not(role: Role) -> None:
    answer = signed_in(cast.reader("somebody", Handling.RED, role)).get("/admin/", follow=True)
    assert answer.status_code == 403


def test_the_mark_of_staff_without_the_role_opens_nothing() -> None:
    editor = cast.editor()
    editor.is_staff = True
    editor.save()
    assert signed_in(editor).get("/admin/", follow=True).status_code == 403


def test_signing_out_there_leads_to_the_front_page(curator: Client) -> None:
    assert curator.post("/admin/logout/")["Location"] == "/"


@every_kind
def test_a_curator_finds_the_records_of_every_kind(kind: str, curator: Client) -> None:
    assert curator.get(records_of(kind), {"q": "a"}).status_code == 200


@every_kind
def test_no_record_is_added_changed_or_deleted_there(kind: str) -> None:
    request = type("Request", (), {"user": cast.admin()})()
    found = admin.site.get_model_admin(of_kind(kind))
    assert found.has_view_permission(request)
    may = (found.has_add_permission, found.has_change_permission, found.has_delete_permission)
    assert not any(ask(request) for ask in may)


def test_sending_the_form_of_a_record_changes_nothing() -> None:
    visit = a_visit(place="Islamabad")
    answer = signed_in(cast.admin()).post(f"/admin/briefings/visit/{visit.pk}/change/", {"place": "Kabul"})
    visit.refresh_from_db()
    assert (answer.status_code, visit.place) == (403, "Islamabad")


@every_kind
def test_a_list_puts_no_condition_on_another_record(kind: str) -> None:
    model = of_kind(kind)
    found = admin.site.get_model_admin(model)
    keys = {name.removesuffix("_id") for name in link_fields(model)[0]} | set(link_fields(model)[1])
    named = {str(one).split("__")[0] for one in (*found.list_filter, *found.search_fields, *found.list_display)}
    assert named & keys == set()


def test_a_condition_in_the_address_on_another_record_is_refused(curator: Client) -> None:
    host = a_state("Pakistan")
    a_visit(host=host)
    for asked in ("host_state", "host_state__id__exact", "host_state__title__startswith", "participants__actor"):
        assert curator.get("/admin/briefings/visit/", {asked: host.pk}).status_code == 400


def test_a_row_names_another_record_only_to_those_who_may_see_it(curator: Client, lesser_curator: Client) -> None:
    a_visit(host=a_state("Canaria", handling=Handling.AMBER), place="Quay")
    assert "Canaria" in curator.get("/admin/briefings/visit/").text
    shown = lesser_curator.get("/admin/briefings/visit/").text
    assert "Quay" in shown
    assert "Canaria" not in shown
    assert "withheld" in shown


def test_the_view_of_a_record_withholds_as_its_row_does(lesser_curator: Client) -> None:
    visit = a_visit(host=a_state("Canaria", handling=Handling.AMBER), place="Quay")
    shown = lesser_curator.get(f"/admin/briefings/visit/{visit.pk}/change/").text
    assert "Quay" in shown
    assert "withheld" in shown
    assert "Canaria" not in shown


def test_a_record_above_the_clearance_is_in_no_row_count_or_view(lesser_curator: Client) -> None:
    hidden = an_actor("Canary", handling=Handling.AMBER)
    shown = lesser_curator.get("/admin/actors/actor/", {"q": "Canary"}).text
    assert "0 actors" in shown
    answer = lesser_curator.get(f"/admin/actors/actor/{hidden.pk}/change/", follow=True)
    unknown = lesser_curator.get("/admin/actors/actor/999999/change/", follow=True)
    assert answer.redirect_chain == unknown.redirect_chain
    assert "Canary" not in answer.text


def test_no_address_leads_to_the_page_of_a_hidden_record(lesser_curator: Client) -> None:
    hidden = an_actor("Canary", handling=Handling.AMBER)
    for content_type in range(1, 60):
        assert lesser_curator.get(f"/admin/r/{content_type}/{hidden.pk}/").status_code == 404


def test_withdrawn_records_are_not_there(curator: Client) -> None:
    an_actor("Canary", stage=Stage.WITHDRAWN, withdrawn_because="Two people in one.")
    assert "0 actors" in curator.get("/admin/actors/actor/").text


def test_an_actor_is_found_by_any_of_its_names(curator: Client) -> None:
    an_actor("Abu Muhammad").names.create(text="Al-Jolani")
    assert "Abu Muhammad" in curator.get("/admin/actors/actor/", {"q": "jolani"}).text


def queries_of_visits(curator: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        curator.get("/admin/briefings/visit/")
    return len(asked)


def test_a_list_asks_as_often_for_thirty_rows_as_for_one(curator: Client) -> None:
    a_visit(an_actor(), host=a_state(), sender=a_state())
    curator.get("/admin/briefings/visit/")
    once = queries_of_visits(curator)
    for _ in range(29):
        a_visit(an_actor(), host=a_state(), sender=a_state())
    assert queries_of_visits(curator) == once


def test_a_curator_grades_a_source(curator: Client) -> None:
    source = a_source("Dawn", reliability="F")
    curator.post(
        f"/admin/records/source/{source.pk}/change/", {"name": "Dawn", "kind": "newspaper", "reliability": "B"}
    )
    assert Source.objects.get().reliability == "B"


def test_a_source_with_documents_cannot_be_deleted_nor_do_its_documents_show(curator: Client) -> None:
    source = a_document("Canary").source
    answer = curator.get(f"/admin/records/source/{source.pk}/delete/")
    assert answer.status_code == 403
    assert "Canary" not in answer.text


def test_a_curator_renames_a_tag_without_seeing_its_records(curator: Client) -> None:
    an_actor("Canary", handling=Handling.RED).tags.add("border")
    tag = Tag.objects.get()
    assert "Canary" not in curator.get(f"/admin/taggit/tag/{tag.pk}/change/").text
    curator.post(f"/admin/taggit/tag/{tag.pk}/change/", {"name": "borders", "slug": "borders"})
    assert Tag.objects.get().name == "borders"


def test_a_curator_does_not_see_the_accounts(curator: Client) -> None:
    assert curator.get("/admin/records/user/").status_code == 403


@pytest.mark.parametrize(
    ("role", "staff", "superuser"),
    [(Role.EDITOR, False, False), (Role.CURATOR, True, False), (Role.ADMIN, True, True)],
)
def test_what_a_new_account_may_follows_from_its_role(role: Role, staff: bool, superuser: bool) -> None:
    form = {**NEW_ACCOUNT, "role": role, "clearance": Handling.AMBER}
    signed_in(cast.admin()).post("/admin/records/user/add/", form)
    made = User.objects.get(username="amina")
    assert (made.is_staff, made.is_superuser, made.clearance) == (staff, superuser, Handling.AMBER)
    assert made.check_password("four-words-of-mine")


def test_an_account_that_loses_its_role_loses_the_administration() -> None:
    curator = cast.curator()
    form = {"username": "curator", "role": Role.ANALYST, "clearance": Handling.GREEN, "is_active": "on"}
    signed_in(cast.admin()).post(f"/admin/records/user/{curator.pk}/change/", form)
    curator.refresh_from_db()
    assert not curator.is_staff
    assert signed_in(curator).get("/admin/", follow=True).status_code == 403


def test_an_account_is_not_deleted_even_by_an_admin() -> None:
    analyst = cast.analyst()
    assert signed_in(cast.admin()).get(f"/admin/records/user/{analyst.pk}/delete/").status_code == 403


def test_only_accounts_sources_and_tags_can_be_changed() -> None:
    request = type("Request", (), {"user": cast.admin()})()
    changed = {model for model, found in admin.site._registry.items() if found.has_change_permission(request)}
    assert changed == {User, Source, Tag}
