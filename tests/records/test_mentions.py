"""What a record names, in its text and by typed links: kept at each save, and read backwards on the other page."""

import pytest
from django.test import Client

from records.access import Handling, Stage
from records.bulk_settling import bulk_settle
from records.models import Mention, Record, saving
from tests.cast import editor
from tests.factories import a_briefing, a_citation, a_claim, a_document, a_state, a_visit, an_actor, an_event, take_part

pytestmark = pytest.mark.django_db


def named_by(record: Record) -> set[int]:
    return set(Mention.objects.filter(source=record.pk).values_list("target_id", flat=True))


def test_a_text_names_what_it_links_embeds_and_cites() -> None:
    actor, claim, document = an_actor(slug="a"), a_claim(slug="b"), a_document(slug="c")
    briefing = a_briefing(body="[[actors/a|he]] ![[claims/b]] [[^documents/c]] `[[events/d]]` [[events/none]]")
    assert named_by(briefing) == {actor.pk, claim.pk, document.pk}


def test_the_summary_is_read_as_well_as_the_body() -> None:
    actor = an_actor(slug="a")
    assert named_by(a_briefing(summary="[[actors/a]]", body="")) == {actor.pk}


def test_typed_links_and_those_of_parts_are_mentions() -> None:
    state, visitor, document = a_state(), an_actor(), a_document()
    visit = a_visit(visitor, host=state)
    a_citation(document, visit)
    assert named_by(visit) == {state.pk, visitor.pk, document.pk}


def test_links_to_many_are_mentions_where_they_are_saved_with_the_record() -> None:
    state = a_state()
    with saving(None):
        claim = a_claim(about=[state])
    assert named_by(claim) == {state.pk}


def test_a_record_does_not_mention_itself() -> None:
    assert named_by(an_event("Attack", summary="[[events/attack]]")) == set()


def test_mentions_follow_the_text() -> None:
    one, two = an_actor(slug="one"), an_actor(slug="two")
    event = an_event(summary="[[actors/one]]")
    event.summary = "[[actors/two]]"
    event.save()
    assert named_by(event) == {two.pk}
    assert not Mention.objects.filter(target=one.pk).exists()


def test_mentions_follow_the_parts() -> None:
    visit, actor = a_visit(), an_actor()
    part = take_part(visit, actor)
    assert named_by(visit) == {actor.pk}
    part.delete()
    assert named_by(visit) == set()


def test_a_citation_that_moves_to_another_record_takes_its_mention_along() -> None:
    document, one, two = a_document(), an_event(), an_event()
    cited = a_citation(document, one)
    cited.target = two
    cited.save()
    assert (named_by(one), named_by(two)) == (set(), {document.pk})


def test_a_link_by_a_former_address_is_a_mention_of_the_record_there_now() -> None:
    actor = an_actor(slug="before")
    actor.slug = "after"
    actor.save()
    assert named_by(an_event(summary="[[actors/before]]")) == {actor.pk}


def test_a_record_that_comes_later_is_mentioned_from_the_next_save_on() -> None:
    event = an_event(summary="[[actors/late]]")
    actor = an_actor(slug="late")
    event.save()
    assert named_by(event) == {actor.pk}


def test_many_settled_at_once_have_the_mentions_of_one_saved() -> None:
    visitor, state = an_actor(), a_state(slug="state")
    visit = a_visit(visitor, host=state, summary="[[actors/state]]")
    before = named_by(visit)
    Mention.objects.all().delete()
    bulk_settle(type(visit), [visit.pk], "again")
    assert named_by(visit) == before == {visitor.pk, state.pk}


def links_to(client: Client, record: Record) -> str:
    return client.get(record.get_absolute_url()).content.decode().partition('id="backlinks"')[2]


def test_the_other_page_says_what_links_to_it_by_kind(client: Client) -> None:
    document = a_document("Statement")
    a_citation(document, an_event("Attack"))
    a_briefing("Paper", body="[[documents/statement]]")
    html = links_to(client, document)
    assert "<dt>Events</dt>" in html and "Attack</a>" in html
    assert "<dt>Briefings</dt>" in html and "Paper</a>" in html


@pytest.mark.parametrize("hidden", [{"handling": Handling.RED}, {"stage": Stage.DRAFT}])
def test_what_is_hidden_links_nowhere_and_is_not_counted(client: Client, hidden: dict) -> None:
    document = a_document("Statement")
    a_briefing("Canary", body="[[documents/statement]]", **hidden)
    assert "No record that you may read names this one." in links_to(client, document)
    assert "canary" not in client.get(f"{document.get_absolute_url()}mentions/").content.decode().lower()


def test_more_than_a_few_are_counted_and_led_to(client: Client) -> None:
    document = a_document("Statement")
    for place in range(8):
        an_event(f"Event {place}", summary="[[documents/statement]]", when=f"202{place}")
    html = links_to(client, document)
    assert html.count('href="/events/event-') == 6 and "Event 7</a>" in html
    assert 'href="/documents/statement/mentions/?kind=event">All 8<' in html


def test_all_that_link_are_listed_filtered_and_sorted(client: Client) -> None:
    document = a_document("Statement")
    a_briefing("Paper", body="[[documents/statement]]")
    an_event("Attack", summary="[[documents/statement]]", when="2024")
    path = f"{document.get_absolute_url()}mentions/"
    assert "Showing 1 to 2 of 2" in client.get(path).content.decode()
    html = client.get(path, {"kind": "event", "sort": "title"}).content.decode()
    assert "Attack</a>" in html and "Paper</a>" not in html
    assert f'href="{document.get_absolute_url()}">Back to {document.ref}' in html


def test_a_list_of_nothing_says_what_would_stand_there(client: Client) -> None:
    html = client.get(f"{a_document().get_absolute_url()}mentions/").content.decode()
    assert "No record that you may read names this one." in html


def test_an_editor_sees_that_a_draft_links(client: Client) -> None:
    document = a_document("Statement")
    a_briefing("Paper", body="[[documents/statement]]", stage=Stage.DRAFT)
    client.force_login(editor())
    assert "Paper</a>" in links_to(client, document)
