"""What the database refuses whoever writes to it, what a person is told, and what saving a record does."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from actors.models import Actor, Tenure
from briefings.models import Claim, Participation, Visit
from records.access import Handling, Stage
from records.bulk import bulk_insert
from records.dates import DateError
from records.models import Citation, Document, Identifier, Record, Source, Stale, saving
from tests.cast import editor
from tests.factories import (
    a_citation,
    a_document,
    a_post,
    a_source,
    a_state,
    a_tenure,
    a_visit,
    an_actor,
    an_event,
    take_part,
)

pytestmark = pytest.mark.django_db
REFUSED_COLUMNS: list[tuple[str, dict[str, Any]]] = [
    ("a handling that is no TLP label", {"handling": 5}),
    ("a handling between two labels", {"handling": 17}),
    ("a stage that is none", {"stage": 9}),
    ("no address", {"slug": ""}),
    ("withdrawn without a reason", {"stage": Stage.WITHDRAWN}),
    ("dates in the wrong order", {"when": "2024", "earliest": date(2024, 2, 1), "latest": date(2024, 1, 1)}),
    ("bounds without a date", {"when": "", "earliest": date(2024, 1, 1)}),
    ("an address that another record of the kind has", {"slug": "taken"}),
]


@pytest.mark.parametrize(("name", "columns"), REFUSED_COLUMNS, ids=[case[0] for case in REFUSED_COLUMNS])
def test_the_database_itself_refuses(name: str, columns: dict[str, Any]) -> None:
    an_event(slug="taken")
    event = an_event()
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.filter(pk=event.pk).update(**columns)


def test_the_database_refuses_new_rows_in_bulk_too() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk_insert(Claim, [Claim(title="One", slug="same"), Claim(title="Two", slug="same")])


def test_records_of_different_kinds_may_have_the_same_slug() -> None:
    assert an_event(slug="kabul").slug == an_actor(slug="kabul").slug


PARTS: list[tuple[str, type[models.Model], dict[str, Any]]] = [
    ("a reliability that is none", Source, {"reliability": "G"}),
    ("a credibility that is none", Citation, {"credibility": 7}),
    ("a stance that is none", Citation, {"stance": "maybe"}),
    ("a role that is none", Participation, {"role": "spy"}),
    ("a category that is none", Actor, {"category": "robot"}),
    ("a status that is none", Visit, {"status": "perhaps"}),
    ("a level that is none", Visit, {"level": 7}),
    (
        "an end before the start",
        Tenure,
        {"ended": "2010", "ended_earliest": "2010-01-01", "ended_latest": "2010-12-31"},
    ),
]


@pytest.fixture
def world() -> None:
    visit = a_visit(an_actor(), host=a_state(), when="2024")
    a_citation(a_document(), visit)
    a_tenure(started="2020", ended="2024")


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(("name", "model", "columns"), PARTS, ids=[case[0] for case in PARTS])
def test_the_database_refuses_in_parts_and_kinds(name: str, model: type[models.Model], columns: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.update(**columns)


def test_nobody_takes_part_twice_in_one_role() -> None:
    visit, person = a_visit(), an_actor()
    take_part(visit, person, "visitor")
    take_part(visit, person, "host")
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.bulk_create([Participation(encounter=visit, actor=person, role="visitor")])


def test_one_identifier_means_one_record() -> None:
    Identifier.objects.create(record=an_actor(), scheme="wikidata", value="Q1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Identifier.objects.create(record=an_actor(), scheme="wikidata", value="Q1")


def told(refused: models.Model) -> str:
    with pytest.raises(ValidationError) as error:
        refused.full_clean()
    return " ".join(error.value.messages)


MESSAGES: list[tuple[dict[str, Any], str]] = [
    (
        {"handling": 9},
        "“9” is none of the choices here: choose TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT or TLP:RED.",
    ),
    ({"stage": 9}, "“9” is none of the choices here: choose draft, in review, published or withdrawn."),
    ({"stage": Stage.WITHDRAWN}, "Say why: readers see the reason at its address."),
    ({"title": " "}, "Give the record a title: readers find it by this."),
    ({"slug": "taken"}, "Another record of this kind has this address: choose another one."),
    ({"slug": "two words"}, "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    ({"when": "2024-02-30"}, "'2024-02-30' is not a date: February 2024 has 29 days."),
    ({"when": "2024/2023"}, "'2024/2023' is not a date: it ends before it begins. Write the earlier date first."),
    (
        {"status": "perhaps"},
        "choose rumoured, announced, tentative, confirmed, under way, completed, postponed or cancelled.",
    ),
]


@pytest.mark.parametrize(("given", "message"), MESSAGES, ids=[next(iter(case[0])) for case in MESSAGES])
def test_a_person_is_told_what_is_wrong_and_how_to_write_it_right(given: dict[str, Any], message: str) -> None:
    an_event(slug="taken")
    event = an_event("Attack")
    for name, value in given.items():
        setattr(event, name, value)
    assert message in told(event)


def test_a_tenure_tells_which_of_its_dates_stand_in_the_wrong_order() -> None:
    tenure = Tenure(person=an_actor(), post=a_post(), started="2024", ended="2020")
    assert "The date ended lies before the date started. If the source itself says so, keep both" in told(tenure)


def test_dates_that_conflict_in_the_source_itself_are_kept() -> None:
    tenure = a_tenure(started="2024", ended="2020", dates_conflict=True)
    tenure.full_clean()
    assert Tenure.objects.get(pk=tenure.pk).when == "2024"


def test_a_second_entry_in_one_role_is_told_apart_from_the_first() -> None:
    visit, person = a_visit(), an_actor()
    take_part(visit, person, "visitor")
    assert "entered in this role already: change that row instead." in told(
        Participation(encounter=visit, actor=person, role="visitor")
    )


def test_parts_and_sources_tell_their_choices_too() -> None:
    document = a_document()
    assert "choose supports, contradicts or context." in told(Citation(document=document, target=document, stance="x"))
    assert "“G” is none of the choices here: choose completely reliable, usually" in told(
        Source(name="x", reliability="G")
    )


def test_an_address_of_the_past_is_not_given_to_another_record() -> None:
    event = an_event("Attack")
    event.slug = "attack-in-kabul"
    event.save()
    assert "This was the address of another record" in told(Claim(title="x", kind="event", slug="attack"))
    assert an_event("Attack").slug == "attack-2"


def test_a_record_may_go_back_to_its_own_address() -> None:
    event = an_event("Attack")
    for slug in ("attack-in-kabul", "attack"):
        event.slug = slug
        event.full_clean()
        event.save()
    assert event.get_absolute_url() == "/events/attack/"


def test_a_date_that_is_none_is_not_saved() -> None:
    with pytest.raises(DateError):
        an_event(when="soon")


def test_addresses_made_of_equal_titles_are_numbered() -> None:
    assert [an_event("Attack in Kabul").slug for _ in range(3)] == [
        "attack-in-kabul", "attack-in-kabul-2", "attack-in-kabul-3",
    ]  # fmt: skip


def test_a_title_made_of_names_never_becomes_an_address() -> None:
    visit = a_visit(an_actor("Yue Xiaoyong"))
    assert visit.title == "Yue Xiaoyong"
    assert visit.slug == f"v-{visit.pk}"


def test_the_second_of_two_to_save_is_refused_and_nothing_is_written() -> None:
    first = an_event("Attack")
    second = Record.objects.get(pk=first.pk).as_event
    first.summary = "One."
    first.save()
    second.summary, second.title = "Two.", "Other"
    with pytest.raises(Stale, match=f"{first.ref} was changed by somebody else since you opened it. Reload it"):
        second.save()
    stored = Record.objects.get(pk=first.pk)
    assert (stored.summary, stored.title, stored.version, second.version) == ("One.", "Attack", 2, 1)


def test_a_save_that_fails_leaves_the_version_as_it_was() -> None:
    event = an_event("Attack")
    event.handling = 9
    with pytest.raises(IntegrityError), transaction.atomic():
        event.save()
    event.handling = Handling.GREEN
    event.save()
    assert event.version == 2


def test_nothing_is_deleted() -> None:
    event = an_event("Attack")
    with pytest.raises(models.ProtectedError, match="withdraw it with a reason"):
        event.delete()


def test_publishing_is_stamped_once_with_its_time_and_author() -> None:
    by = editor()
    with saving(by):
        event = an_event(stage=Stage.DRAFT)
        event.stage = Stage.PUBLISHED
        event.save()
    stamped = event.published_at
    event.save()
    assert stamped and event.published_at == stamped
    assert (event.created_by, event.updated_by, event.published_by) == (by, by, by)


def test_a_document_knows_the_sum_of_its_text() -> None:
    document = a_document(text="abc")
    assert document.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    document.text = ""
    document.save()
    assert Document.objects.get(pk=document.pk).sha256 == ""


@pytest.mark.parametrize(
    ("when", "since", "until"),
    [
        ("2024", True, True), ("2023/..", True, True), ("2023/", True, True), ("../2025", True, True), ("2019", False, True),
        ("2030", True, False), ("", False, False), ("2019/..", True, True), ("[2019,2030]", True, True),
    ],
)  # fmt: skip
def test_since_and_until_take_what_may_lie_in_the_period(when: str, since: bool, until: bool) -> None:
    an_event(when=when)
    assert Record.objects.since(date(2024, 5, 1)).exists() == since
    assert Record.objects.until(date(2024, 5, 1)).exists() == until


@pytest.mark.parametrize("text", ["erdogan", "ERDOĞAN recep", "  erdo  cep ", "d'Ankara", "recep"])
def test_titles_are_found_by_parts_of_words_whatever_their_accents(text: str) -> None:
    event = an_event("Recep Erdoğan d’Ankara")
    an_event("Something else")
    assert list(Record.objects.titled_like(text)) == [event.record]


@pytest.mark.parametrize("text", ["", "…", "erdogan hollande", "x" * 400])
def test_a_text_without_words_or_with_one_too_many_finds_nothing(text: str) -> None:
    an_event("Recep Erdoğan x")
    assert not Record.objects.titled_like(text).exists()


def test_two_sources_may_have_one_name() -> None:
    """Else whoever enters one would learn of another that hidden documents alone have."""
    a_source("Dawn")
    Source(name="Dawn", reliability="B").full_clean()
