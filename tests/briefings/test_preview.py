"""What stands beside a paper while it is written: its preview, what may want another look, and the records at hand."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefings.models import Briefing, Judgement
from records.access import Handling, Stage
from records.models import Record
from tests import cast
from tests.crawl import client_of
from tests.factories import (
    a_briefing,
    a_citation,
    a_claim,
    a_commitment,
    a_document,
    a_source,
    a_state,
    a_visit,
    an_actor,
    an_assertion,
)
from tests.reading import text

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/preview/"
Look = Callable[..., str]


@pytest.fixture
def look(client: Client) -> Look:
    client.force_login(cast.editor(Handling.AMBER))

    def looked(body: str = "", **fields: str) -> str:
        answer = client.post(ADDRESS, {"body": body, **fields})
        assert answer.status_code == 200
        return answer.content.decode()

    return looked


def part(html: str, name: str) -> str:
    return html.partition(f'data-live="{name}"')[2].partition('data-live="')[0]


def checks(html: str) -> str:
    return text(part(html, "checks"))


def mark(record: Record) -> str:
    return record.get_absolute_url().strip("/")


def essay(html: str) -> str:
    whole = html.partition('<div class="essay"')[2]
    return re.split('<div class="stack"|<p class="label">Sources', whole)[0].strip()


def test_the_preview_is_what_the_page_of_the_saved_paper_shows(look: Look, client: Client) -> None:
    document, claim, person = a_document(source=a_source()), a_claim("It rained"), an_actor("Somebody")
    a_commitment("To stop", person)
    body = f"## One\n\n[[{mark(person)}|He]] said.[[^{mark(document)}]]\n\n![[{mark(claim)}]]\n\n- **so**\n\n[[actors/none]]"
    paper = a_briefing("Paper", body=body, summary="Sum.", source_summary=f"See [[{mark(document)}]].")
    a_citation(document, paper, credibility=2)
    Judgement.objects.create(briefing=paper, text="It will.", likelihood="likely", confidence="low", basis="One.")
    page = client.get(paper.get_absolute_url()).content.decode()
    shown = look(
        body, title="Paper", summary="Sum.", source_summary=paper.source_summary, as_of="2024-11-20",
        **{"judgements-TOTAL_FORMS": "1", "judgements-0-text": "It will.", "judgements-0-likelihood": "likely"},
        **{"judgements-0-confidence": "low", "judgements-0-basis": "One.", "citations-TOTAL_FORMS": "1"},
        **{"citations-0-document": f"A document · {document.ref}", "citations-0-credibility": "2"},
    )  # fmt: skip
    assert essay(shown) == essay(page)
    assert "It rained" in essay(page)


def test_a_record_that_the_editor_may_not_see_is_withheld_in_text_card_and_lists(look: Look) -> None:
    red = a_claim("canary claim", slug="x1", handling=Handling.RED)
    document = a_document("canary document", slug="x2", handling=Handling.RED)
    visit = a_visit(an_actor("canary person", handling=Handling.RED), handling=Handling.RED)
    body = f"[[claims/x1|their words]] ![[claims/x1]] [[^documents/x2]]\n\n![[claims/x1]]\n\n![[{mark(visit)}]]"
    rows = {"citations-TOTAL_FORMS": "1", "citations-0-document": document.ref, "sought": "canary"}
    html = look(body, summary="[[claims/x1]]", **rows)
    assert "canary" not in html.replace('value="canary"', "")
    assert checks(html).count("This leads to no record that you may read.") == 4
    assert str(red.pk) not in re.findall(r"C-0*([0-9]+)", html)


def test_a_hidden_record_that_an_editor_guesses_looks_like_one_that_is_not_there(look: Look) -> None:
    a_claim(slug="guessed", handling=Handling.RED)
    body = "[[claims/{0}]] [[claims/{0}|so]] [[^claims/{0}]]\n\n![[claims/{0}]]"
    there, nowhere = look(body.format("guessed")), look(body.format("unknown"))
    assert there.replace("guessed", "unknown") == nowhere


def test_what_a_form_withholds_is_withheld_in_the_preview_and_no_link_to_nothing(look: Look) -> None:
    html = look("Met [[withheld/7-1-2]] there.")
    assert 'Met <span class="withheld">withheld</span> there.' in html
    assert "leads to no record" not in checks(html)


def test_an_analyst_is_refused_and_somebody_unknown_is_asked_to_sign_in(client: Client) -> None:
    assert client.post(ADDRESS, {"body": "x"}).status_code == 302
    assert client_of(cast.analyst(Handling.RED)).post(ADDRESS, {"body": "x"}).status_code == 403
    assert client_of(cast.editor()).get(ADDRESS).status_code == 405


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](http://e.example/x.png)",
        "[[a/b|<b onclick=x>]]",
        "\x00",
        "\ue0000\ue001",
    ],
)
def test_hostile_text_is_as_harmless_as_on_the_page(look: Look, body: str) -> None:
    html = look(
        body, summary=body, title=body, sought=body, **{"judgements-TOTAL_FORMS": "1", "judgements-0-text": body}
    )
    assert not re.search(r"<script|<img|href=\"javascript|<b onclick", html)


@pytest.mark.parametrize("body", ["[" * 150_001, "> " * 70_000, "*a" * 70_000, "[[claims/x]] " * 11_000])
def test_a_text_too_intricate_is_shown_as_written(look: Look, body: str) -> None:
    assert "shown as it was written" in checks(look(body))


def test_what_is_no_value_of_a_field_counts_as_not_given(look: Look) -> None:
    wrong = {
        "as_of": "never",
        "handling": "99",
        "judgements-TOTAL_FORMS": "1",
        "judgements-0-text": "Talks will go on.",
    }
    wrong |= {"judgements-0-likelihood": "sure", "judgements-0-confidence": "very"}
    html = look("Words.", **wrong, **{"judgements-0-outcome": "?", "judgements-0-ORDER": "²"})
    assert "Talks will go on." in html
    assert "We judge this" not in html


@pytest.mark.parametrize("number", ["9999999999", "9" * 5000, "-1", "²", ""])
def test_of_rows_whose_number_is_none_nothing_is_shown(look: Look, number: str) -> None:
    counts = {f"{rows}-TOTAL_FORMS": number for rows in ("judgements", "citations")}
    assert "Talks will go on." not in look("Words.", **counts, **{"judgements-0-text": "Talks will go on."})


def test_more_than_a_form_may_hold_is_refused(client: Client) -> None:
    client.force_login(cast.editor())
    assert client.post(ADDRESS, {"body": "x" * 3_000_000}).status_code == 413


def test_words_and_minutes_are_counted(look: Look) -> None:
    assert "405 words, about 3 minutes to read" in text(
        part(look("word " * 400, summary="One two three four five."), "count")
    )


def test_claims_without_a_source_that_the_editor_may_read_are_listed(look: Look) -> None:
    bare, told, cited = a_claim("Bare"), a_claim("Told"), a_claim("Cited")
    secret = a_claim("Cited in secret")
    a_citation(a_document(), cited)
    a_citation(a_document(), an_assertion(told, an_actor()))
    a_citation(a_document(handling=Handling.RED), secret)
    said = checks(look(" ".join(f"[[{mark(one)}]]" for one in (bare, told, cited, secret))))
    assert "2 claims here have no citation that you may read: Bare, Cited in secret." in said
    assert "Told" not in said


def test_links_to_nothing_that_they_may_read_and_marks_without_a_source_are_listed(look: Look) -> None:
    document = a_document("Report")
    a_claim(slug="x1", handling=Handling.RED)
    said = checks(look(f"[[actors/none]] [[^{mark(document)}]]\n\n![[claims/x1]]"))
    assert "This leads to no record that you may read. [[actors/none]]" in said
    assert "Report is not among the sources below" in said
    assert "This leads to no record that you may read. ![[claims/x1]]" in said


def test_a_judgement_without_its_basis_is_listed(look: Look) -> None:
    said = checks(look(**{"judgements-TOTAL_FORMS": "1", "judgements-0-text": "It will."}))
    assert "The confidence has no basis: say what it rests on. Judgement 1" in said
    assert "There is no source summary" in said


def test_what_is_handled_more_strictly_than_the_paper_is_listed_and_whether_it_is_named(look: Look) -> None:
    named, linked = an_actor("Amna Baloch", handling=Handling.AMBER), an_actor("Somebody Else", handling=Handling.GREEN)
    open_one, draft = an_actor("Open"), an_actor("Drafted", stage=Stage.DRAFT)
    body = f"[[{mark(named)}|Amna Baloch]] met [[{mark(linked)}|him]], [[{mark(open_one)}]] and [[{mark(draft)}]]."
    said = checks(look(body, handling="0"))
    assert "Amna Baloch TLP:AMBER is handled more strictly than this paper. Your own words name it" in said
    assert "Somebody Else TLP:GREEN is handled more strictly than this paper. The link is withheld" in said
    assert "Not published yet, and so withheld from readers: Drafted." in said
    assert "more strictly" not in checks(look(body, handling="2"))


def test_a_mixed_sentence_is_listed_with_its_place(look: Look) -> None:
    html = look("Fine. It is likely, with high confidence, as two say.")
    assert "One sentence says how likely" in checks(html)
    assert 'href="#id_body" data-start="6" data-end="53"' in html


def test_the_records_at_hand_are_those_named_and_those_sought(look: Look) -> None:
    document, person = a_document("A report"), an_actor("Amna Baloch")
    a_state("Pakistan")
    html = part(look(f"[[{mark(document)}]]", sought="baloch"), "hand")
    assert f'data-insert="[[^{mark(document)}]]"' in html
    assert f'data-insert="![[{mark(person)}]]"' in html
    assert f"[[{mark(person)}]]" in text(html)
    assert "Pakistan" not in html


def test_however_much_is_named_it_asks_the_database_as_often(look: Look, client: Client) -> None:
    def asked(number: int) -> int:
        claims = [a_claim(f"Claim {number} {one}") for one in range(number)]
        documents = [a_document() for _ in range(number)]
        people = [an_actor(handling=Handling.AMBER) for _ in range(number)]
        promises = [a_commitment(f"Promise {one}", people[0]) for one in range(number)]
        body = "\n\n".join(
            f"![[{mark(one)}]] [[{mark(one)}]]\n\n![[{mark(one)}]]" for one in (*claims, *people, *promises)
        )
        rows = {f"citations-{at}-document": one.ref for at, one in enumerate(documents)}
        with CaptureQueriesContext(connection) as queries:
            look(body, as_of="2024-11-20", sought="person", **rows, **{"citations-TOTAL_FORMS": str(number)})
        return len(queries)

    few = asked(2)
    assert asked(15) == few
    assert few <= 22


def test_nothing_is_saved(look: Look) -> None:
    look("Words.", title="Paper")
    assert Briefing.objects.count() == 0
