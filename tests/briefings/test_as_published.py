"""A published paper stands as it was published beside what is known today, and says what has changed since."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefings.models import Briefing, Judgement
from records.access import Handling, Stage
from records.models import Revision, Step, Taken, saving
from tests import cast
from tests.factories import a_briefing, a_citation, a_claim, a_document, an_actor

pytestmark = pytest.mark.django_db


def edited(record: Any, **columns: Any) -> Any:
    for name, value in columns.items():
        setattr(record, name, value)
    record.save()
    return record


def as_published(client: Client, briefing: Briefing) -> str:
    return client.get(briefing.get_absolute_url(), {"as": "published"}).text


def a_paper(**given: Any) -> Briefing:
    with saving(None):
        briefing = a_briefing(body="It will hold.", **given)
        Judgement.objects.create(briefing=briefing, text="They will meet.", likelihood="likely", confidence="low")
        a_citation(a_document("Readout"), briefing, quote="They met.")
    return briefing


def changed(briefing: Briefing) -> None:
    with saving(None):
        briefing.judgements.update(text="They will not meet.")
        briefing.citations.all().delete()
        edited(briefing, body="It will fall.")


def test_its_words_judgements_and_sources_are_those_of_that_day(client: Client) -> None:
    briefing = a_paper()
    changed(briefing)
    then, today = as_published(client, briefing), client.get(briefing.get_absolute_url()).text
    for said in ("It will hold.", "They will meet.", "They met."):
        assert said in then and said not in today
    for said in ("It will fall.", "They will not meet."):
        assert said in today and said not in then


def test_the_two_are_tabs_of_one_page(client: Client) -> None:
    briefing = a_paper()
    today = client.get(briefing.get_absolute_url()).text
    assert f'<a href="{briefing.get_absolute_url()}?as=published">As published</a>' in today
    assert 'aria-current="page">As published</a>' in as_published(client, briefing)
    assert f'rel="canonical" href="http://testserver{briefing.get_absolute_url()}"' in as_published(client, briefing)


def test_a_draft_has_no_such_tab(client: Client) -> None:
    client.force_login(cast.editor())
    briefing = a_paper(stage=Stage.DRAFT)
    assert "As published" not in client.get(briefing.get_absolute_url()).text
    assert client.get(briefing.get_absolute_url(), {"as": "published"}).status_code == 302


def test_it_says_how_often_it_was_changed_since(client: Client) -> None:
    briefing = a_paper()
    assert "It has not been changed since." in as_published(client, briefing)
    changed(briefing)
    edited(briefing, summary="In short.")
    assert ">2 times</a>" in as_published(client, briefing)


def test_it_says_which_of_the_records_it_cites_have_changed(client: Client) -> None:
    claim, document = a_claim("They met", slug="they-met"), a_document("Readout")
    secret = an_actor("Agent", handling=Handling.RED)
    briefing = a_briefing(body=f"[[claims/they-met]], [[actors/{secret.slug}]]")
    a_citation(document, briefing)
    assert "Nothing has changed in the records that it cites." in as_published(client, briefing)
    edited(claim, summary="Said often.")
    edited(secret, summary="Seen in Doha.")
    page = as_published(client, briefing)
    assert "1 of the records that it cites has changed since" in page
    assert "summary revised" in page and "Seen in Doha" not in page


def test_the_last_publication_counts(client: Client) -> None:
    briefing = edited(edited(a_paper(), body="It may hold."), body="It will fall.")
    Step.objects.create(record=briefing.record, action=Taken.PUBLISHED, by=cast.editor(), revision=2)
    assert "It may hold." in as_published(client, briefing)


def test_what_was_published_to_others_is_not_shown(client: Client) -> None:
    briefing = edited(a_paper(handling=Handling.RED), handling=Handling.CLEAR, body="It will fall.")
    assert Revision.objects.filter(record=briefing.pk).count() == 2
    page = as_published(client, briefing)
    assert "It will fall." in page and "It will hold." not in page


def test_it_asks_a_fixed_number_of_questions(client: Client) -> None:
    few, many = a_paper(), a_paper()
    changed(few)
    for number in range(12):
        edited(many, body=f"It will fall, {number}.")
        a_citation(a_document(), many)

    def asked(briefing: Briefing) -> int:
        with CaptureQueriesContext(connection) as queries:
            as_published(client, briefing)
        return len(queries)

    assert asked(few) == asked(many) <= 24
