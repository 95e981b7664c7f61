"""The pages of a record's history: its revisions, one of them, what differs between two, and putting one back."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.access import Handling, Stage
from records.bulk_settling import bulk_settle
from records.models import Proposal, Revision, Step, Taken, saving
from records.proposing import accept
from tests import cast
from tests.factories import a_briefing, a_citation, a_document, a_visit, an_actor, an_event, take_part

pytestmark = pytest.mark.django_db


def revisions(record: Any) -> list[Revision]:
    return list(Revision.objects.filter(record=record.pk).order_by("number"))


def edited(record: Any, **columns: Any) -> Any:
    for name, value in columns.items():
        setattr(record, name, value)
    record.save()
    return record


def history(record: Any, *more: Any) -> str:
    return "/".join([f"{record.get_absolute_url()}history", *map(str, more), ""])


def rows(page: str) -> list[str]:
    cells = re.findall(r"<tr role=\"row\">(.*?)</tr>", page, re.DOTALL)[1:]
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]


@pytest.fixture
def editing(client: Client) -> Client:
    client.force_login(cast.editor())
    return client


def test_every_page_of_a_record_leads_to_its_history(client: Client) -> None:
    event = an_event()
    assert f'href="{history(event)}"' in client.get(event.get_absolute_url()).text
    assert client.get(history(event)).status_code == 200


def test_editors_see_each_save_with_who_and_why(editing: Client) -> None:
    with saving(cast.reader("Amina"), "First account."):
        event = an_event("Attack")
    edited(event, place="Kabul", title="Attack in Kabul")
    first, second = rows(editing.get(history(event)).text)[::-1]
    assert "Revision 1" in first and "Amina" in first and "“First account.”" in first
    assert "Title, Place" in second and "the system" in second


def test_readers_see_what_changed_and_neither_who_nor_number(client: Client) -> None:
    with saving(cast.reader("Amina"), "Between us."):
        event = an_event("Attack")
    edited(event, place="Kabul")
    page = client.get(history(event)).text
    assert "an editor" in page and "Place" in page
    assert "Amina" not in page and "Between us" not in page and "Revision 1" not in page


def test_readers_see_nothing_of_drafts(client: Client) -> None:
    event = edited(an_event("Attack", stage=Stage.DRAFT, place="Kabul"), stage=Stage.PUBLISHED)
    draft, published = revisions(event)
    assert len(rows(client.get(history(event)).text)) == 1
    assert client.get(history(event, draft.place)).status_code == 404
    assert client.get(history(event, published.place)).status_code == 200
    assert client.get(history(event, draft.place, published.place)).status_code == 404


def test_a_number_leads_editors_to_a_revision_and_nobody_else(client: Client) -> None:
    event = an_event()
    assert client.get(history(event, 1)).status_code == 404
    client.force_login(cast.editor())
    assert client.get(history(event, 1)).status_code == 200
    assert client.get(history(event, 2)).status_code == 404


@pytest.mark.parametrize(
    "place", ["0", "99999999999999999999", "20241112-103205-12345x", "20241399-000000-000000", "x"]
)
def test_what_is_no_revision_is_not_found(editing: Client, place: str) -> None:
    event = an_event()
    for path in (history(event, place), history(event, place, 1), history(event, place, "restore")):
        assert editing.get(path).status_code == 404
    assert editing.get(history(event), {"before": place}).status_code == 404


def test_publication_is_marked(client: Client) -> None:
    event = edited(an_event(place="Kabul"), place="Kandahar")
    Step.objects.create(record=event.record, action=Taken.PUBLISHED, by=cast.editor(), revision=2)
    Step.objects.create(record=event.record, action=Taken.RETURNED, by=cast.curator(), revision=2)
    newest, first = rows(client.get(history(event)).text)
    assert "published" in newest and "published" not in first and "returned" not in newest
    client.force_login(cast.admin())
    assert "returned with remarks" in rows(client.get(history(event)).text)[0]


def test_what_an_import_made_says_so(client: Client) -> None:
    visit = a_visit()
    Revision.objects.all().delete()
    bulk_settle(type(visit), [visit.pk], "Imported: visits of 1991.")
    (row,) = rows(client.get(history(visit)).text)
    assert "an import" in row and "Imported: visits of 1991." in row


def test_fifty_stand_on_a_page_and_a_link_leads_on(editing: Client) -> None:
    event = an_event()
    for number in range(60):
        edited(event, place=f"Place {number}")
    page = editing.get(history(event)).text
    assert len(rows(page)) == 50
    (older,) = re.findall(r'href="(\?before=[^"]+)"', page)
    assert [row.split("Revision ")[1].split()[0] for row in rows(editing.get(history(event) + older).text)] == [
        str(number) for number in range(11, 0, -1)
    ]


def test_two_that_are_chosen_are_compared(editing: Client) -> None:
    event = edited(an_event(place="Kabul"), place="Kandahar")
    one, two = revisions(event)
    answer = editing.get(history(event), {"a": two.place, "b": one.place}, follow=True)
    assert re.search(
        r"<del>.*Kabul</del>.*<ins>.*Kandahar</ins>", re.sub(r"<span class=\"vh\">.*?</span>", "", answer.text)
    )
    assert "Choose two different" in editing.get(history(event), {"a": one.place, "b": one.place}).text
    assert editing.get(history(event), {"a": "../x", "b": one.place}).status_code == 200


def test_the_same_revision_twice_differs_in_nothing(editing: Client) -> None:
    event = an_event()
    assert "the two are the same" in editing.get(history(event, 1, 1)).text


def test_a_revision_is_shown_as_it_was(client: Client) -> None:
    with saving(None):
        visit = a_visit(an_actor("Yue"), place="Doha", purpose="**Talks** with [[actors/amna]].")
        an_actor("Amna", slug="amna")
        a_citation(a_document("Readout"), visit, quote="They met.")
    with saving(None):
        visit.participants.all().delete()
        visit.citations.all().delete()
        edited(visit, place="Kabul", purpose="")
    page = client.get(history(visit, revisions(visit)[0].place)).text
    for said in (
        "Doha",
        "<strong>Talks</strong>",
        ">Amna</a>",
        ">Yue</a>",
        "They met.",
        ">Readout</a>",
        "has been changed since",
    ):
        assert said in page
    assert f'rel="canonical" href="http://testserver{visit.get_absolute_url()}"' in page


def test_a_revision_that_was_handled_more_strictly_shows_that_label(editing: Client) -> None:
    event = edited(an_event(handling=Handling.RED), handling=Handling.CLEAR)
    assert 'data-handling="TLP:RED"' in editing.get(history(event, 1)).text
    assert 'data-handling="TLP:RED"' in editing.get(history(event, 1, 2)).text


def test_a_former_address_leads_on_to_the_history(client: Client) -> None:
    event = edited(an_event("Attack"), slug="assault")
    assert client.get("/events/attack/history/").headers["Location"] == history(event)


def test_an_editor_restores_a_revision(editing: Client) -> None:
    event = edited(an_event(place="Kabul"), place="Kandahar")
    path = history(event, revisions(event)[0].place, "restore")
    assert "Restore this revision" in editing.get(path).text
    answer = editing.post(path, {"comment": "As the source has it."}, follow=True)
    assert "Restored." in answer.text and "Kabul" in answer.text
    assert revisions(event)[-1].comment == "Restored revision 1: As the source has it."


def test_a_refusal_keeps_what_was_typed(editing: Client) -> None:
    event = an_event()
    answer = editing.post(history(event, 1, "restore"), {"comment": "As <b> it was."})
    assert answer.status_code == 409
    assert "nothing to restore" in answer.text and "As &lt;b&gt; it was.</textarea>" in answer.text


def test_what_restores_a_published_paper_is_proposed_to_a_second_person(editing: Client) -> None:
    briefing = edited(a_briefing(), body="Other words.")
    path = history(briefing, 1, "restore")
    assert "a second person reads what you put back" in editing.get(path).text
    assert editing.post(path, {"comment": "As it was."}).status_code == 302
    briefing.refresh_from_db()
    proposal = Proposal.objects.get(record=briefing.pk)
    assert briefing.body == "Other words."
    accept(proposal, cast.reviewer())
    briefing.refresh_from_db()
    assert briefing.body == "Text."


@pytest.mark.parametrize("clearance", [None, Handling.RED])
def test_who_may_read_and_not_edit_may_not_restore(client: Client, clearance: Handling | None) -> None:
    event = edited(an_event(), place="Kabul")
    if clearance is not None:
        client.force_login(cast.analyst(clearance))
    path = history(event, revisions(event)[0].place, "restore")
    assert (client.get(path).status_code, client.post(path).status_code) == (403, 403)
    assert len(revisions(event)) == 2


def a_long_history() -> Any:
    visit = a_visit(place="Doha", purpose="Of [[actors/yue]].")
    visit.tags.add("border")
    for number in range(30):
        with saving(None, "More."):
            take_part(visit, an_actor(f"Person {number}"))
            a_citation(a_document(), visit)
            edited(visit, purpose=f"Of [[actors/person-{number}]].", place=f"Place {number}")
    return visit


def asked(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_the_pages_ask_the_same_number_of_questions_however_long_the_history(editing: Client) -> None:
    with saving(None, "First."):
        short = a_visit(an_actor(), place="Doha", purpose="Of [[actors/yue]].")
        a_citation(a_document(), short)
        short.tags.add("border")
    edited(short, purpose="Of [[actors/amna]].")
    long, most = a_long_history(), {"list": 15, "one": 15, "two": 15}
    of = {
        one.pk: {
            "list": history(one),
            "one": history(one, len(revisions(one))),
            "two": history(one, 1, len(revisions(one))),
        }
        for one in (short, long)
    }
    counts = {pk: {name: asked(editing, path) for name, path in paths.items()} for pk, paths in of.items()}
    assert counts[long.pk] == counts[short.pk]
    assert all(counts[long.pk][name] <= most[name] for name in most), counts
