"""The search page: what is found, how a record found reads, orders, pages and facets, each a plain link."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.models import Name
from records.access import Handling, Stage
from tests.cast import analyst, editor
from tests.factories import (
    a_briefing,
    a_citation,
    a_claim,
    a_document,
    a_source,
    a_state,
    a_visit,
    an_actor,
    an_event,
)
from tests.searching import chips, facet, hits, many_found, page, titles, total

pytestmark = pytest.mark.django_db


def test_records_of_every_kind_are_found_by_titles_names_and_texts(client: Client) -> None:
    visit = a_visit(an_actor("Yue Xiaoyong"), place="Islamabad")
    a_claim("Yue was told")
    a_briefing("A paper", body="In it Yue is named.")
    a_document("On Amna Baloch")
    found = titles(page(client, "yue"))
    assert set(found) == {"Yue Xiaoyong", visit.title, "Yue was told", "A paper"}
    assert found[0] == "Yue Xiaoyong"


def test_a_record_found_tells_kind_reference_date_and_the_passage_with_the_words_marked(client: Client) -> None:
    briefing = a_briefing("A paper", body="Much was said. The envoy crossed the border at dawn.", when="2024-11-18")
    html = page(client, "border")
    assert hits(html) == [
        f"Briefing {briefing.ref} 18 Nov 2024 A paper Much was said. The envoy crossed the border at dawn."
    ]
    assert "crossed the <mark>border</mark> at dawn" in html
    assert f'<a href="{briefing.get_absolute_url()}">A paper</a>' in html


def test_the_words_are_marked_in_the_title_too_and_everything_else_stays_text(client: Client) -> None:
    a_claim("<b>Border</b> & haven")
    assert "&lt;b&gt;<mark>Border</mark>&lt;/b&gt; &amp; haven" in page(client, "border")


def test_the_handling_label_is_shown_only_where_it_is_not_clear(client: Client) -> None:
    a_claim("Border clear")
    a_claim("Border amber", handling=Handling.AMBER)
    client.force_login(analyst(Handling.AMBER))
    by_title = {one.split("Border ")[1]: one for one in hits(page(client, "border"))}
    assert "TLP:AMBER" in by_title["amber"] and "TLP:" not in by_title["clear"]


def test_a_printed_page_bears_the_strictest_label_of_what_it_shows(client: Client) -> None:
    a_claim("Border amber", handling=Handling.AMBER)
    client.force_login(analyst(Handling.RED))
    assert re.search('<body data-who="[0-9]+" data-handling="TLP:AMBER">', page(client, "border"))
    assert re.search('<body data-who="[0-9]+" data-handling="TLP:CLEAR">', page(client, "nothing"))


def test_an_editor_sees_the_stage_of_what_is_not_published(client: Client) -> None:
    a_claim("Border draft", stage=Stage.DRAFT)
    a_claim("Border published")
    client.force_login(editor())
    assert sorted("draft Border" in one for one in hits(page(client, "border"))) == [False, True]


def test_the_grade_of_the_best_source_stands_in_its_box(client: Client) -> None:
    claim = a_claim("Border")
    a_citation(a_document(source=a_source(reliability="B")), claim, credibility=2)
    assert "B2 usually reliable source, probably true" in hits(page(client, "border kind:claim"))[0]


def test_the_total_is_exact_and_twenty_are_shown_a_page(client: Client) -> None:
    many_found(1204)
    html = page(client, "person")
    assert total(html) == "1,204 found" and len(titles(html)) == 20
    assert 'href="?q=person&amp;page=2" rel="next"' in html
    last = page(client, "person", page=61)
    assert len(titles(last)) == 4 and 'start="1201"' in last


def test_no_record_is_on_two_pages(client: Client) -> None:
    many_found(45)
    every = [one for number in (1, 2, 3) for one in titles(page(client, "person", page=number))]
    assert len(every) == len(set(every)) == 45


@pytest.mark.parametrize("number", ["0", "-1", "x", "", "99", "9" * 40, "٣"])
def test_a_page_that_there_is_not_is_the_first_or_the_last(client: Client, number: str) -> None:
    many_found(21)
    assert len(titles(page(client, "person", page=number))) in (20, 1)


def test_orders_are_links_and_the_one_shown_is_said(client: Client) -> None:
    for year in ("2022", "2024", "2023"):
        an_event(f"Border {year}", when=year)
    html = page(client, "border")
    assert '<span aria-current="true">relevance</span>' in html
    assert 'href="/search/?q=border&amp;sort=oldest"' in html
    assert titles(page(client, "border", sort="newest")) == ["Border 2024", "Border 2023", "Border 2022"]
    assert titles(page(client, "border", sort="oldest")) == ["Border 2022", "Border 2023", "Border 2024"]


def test_without_words_there_is_nothing_to_be_relevant_to(client: Client) -> None:
    a_visit(when="2022")
    a_visit(when="2024")
    html = page(client, kind="visit", sort="relevance")
    assert '<span aria-current="true">newest</span>' in html and ">relevance<" not in html


def test_facets_count_what_was_found(client: Client) -> None:
    pakistan = a_state("Pakistan")
    a_visit(host=pakistan, when="2024", place="Border")
    a_visit(host=pakistan, when="2023", place="Border")
    a_claim("The border", when="2024")
    html = page(client, "border")
    assert set(facet(html, "kind")) == {"Visits 2", "Claims 1"}
    assert set(facet(html, "state")) == {"Pakistan 2"}
    assert list(facet(html, "year")) == ["2024 2", "2023 1"]


def test_the_stage_is_a_facet_for_editors_only(client: Client) -> None:
    a_claim("Border", stage=Stage.DRAFT)
    a_claim("Border too")
    assert facet(page(client, "border"), "stage") == {}
    client.force_login(editor())
    assert set(facet(page(client, "border"), "stage")) == {"draft 1", "published 1"}


def test_a_value_is_a_link_that_adds_itself_and_then_removes_itself(client: Client) -> None:
    a_visit(place="Border")
    a_claim("The border")
    html = page(client, "border")
    chosen = client.get(facet(html, "kind")["Claims 1"]).text
    assert titles(chosen) == ["The border"]
    assert facet(chosen, "kind") == {
        "Remove Claims ✕ 1": "/search/?q=border",
        "Visits 1": "/search/?q=border&kind=claim&kind=visit",
    }
    assert 'rel="nofollow" aria-current="true"' in chosen


def test_of_one_facet_several_values_can_be_chosen(client: Client) -> None:
    a_visit(place="Border")
    a_claim("The border")
    an_event("A border")
    assert total(page(client, "border", kind=["claim", "event"])) == "2 found"


def test_what_is_chosen_stands_above_and_takes_itself_away(client: Client) -> None:
    pakistan = a_state("Pakistan")
    a_visit(host=pakistan, when="2024", place="Border")
    html = page(client, "border", kind="visit", state=pakistan.slug, year="2024")
    assert chips(html) == {
        "Kind Visits": "/search/?q=border&state=pakistan&year=2024",
        "State Pakistan": "/search/?q=border&kind=visit&year=2024",
        "Year 2024": "/search/?q=border&kind=visit&state=pakistan",
    }
    assert '<a class="fine" href="/search/?q=border">Remove all</a>' in html


def test_the_same_choice_has_the_same_address_whichever_way_one_came(client: Client) -> None:
    a_visit(place="Border", when="2024")
    a_claim("The border", when="2024")
    one = page(client, "border", page=3, year="2024", sort="relevance")
    other = client.get("/search/?sort=nonsense&kind=&year=2024&year=2024&q=++border+&more=nothing").text
    assert facet(one, "kind") == facet(other, "kind")
    assert set(facet(one, "kind").values()) == {
        "/search/?q=border&kind=visit&year=2024",
        "/search/?q=border&kind=claim&year=2024",
    }


def test_a_facet_of_many_values_shows_more_and_fewer(client: Client) -> None:
    for year in range(1990, 2010):
        an_event("Border", when=str(year))
    html = page(client, "border")
    years = facet(html, "year")
    assert len(years) == 13 and '<details class="facets">' in html
    opened = client.get(years["more… of year"]).text
    assert len(facet(opened, "year")) == 21 and '<details class="facets" open>' in opened
    assert facet(opened, "year")["fewer of year"] == "/search/?q=border#by-year"


def test_the_box_keeps_what_was_typed_and_chosen(client: Client) -> None:
    html = page(client, '"safe haven"', kind="claim", sort="oldest")
    assert 'value="&quot;safe haven&quot;"' in html
    assert '<input type="hidden" name="kind" value="claim"><input type="hidden" name="sort" value="oldest">' in html


def test_the_page_is_named_after_what_was_asked_and_left_out_of_other_indexes(client: Client) -> None:
    html = page(client, "border", kind="claim")
    assert "<title>Search: border, Claims · Chancery</title>" in html
    assert '<meta name="robots" content="noindex">' in html


def test_every_page_has_the_box_and_the_search_page_has_it_once(client: Client) -> None:
    assert client.get("/legend/").text.count('name="q"') == 1
    assert page(client, "border").count('name="q"') == 1


@pytest.mark.parametrize("hidden", [{"handling": Handling.RED}, {"stage": Stage.DRAFT}])
def test_what_is_hidden_is_neither_found_nor_counted_nor_named(client: Client, hidden: dict[str, Any]) -> None:
    before = page(client, "canary")
    actor = an_actor("Canary", **hidden)
    Name.objects.create(actor=actor, text="Sparrow", kind=Name.Kind.ALIAS)
    actor.save()
    a_visit(actor, place="Islamabad", **hidden)
    a_visit(actor, place="Islamabad")
    assert page(client, "canary") == before
    assert total(page(client, "sparrow")) == "Nothing found"
    assert facet(page(client, "islamabad"), "actor") == {}
    client.force_login(editor())
    assert "Canary" in titles(page(client, "sparrow"))


def test_the_page_asks_as_much_however_much_is_found(client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, "person", kind="actor", year="2024", sort="newest")
        return len(queries)

    client.force_login(analyst())
    many_found(3)
    few = asked()
    many_found(300)
    assert asked() == few <= 15


def test_nothing_on_the_page_needs_a_script(client: Client) -> None:
    an_event("Border", when="2024")
    html = page(client, "border")
    assert re.findall(r"<script[^>]*>", html.partition("<main")[2]) == []


def test_the_same_answer_is_given_as_data(client: Client) -> None:
    claim = a_claim("The <border>", when="2024")
    a_visit(place="Border", when="2023")
    address = re.search(r'href="(/search\.json\?[^"]*)"', page(client, "border", kind="claim"))
    assert address and address[1] == "/search.json?q=border&amp;kind=claim"
    data = client.get("/search.json", {"q": "border", "kind": "claim"}).json()
    assert data["total"] == 1 and data["problems"] == []
    assert data["hits"][0]["title"] == "The <border>" and data["hits"][0]["ref"] == claim.ref
    assert {one["value"]: one["count"] for one in data["facets"]["kind"]} == {"claim": 1, "visit": 1}


def test_the_same_question_can_be_put_to_the_timeline(client: Client) -> None:
    a_claim("Border", when="2024")
    assert '<a href="/timeline/?q=border&amp;kind=claim" rel="nofollow">On the timeline</a>' in page(
        client, "border", kind="claim"
    )
    assert "Border" in client.get("/timeline/?q=border&kind=claim").text
