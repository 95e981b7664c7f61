"""Entering a document at the desk: pasted, read, looked at, saved; with its source, its date in words, its quotes checked."""

from typing import Any

import pytest
from django.test import Client

from records.access import Handling, Role
from records.models import Citation, Document, Source
from tests.cast import analyst, editor, reader
from tests.factories import a_claim, a_document, a_source
from tests.forms import opened
from tests.records.test_intake import PAGE

pytestmark = pytest.mark.django_db
NEW = "/desk/documents/new/"
ROWS = {f"{part}-{what}_FORMS": 0 for part in ("citations", "identifiers") for what in ("TOTAL", "INITIAL")}
FILLED = {"title": "Readout", "from_source": "Foreign Office", "handling": 0, **ROWS}
OF_NEW_SOURCE = {"source_kind": "government", "source_reliability": "B"}


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(editor())
    return client


def value(html: str, name: str) -> str:
    return html.split(f'name="{name}"')[1].split(">", maxsplit=1)[0].partition('value="')[2].partition('"')[0]


def test_what_is_pasted_is_read_into_the_fields_and_stays(desk: Client) -> None:
    answer = desk.post(NEW, {**ROWS, "paste": PAGE, "add": "paste"})
    assert answer.status_code == 200 and not Document.objects.exists()
    assert value(answer.text, "title") == "Envoy calls on the Foreign Secretary"
    assert value(answer.text, "when") == "2024-11-19" and value(answer.text, "url") == "https://mofa.example/press/123"
    assert "Read as <b>19 Nov 2024</b>; stored as <code>2024-11-19</code>" in answer.text
    assert "Filled in: title, date, author, address, language, archived text" in answer.text
    assert "&lt;!DOCTYPE html&gt;" in answer.text


def test_reading_keeps_what_was_typed_before(desk: Client) -> None:
    answer = desk.post(NEW, {**ROWS, "paste": PAGE, "add": "paste", "title": "My title", "text": "My text"})
    assert value(answer.text, "title") == "My title" and ">\nMy text</textarea>" in answer.text
    assert "What stood there already was kept: title, archived text" in answer.text


def test_a_paste_that_cannot_be_read_says_so_and_stays(desk: Client) -> None:
    answer = desk.post(NEW, {**ROWS, "paste": "<html><script>x()</script></html>", "add": "paste", "title": "Typed"})
    assert "may be made by scripts" in answer.text and value(answer.text, "title") == "Typed"


def test_a_paste_that_was_not_read_is_not_lost_by_saving(desk: Client) -> None:
    answer = desk.post(NEW, {**FILLED, **OF_NEW_SOURCE, "paste": PAGE})
    assert answer.status_code == 422 and "This has not been read yet" in answer.text


def test_a_document_is_saved_with_a_new_source_and_the_hash_of_its_text(desk: Client) -> None:
    text = {"text": "First line.\r\nSecond line.", "when": "mid-November 2024", "url": "mofa.example/1"}
    assert desk.post(NEW, {**FILLED, **OF_NEW_SOURCE, **text}).status_code == 302
    document = Document.objects.get()
    assert (document.source.name, document.source.kind, document.source.reliability) == (
        "Foreign Office",
        "government",
        "B",
    )
    assert (document.text, document.when) == ("First line.\nSecond line.", "[2024-11-11..2024-11-20]")
    assert (document.when_note, document.url) == ("mid-November 2024", "https://mofa.example/1")
    assert len(document.sha256) == 64 and document.stage == 0


def test_a_known_source_is_chosen_by_its_name_however_it_is_spelt(desk: Client) -> None:
    source = a_source("Foreign Office")
    assert '<option value="Foreign Office">' in desk.get(NEW).text
    desk.post(NEW, {**FILLED, "from_source": "foreign  OFFICE"})
    assert Document.objects.get().source == source


def test_an_unknown_source_needs_its_kind_and_reliability(desk: Client) -> None:
    answer = desk.post(NEW, FILLED)
    assert answer.status_code == 422 and "No source is called “Foreign Office”" in answer.text
    assert not Source.objects.exists() and value(answer.text, "from_source") == "Foreign Office"


def test_a_source_of_hidden_documents_alone_is_not_offered_and_not_told_of() -> None:
    a_document(source=a_source("Falconfoot"), handling=Handling.RED)
    client = Client()
    client.force_login(reader("low", Handling.GREEN, Role.EDITOR))
    assert "Falconfoot" not in client.get(NEW).text
    assert "No source is called “Falconfoot”" in client.post(NEW, {**FILLED, "from_source": "Falconfoot"}).text
    assert client.post(NEW, {**FILLED, **OF_NEW_SOURCE, "from_source": "Falconfoot"}).status_code == 302


def test_of_a_source_of_hidden_documents_alone_nothing_is_taken_over() -> None:
    """Its grade is another's work, and was typed under a label that the editor does not have."""
    hidden = a_source("Falconfoot", kind="agency", reliability="A", descriptor="Our man in Doha.")
    a_document("Red cable", source=hidden, handling=Handling.RED)
    low, high = Client(), Client()
    low.force_login(reader("low", Handling.GREEN, Role.EDITOR))
    high.force_login(editor())
    answer = low.post(NEW, {**FILLED, **OF_NEW_SOURCE, "from_source": "Falconfoot"})
    page = low.get(answer.headers["Location"]).text
    document = Document.objects.get(title="Readout")
    assert (document.source.kind, document.source.reliability, document.source.descriptor) == ("government", "B", "")
    assert "A, completely reliable" not in page and "Our man" not in page
    # Whoever knows both keeps each document with its own.
    edit = f"/desk{document.get_absolute_url()}edit/"
    assert high.post(edit, {**opened(high, edit), "summary": "Looked at."}).status_code == 302
    assert Document.objects.get(title="Readout").source == document.source


def test_what_is_typed_of_a_source_on_record_is_not_dropped_without_a_word(desk: Client) -> None:
    a_source("Foreign Office", kind="government", reliability="B")
    for typed in ({"source_reliability": "A"}, {"source_kind": "agency", "source_reliability": "B"}):
        answer = desk.post(NEW, {**FILLED, **typed})
        assert answer.status_code == 422 and "“Foreign Office” is on record: government, B." in answer.text
    assert desk.post(NEW, {**FILLED, **OF_NEW_SOURCE}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"when": "03/04/2024"}, "may be 3 Apr 2024 or 4 Mar 2024"),
        ({"when": "someday"}, "is not read as a date"),
        ({"url": "http://["}, "Enter a valid URL"),
        ({"title": " "}, "This field is required"),
        ({"retrieved_at": "x"}, "valid date"),
    ],
)
def test_what_is_refused_is_said_and_everything_typed_stays(desk: Client, typed: dict[str, str], why: str) -> None:
    answer = desk.post(NEW, {**FILLED, **OF_NEW_SOURCE, "author": "Jane Doe", **typed})
    assert answer.status_code == 422 and why in answer.text and value(answer.text, "author") == "Jane Doe"
    assert not Document.objects.exists() and not Source.objects.exists()


def test_saving_a_document_again_as_it_stands_changes_nothing_of_it(desk: Client) -> None:
    document = a_document(text="A\r\nb  c\n\n\nd ", when="2024-11-18T10:00:00Z", source=a_source("FO"))
    before = stored(document)
    path = f"/desk{document.get_absolute_url()}edit/"
    page = desk.get(path)
    form = page.context["entry"].form
    sent = {name: "" if (value := form[name].value()) is None else value for name in form.fields}
    sent["text"] = sent["text"].replace("\r\n", "\n").replace("\n", "\r\n")
    answer = desk.post(path, {**ROWS, **sent, "opened": page.context["entry"].opened})
    assert answer.status_code == 302
    assert stored(document) == before


def stored(document: Document) -> dict[str, Any]:
    """Its columns, but those that tell of the last save."""
    row: dict[str, Any] = dict(Document.objects.filter(pk=document.pk).values().get())
    return {name: value for name, value in row.items() if name not in ("version", "updated_at", "updated_by_id")}


def quoting(desk: Client, document: Document, quote: str, **more: str) -> Any:
    claim = a_claim()
    path = f"/desk{claim.get_absolute_url()}edit/"
    opened = desk.get(path).context["entry"].opened
    parts = ("claimlink_set", "links_from", "assessments", "citations", "identifiers")
    prefixes = {rows.prefix for rows in desk.get(path).context["entry"].rows} | set(parts)
    forms = {f"{part}-{what}_FORMS": 0 for part in prefixes for what in ("TOTAL", "INITIAL")}
    row = {"document": document.get_absolute_url(), "quote": quote, "stance": "supports", "credibility": 2, **more}
    row = {f"citations-0-{name}": value for name, value in row.items()}
    sent = {"title": claim.title, "type": claim.type, "handling": 0, "opened": opened}
    return desk.post(path, {**forms, **sent, **row, "citations-TOTAL_FORMS": 1})


TEXT = "The envoy came on Monday. He left on Tuesday. The envoy came back in the spring of the next year."


@pytest.mark.parametrize(
    ("quote", "more", "why"),
    [
        ("The envoy went", {}, "Not found in the archived text. Copy it letter by letter"),
        ("the ENVOY came", {}, "It is there with other capitals"),
        ("The envoy came", {}, "It occurs 2 times in the archived text: add words before or after"),
        ("The envoy came", {"suffix": "by train"}, "but not between these words"),
    ],
)
def test_a_quote_is_looked_for_in_the_archived_text(desk: Client, quote: str, more: dict[str, str], why: str) -> None:
    answer = quoting(desk, a_document(text=TEXT), quote, **more)
    assert answer.status_code == 422 and why in answer.text and not Citation.objects.exists()


def test_a_quote_that_is_found_takes_its_neighbours_along(desk: Client) -> None:
    assert quoting(desk, a_document(text=TEXT), "He left\non  Tuesday.").status_code == 302
    cited = Citation.objects.get()
    assert (cited.prefix, cited.suffix) == ("The envoy came on Monday.", "The envoy came back in the")


def test_a_quote_from_a_document_without_a_text_is_taken_as_it_is(desk: Client) -> None:
    assert quoting(desk, a_document(), "Whatever it says").status_code == 302


def test_how_a_date_is_read_is_told_while_it_is_typed(desk: Client) -> None:
    asked = {"text": "Monday", "near": "2024-11-19"}
    assert desk.get("/desk/reads/date/", asked).json() == {
        "edtf": "2024-11-18?",
        "words": "a Monday, 18 Nov 2024 (inferred)",
        "note": "“Monday”, said on 19 Nov 2024",
    }
    assert "is said from another day" in desk.get("/desk/reads/date/", {"text": "Monday"}).json()["problem"]
    assert desk.get("/desk/reads/date/", {"text": "", "near": ""}).json()["edtf"] == ""
    assert "problem" in desk.get("/desk/reads/date/", {"text": "x" * 5000, "near": "\x00"}).json()


def test_the_text_to_pick_from_is_given_to_whoever_may_see_the_document() -> None:
    document = a_document("Readout", text=TEXT, when="2024-11-19", language="en", handling=Handling.AMBER)
    asked = {"document": document.get_absolute_url()}
    high, low, out = Client(), Client(), Client()
    high.force_login(editor(Handling.AMBER))
    low.force_login(reader("low", Handling.GREEN, Role.EDITOR))
    out.force_login(analyst())
    told = high.get("/desk/reads/text/", asked).json()
    assert (told["text"], told["language"], told["day"]) == (TEXT, "en", "2024-11-19")
    slugs = (document.slug, "none")
    hidden, missing = (low.get("/desk/reads/text/", {"document": f"/documents/{slug}/"}).json() for slug in slugs)
    assert hidden["problem"].replace(document.slug, "none") == missing["problem"]
    assert out.get("/desk/reads/text/", asked).status_code == 403
    assert high.get("/desk/reads/text/", {"document": "http://["}).json()["problem"]
