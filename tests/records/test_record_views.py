"""What records of every kind have at their addresses: linked data, a card, all their sources; the legend, the style guide."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.access import Handling, Stage
from records.models import Citation, Kind
from tests.asked import beside_auditing
from tests.cast import analyst, editor
from tests.factories import a_citation, a_document, a_post, a_tenure, an_actor, an_event

pytestmark = pytest.mark.django_db


def linked_data(client: Client, record: Kind) -> dict[str, Any]:
    answer = client.get(f"{record.get_absolute_url()[:-1]}.json")
    assert answer["Content-Type"] == "application/ld+json"
    return json.loads(answer.content)


def test_linked_data_says_what_the_record_is(client: Client) -> None:
    event = an_event("Attack", when="2024-11")
    data = linked_data(client, event)
    assert (data["@context"], data["name"], data["identifier"]) == ("https://schema.org", "Attack", event.ref)
    assert data["url"] == "http://testserver/events/attack/"


def test_linked_data_is_in_the_head_of_the_page_and_cannot_end_its_element(client: Client) -> None:
    document = a_document("</script><script>alert(1)</script>", slug="x")
    html = client.get("/documents/x/").content.decode()
    assert "<script>alert" not in html
    inner = html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(inner)["name"] == document.title


def test_linked_data_leaves_out_what_is_withheld(client: Client) -> None:
    tenure = a_tenure(an_actor("Amna Baloch"), a_post("Canary", handling=Handling.RED))
    said = json.dumps(linked_data(client, tenure))
    assert "Amna Baloch" in said
    assert "anary" not in said


def test_a_card_is_a_fragment_with_title_and_date(client: Client) -> None:
    event = an_event("Attack & more", when="2024-11-18", handling=Handling.GREEN)
    client.force_login(analyst())
    html = client.get(f"{event.get_absolute_url()}card/").content.decode()
    assert '<b dir="auto">Attack &amp; more</b>' in html
    assert '<time datetime="2024-11-18">' in html and "TLP:GREEN" in html
    assert "<html" not in html


def cited(number: int) -> Kind:
    document, event = a_document("Statement"), an_event("Attack")
    rows = (Citation(document=document, target=event, quote=f"Passage {place}.") for place in range(1, number + 1))
    Citation.objects.bulk_create(rows)
    return event


def test_all_sources_of_a_record_are_listed_fifty_a_page_with_the_numbers_of_its_own(client: Client) -> None:
    event = cited(120)
    a_citation(a_document(handling=Handling.RED), event, quote="Canary")
    pages = [client.get(f"{event.get_absolute_url()}sources/", {"page": page}).content.decode() for page in (1, 3)]
    assert [page.count("<blockquote") for page in pages] == [50, 20]
    assert 'id="s101"' in pages[1] and "Passage 101." in pages[1]
    assert "120 that you may read" in pages[0] and "Canary" not in pages[1]


def test_a_record_without_sources_says_so(client: Client) -> None:
    assert "There is none that you may read." in client.get(f"{an_event().get_absolute_url()}sources/").content.decode()


def test_a_page_with_more_sources_than_it_shows_leads_to_all(client: Client) -> None:
    document = a_document("Report")
    Citation.objects.bulk_create(Citation(document=document, target=document, quote=f"{place}") for place in range(60))
    html = client.get("/documents/report/").content.decode()
    assert '<a class="more" href="/documents/report/sources/">All 60 passages</a>' in html


def test_a_page_with_few_sources_does_not(client: Client) -> None:
    document = a_document("Report")
    a_citation(document, document)
    assert "/sources/" not in client.get("/documents/report/").content.decode()


@pytest.mark.parametrize(("rest", "most"), [(".json", 5), ("/card/", 3), ("/mentions/", 5), ("/sources/?page=2", 6)])
def test_the_number_of_queries_does_not_grow(client: Client, rest: str, most: int) -> None:
    event = cited(200)
    client.force_login(analyst())
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"{event.get_absolute_url()[:-1]}{rest}").status_code == 200
    assert beside_auditing(asked) <= most + 1


def test_the_legend_explains_what_the_signs_mean(client: Client) -> None:
    html = client.get("/legend/").content.decode()
    for word in ("completely reliable", "TLP:AMBER+STRICT", "almost no chance", "withheld"):
        assert word in html


def test_the_style_guide_is_for_editors(client: Client) -> None:
    assert client.get("/styleguide/").status_code == 404
    client.force_login(analyst(Handling.RED))
    assert client.get("/styleguide/").status_code == 404
    client.force_login(editor(Handling.CLEAR))
    html = client.get("/styleguide/").content.decode()
    assert "<h1" in html and 'id="c1"' in html


def test_a_draft_says_that_it_is_one(client: Client) -> None:
    document = a_document("Report", stage=Stage.DRAFT)
    client.force_login(editor())
    assert '<span class="stage">draft</span>' in client.get(document.get_absolute_url()).content.decode()
