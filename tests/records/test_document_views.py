"""The page of a document: its archived text with the cited passages marked, what they are cited for, and the facts."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.access import Handling, Stage
from records.models import Citation, Document
from records.sections.documents import MARKED
from tests.cast import analyst
from tests.factories import a_citation, a_claim, a_document, a_source, an_event

pytestmark = pytest.mark.django_db
TEXT = "The envoy came on Monday.\nHe left on Tuesday. The envoy came back."


def page_of(client: Client, document: Document) -> str:
    return client.get(document.get_absolute_url()).content.decode()


def marks(html: str) -> list[str]:
    return re.findall(r"<mark.*?</mark>", html, re.DOTALL)


def test_a_cited_passage_is_marked_and_leads_to_the_record_it_bears_on(client: Client) -> None:
    document, event = a_document(text=TEXT), an_event("Arrival")
    cited = a_citation(document, event, quote="came on   Monday.")
    expected = f'<mark id="c{cited.pk}"><a href="{event.get_absolute_url()}">came on Monday.</a></mark>'
    assert marks(page_of(client, document)) == [expected]


def test_prefix_and_suffix_choose_among_equal_words(client: Client) -> None:
    document, event = a_document(text=TEXT), an_event()
    a_citation(document, event, quote="The envoy came", suffix="back")
    assert re.search(r"Tuesday\. <mark[^>]*><a[^>]*>The envoy came</a></mark> back", page_of(client, document))


def test_two_records_for_one_passage_are_both_reached_from_it(client: Client) -> None:
    document, first, second = a_document(text=TEXT), an_event("First"), an_event("Second")
    one = a_citation(document, first, quote="He left")
    other = a_citation(document, second, quote="He left")
    (mark,) = marks(page_of(client, document))
    assert f'<a href="{first.get_absolute_url()}">He left</a>' in mark
    assert f'href="{second.get_absolute_url()}" aria-label="Passage 2, cited for Second">2</a>' in mark
    assert f'id="c{one.pk}"' in mark and f'id="c{other.pk}"' in mark


def test_overlapping_passages_each_have_their_own_link(client: Client) -> None:
    document, first, second = a_document(text=TEXT), an_event("First"), an_event("Second")
    a_citation(document, first, quote="on Monday. He left")
    a_citation(document, second, quote="He left on Tuesday")
    found = [re.sub(r"<[^>]+>", "", mark) for mark in marks(page_of(client, document))]
    assert found == ["on Monday.\n", "He left", " on Tuesday"]


def test_a_quote_that_is_not_in_the_text_says_so(client: Client) -> None:
    document = a_document(text=TEXT)
    a_citation(document, an_event("Departure"), quote="He never came")
    html = page_of(client, document)
    assert marks(html) == []
    assert "Not found in the archived text." in html


def test_a_passage_without_words_is_listed_with_its_place(client: Client) -> None:
    document = a_document(text=TEXT)
    a_citation(document, an_event(), quote="", locator="page 4")
    html = page_of(client, document)
    assert "page 4" in html and "Not found" not in html


def test_a_document_without_text_lists_its_passages_all_the_same(client: Client) -> None:
    document = a_document()
    a_citation(document, an_event("Departure"), quote="He left")
    html = page_of(client, document)
    assert "He left" in html and "Not found" not in html
    assert "stands here once it is archived" in html


def test_the_list_of_passages_tells_stance_grade_and_record(client: Client) -> None:
    document, claim = a_document(text=TEXT, source=a_source(reliability="C")), a_claim("The envoy never came")
    a_citation(document, claim, quote="The envoy came", stance="contradicts", credibility=2, first_hand=True)
    html = page_of(client, document)
    assert f'Contradicts <a href="{claim.get_absolute_url()}">The envoy never came</a>' in html
    assert "Fairly reliable source, probably true." in html
    assert "First-hand" in html


@pytest.mark.parametrize("hidden", [{"handling": Handling.RED}, {"stage": Stage.DRAFT}])
def test_a_passage_shows_only_to_who_may_see_what_it_is_cited_for(client: Client, hidden: dict[str, Any]) -> None:
    document = a_document(text=TEXT)
    a_citation(document, an_event("Canary", **hidden), quote="He left", note="canary note")
    html = page_of(client, document)
    assert "canary" not in html.lower()
    assert marks(html) == []
    assert "No record that you may read cites this document." in html


def test_a_hidden_passage_leaves_no_trace_in_numbers(client: Client) -> None:
    document, event = a_document(text=TEXT), an_event()
    a_citation(document, an_event(handling=Handling.RED), quote="He left")
    a_citation(document, event, quote="Tuesday")
    html = page_of(client, document)
    assert "Cited passages, 1<" in html
    assert 'id="p1"' in html and 'id="p2"' not in html


def test_the_reader_who_is_cleared_sees_it(client: Client) -> None:
    document = a_document(text=TEXT)
    a_citation(document, an_event("Canary", handling=Handling.RED), quote="He left")
    client.force_login(analyst(Handling.RED))
    assert len(marks(page_of(client, document))) == 1


def test_the_archived_text_is_text(client: Client) -> None:
    document = a_document(text='<script>alert("x")</script> & [[actors/nobody]] **so**')
    a_citation(document, an_event(), quote='alert("x")</script>')
    html = page_of(client, document)
    assert "<script>alert" not in html
    assert "&lt;script&gt;<mark" in html and "[[actors/nobody]] **so**" in html


def test_a_text_from_right_to_left_says_its_language_and_direction(client: Client) -> None:
    document = a_document(text="آمنہ بلوچ نے ملاقات کی", language="ur")
    a_citation(document, an_event(), quote="ملاقات")
    html = page_of(client, document)
    assert 'dir="auto" lang="ur"' in html
    assert ">ملاقات</a></mark>" in html


def test_the_facts_say_where_the_document_comes_from(client: Client) -> None:
    source = a_source("Foreign Office", reliability="B", kind="government")
    document = a_document(
        text=TEXT, source=source, author="A. Clerk", url="https://example.org/1", language="en",
        when="2024-11-18", retrieved_at=datetime(2024, 11, 19, 9, tzinfo=UTC),
    )  # fmt: skip
    html = page_of(client, document)
    for fact in (
        "Foreign Office, government",
        "B, usually reliable",
        "A. Clerk",
        "English",
        "2024-11-19",
        document.sha256,
    ):
        assert fact in html
    assert '<a href="https://example.org/1" rel="external noreferrer">' in html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " javascript:alert(1)", "//example.org"])
def test_an_address_that_is_none_of_the_web_is_no_link(client: Client, url: str) -> None:
    document = a_document(text=TEXT, url=url)
    a_citation(document, document)
    assert f'href="{url}"' not in page_of(client, document)


def test_relays_and_origin_lead_to_each_other(client: Client) -> None:
    origin = a_document("Statement")
    relay = a_document("Report", origin=origin)
    assert f'href="{origin.get_absolute_url()}">Statement</a>' in page_of(client, relay)
    assert f'href="{relay.get_absolute_url()}">Report</a>' in page_of(client, origin).partition("Relayed by")[2]


def test_a_hidden_origin_is_withheld_and_a_hidden_relay_is_not_there(client: Client) -> None:
    hidden = a_document("Canary statement", handling=Handling.RED)
    relay = a_document("Report", origin=hidden)
    a_document("Canary report", origin=relay, handling=Handling.RED)
    html = page_of(client, relay)
    assert "canary" not in html.lower()
    assert '<dt>Relays</dt><dd><span class="withheld">' in html
    assert "Relayed by" not in html


def cited_often(number: int, text: str) -> Document:
    document, event = a_document(text=text), an_event()
    Citation.objects.bulk_create(
        Citation(document=document, target=event, quote=f"word {place}", prefix=f"before {place}", suffix="after")
        for place in range(number)
    )
    return document


def test_the_page_of_a_document_cited_thousands_of_times_stays_bounded(client: Client) -> None:
    document = cited_often(5000, " ".join(f"before {place} word {place} after." for place in range(20_000)))
    with CaptureQueriesContext(connection) as asked:
        html = page_of(client, document)
    assert len(asked) <= 13
    assert len(marks(html)) == MARKED
    assert f"Marked are the first {MARKED} of 5,000 cited passages." in html
    assert html.count('<li id="p') == 50
    last = client.get(document.get_absolute_url(), {"page": 100}).content.decode()
    assert 'id="p5000"' in last and "In the text, not marked" in last


def test_the_list_of_documents_is_filtered_and_sorted(client: Client) -> None:
    wanted = a_document("Déclaration conjointe", source=a_source("Élysée", reliability="A"), when="2024-11-18")
    a_document("Communiqué", source=a_source("Dawn", reliability="B"), when="2023")
    asked = {
        "title": "declaration", "source": "elysee", "reliability": "A", "since": "2024-11", "until": "2024-11-18",
    }  # fmt: skip
    for name, value in asked.items():
        html = client.get("/documents/", {name: value}).content.decode()
        assert wanted.title in html, name
        assert ("Communiqué" in html) == (name == "until"), name


ORDERS = [
    ("date", "BAC"),
    ("-date", "ABC"),
    ("title", "ABC"),
    ("-title", "CBA"),
    ("source", "BAC"),
    ("reliability", "CBA"),
]


@pytest.mark.parametrize(("sort", "order"), ORDERS)
def test_documents_are_in_the_order_asked_for_those_without_a_date_last(client: Client, sort: str, order: str) -> None:
    a_document("A", source=a_source("Three", reliability="C"), when="2024")
    a_document("B", source=a_source("One", reliability="B"), when="1990")
    a_document("C", source=a_source("Two", reliability="A"))
    html = client.get("/documents/", {"sort": sort}).content.decode()
    assert "".join(re.findall(r'/documents/\w/">(\w)</a>', html)) == order


def test_a_hidden_document_is_neither_listed_nor_counted(client: Client) -> None:
    a_document("Canary", handling=Handling.GREEN, source=a_source("Canary source"))
    html = client.get("/documents/", {"source": "canary"}).content.decode()
    assert "0 that match" in html
    assert "Canary" not in html


@pytest.mark.parametrize(
    "wrong", [{"since": "lately"}, {"reliability": "Z"}, {"title": "x" * 400}, {"until": "2024-13"}]
)
def test_a_filter_that_is_none_is_reported_and_not_applied(client: Client, wrong: dict[str, str]) -> None:
    a_document("Statement")
    html = client.get("/documents/", wrong).content.decode()
    assert 'class="errorlist"' in html
    assert "Statement" in html
