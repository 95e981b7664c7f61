"""Lists as files: what the page shows, on all its pages, and nothing that the reader may not see."""

import csv
import json
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records import kinds
from records.access import Handling, Stage
from records.bulk import bulk_insert
from records.models import Document, Record, saving
from records.sections import exports
from tests import cast
from tests.asked import beside_auditing
from tests.crawl import client_of
from tests.factories import (
    a_citation,
    a_commitment,
    a_document,
    a_source,
    a_state,
    a_tenure,
    a_visit,
    an_actor,
    shown,
)
from tests.hidden import forbidden_to, hidden_world, open_world
from tests.reading import rows as rows_of
from tests.reading import text

pytestmark = pytest.mark.django_db
FOLDERS = (
    "actors", "posts", "tenures", "relations", "documents", "briefings", "visits", "meetings", "events", "claims",
    "assertions", "commitments",
)  # fmt: skip
# Of every file: what other programs rely upon.
AROUND = ["edtf", "earliest", "latest", "stage", "handling", "address", "file_handling"]
HEADERS = {
    "visits": ["ref", "date", "visit", "from", "to", "level", "status", "grade", *AROUND],
    "claims": [
        "ref", "claim", "kind", "status", "ledger", "last_said", "last_said_edtf", "last_said_earliest",
        "last_said_latest", *AROUND,
    ],
    "actors": ["ref", "name", "kind", "state", "post", "life", *AROUND],
    "briefings": [
        "ref", "as_of", "as_of_edtf", "as_of_earliest", "as_of_latest", "briefing", "judgements", *AROUND,
    ],
    "documents": ["ref", "date", "document", "source", "reliability", *AROUND],
}  # fmt: skip


def file_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return b"".join(response).decode()


def table(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(file_of(client, address).removeprefix("\ufeff"), newline="")))


def whole(client: Client, address: str) -> Any:
    return json.loads(file_of(client, address))


def many_documents(number: int) -> None:
    source = a_source()
    titles = (f"Document {place:05}" for place in range(number))
    with saving(None):
        list(bulk_insert(Document, [Document(**shown(title=one, source=source, when="2024")) for one in titles]))


def as_read(cell: str) -> str:
    """The words alone: a page sets lines where a file has a semicolon."""
    return " ".join(cell.replace(";", " ").split())


def test_a_file_has_the_words_of_the_table(client: Client) -> None:
    with saving(None):
        open_world()
    for folder in FOLDERS:
        html = client.get(f"/{folder}/").content.decode()
        listing = client.get(f"/{folder}/").context["listing"]
        found, printed = table(client, f"/{folder}.csv"), rows_of(html)
        assert len(found) == len(printed) == listing.total > 0
        for row, said in zip(found, printed, strict=True):
            for sort in listing.columns:
                cell = row[sort.label.partition(",")[0].lower().replace(" ", "_")]
                assert all(word in said for word in as_read(cell).split()), (folder, sort.label)
                assert "<" not in cell and "&" not in cell


def test_both_files_hold_the_same(client: Client) -> None:
    with saving(None):
        open_world()
    for folder in FOLDERS:
        records, rows = whole(client, f"/{folder}.json")["records"], table(client, f"/{folder}.csv")
        assert len(records) == len(rows) > 0
        assert [{name: "" if value is None else str(value) for name, value in one.items()} for one in records] == rows


@pytest.mark.parametrize("folder", HEADERS)
def test_the_names_of_the_columns_are_those_that_others_rely_upon(client: Client, folder: str) -> None:
    assert file_of(client, f"/{folder}.csv") == "\ufeff" + ",".join(HEADERS[folder]) + "\r\n"


def test_a_visit_is_written_in_words_and_as_data(client: Client) -> None:
    china, pakistan = a_state("China"), a_state("Pakistan")
    visit = a_visit(
        sender=china,
        host=pakistan,
        when="2024-11-18~",
        place="Islamabad",
        own_title="Yue in Islamabad",
        level=3,
    )
    a_citation(a_document(source=a_source(reliability="B")), visit, credibility=2, stance="supports")
    (row,) = table(client, "/visits.csv")
    assert row == {
        "ref": visit.ref, "date": row["date"], "visit": "Yue in Islamabad", "from": "China", "to": "Pakistan; Islamabad",
        "level": "special envoy or vice-minister", "status": "completed", "grade": "B2", "edtf": "2024-11-18~",
        "earliest": "2024-11-18", "latest": "2024-11-18", "stage": "published", "handling": "TLP:CLEAR",
        "address": f"http://testserver{visit.get_absolute_url()}", "file_handling": "TLP:CLEAR",
    }  # fmt: skip
    assert "18" in row["date"] and "<" not in row["date"]


def test_what_is_withheld_on_the_page_is_withheld_in_the_file(client: Client) -> None:
    a_visit(host=a_state("Canary", handling=Handling.RED), title="A visit")
    assert table(client, "/visits.csv")[0]["to"] == "withheld"
    assert whole(client, "/visits.json")["records"][0]["to"] == "withheld"


def test_the_date_of_a_column_is_there_as_data_too(client: Client) -> None:
    a_commitment("To pay", by=a_state("Iran"), due="2025-02")
    (row,) = table(client, "/commitments.csv")
    assert row["due"] == "February 2025"
    assert [row[f"due_{name}"] for name in ("edtf", "earliest", "latest")] == ["2025-02", "2025-02-01", "2025-02-28"]
    (same,) = whole(client, "/commitments.json")["records"]
    assert same["due_earliest"] == "2025-02-01" and same["earliest"] is None


def test_all_pages_are_in_the_file_in_the_order_asked_for(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "CHUNK", 50)
    many_documents(120)
    a_document("Canary", handling=Handling.RED)
    for suffix in ("csv", "json"):
        path = f"/documents.{suffix}?sort=-title&page=2"
        rows = table(client, path) if suffix == "csv" else whole(client, path)["records"]
        assert [row["document"] for row in rows] == [f"Document {place:05}" for place in reversed(range(120))]


def test_the_filters_of_the_page_are_those_of_the_file(client: Client) -> None:
    a_document("Kabul one"), a_document("Doha two")
    found = whole(client, "/documents.json?title=kabul&sort=-title")
    assert [one["document"] for one in found["records"]] == ["Kabul one"]
    assert found["asked"] == {"title": "kabul"} and found["sort"] == "-title" and found["list"] == "documents"


REFUSED = ("?since=perhaps", "?titel=kabul", "?sort=colour", "?reliability=Z", "?tag=a/b", "?since=2024&since=x")


@pytest.mark.parametrize("query", REFUSED)
@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_a_file_of_everything_is_not_given_for_what_the_list_does_not_know(
    client: Client, suffix: str, query: str
) -> None:
    a_document("Canary")
    response = client.get(f"/documents.{suffix}{query}")
    assert response.status_code == 400 and response["Content-Type"].startswith("text/plain")
    assert response.content.decode().strip() and b"Canary" not in response.content


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1", '=HYPERLINK("http://x","y")')
# A spreadsheet may pass over what is not seen before it looks for the sign.
UNSEEN = (" ", "\u00a0", "\u3000", "\u200b", "\ufeff", "\u200e \u2060", "\x1f", "\u00ad")


@pytest.mark.parametrize("title", FORMULAS)
def test_a_cell_is_no_formula(client: Client, title: str) -> None:
    a_document(title)
    assert table(client, "/documents.csv")[0]["document"] == f"'{title}"
    assert whole(client, "/documents.json")["records"][0]["document"] == title


@pytest.mark.parametrize("unseen", UNSEEN)
@pytest.mark.parametrize("formula", FORMULAS)
def test_a_cell_is_no_formula_behind_what_is_not_seen(unseen: str, formula: str) -> None:
    assert exports.harmless(unseen + formula) == f"'{unseen}{formula}"
    assert exports.harmless(f"{unseen}A{formula}") == f"{unseen}A{formula}"


def test_what_a_table_and_html_would_trip_over_comes_back_as_it_was(client: Client) -> None:
    title = 'A "title", <b>with</b> & all; Эрдоган, امیر'
    a_document(title)
    assert table(client, "/documents.csv")[0]["document"] == title
    assert whole(client, "/documents.json")["records"][0]["document"] == title


def test_the_file_says_what_it_is_and_for_whom() -> None:
    client = client_of(cast.analyst(Handling.AMBER_STRICT))
    response = client.get("/visits.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8" and response["X-Robots-Tag"] == "noindex"
    assert response["Content-Disposition"].startswith('attachment; filename="visits-20')
    assert response["Content-Disposition"].endswith('-tlp-amber-strict.csv"')
    found = whole(client, "/visits.json")
    assert found["handling"] == "TLP:AMBER+STRICT" and found["records"] == [] and found["count"] == 0


def test_no_reader_finds_in_a_file_what_they_may_not_see() -> None:
    with saving(None):
        open_world()
        for label in list(Handling)[1:]:
            hidden_world(label, Stage.PUBLISHED)
        hidden_world(Handling.CLEAR, Stage.DRAFT)
    for name, reader in cast.everybody().items():
        client, forbidden = client_of(reader), forbidden_to(reader)
        for info in kinds.KINDS.values():
            told = file_of(client, f"/{info.folder}.csv") + (as_json := file_of(client, f"/{info.folder}.json"))
            assert not [word for word in forbidden if word in told.lower()], (name, info.folder)
            assert json.loads(as_json)["count"] == Record.objects.visible_to(reader).of_kind(info.kind).count()


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        file_of(client, path)
    return beside_auditing(caught)


def test_each_chunk_costs_the_same_number_of_queries(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.force_login(cast.curator())
    with saving(None):
        open_world()
        for label in list(Handling)[1:]:
            hidden_world(label, Stage.PUBLISHED)
    for folder in FOLDERS:
        path = f"/{folder}.csv"
        monkeypatch.setattr(exports, "CHUNK", 1000)
        once, rows = queries(client, path), len(table(client, path))
        monkeypatch.setattr(exports, "CHUNK", 1)
        # Session, user and ids stand before the chunks.
        assert rows >= 5 and once <= 9 and queries(client, path) <= 3 + rows * (once - 3), folder


def test_rows_are_made_as_they_are_sent(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "CHUNK", 10)
    many_documents(100)
    response = client.get("/documents.csv")
    with CaptureQueriesContext(connection) as caught:
        parts = iter(response)
        assert next(parts).count(b"\r\n") == 1 and len(caught) == 0
        assert next(parts).count(b"\r\n") == 10 and len(caught) == 2
        assert next(parts).count(b"\r\n") == 10 and len(caught) == 4


def test_a_record_that_goes_while_the_file_is_sent_is_left_out(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "CHUNK", 2)
    many_documents(4)
    response = client.get("/documents.json?sort=title")
    parts = iter(response)
    before = next(parts) + next(parts)
    Record.objects.filter(title="Document 00003").update(handling=Handling.RED)
    found = json.loads(before + b"".join(parts))
    assert [one["document"] for one in found["records"]] == [f"Document {place:05}" for place in range(3)]
    assert found["count"] == 3


def test_the_page_leads_to_the_files_of_what_it_shows(client: Client) -> None:
    many_documents(60)
    html = client.get("/documents/?title=document&page=2&sort=title").content.decode()
    for suffix in ("csv", "json"):
        assert f'href="/documents.{suffix}?title=document&amp;sort=title"' in html
    assert "All 60 rows" in text(html)


def test_who_was_in_office_is_in_the_file(client: Client) -> None:
    a_tenure(an_actor("Amna Baloch"), started="2024-09-11", ended="2025-01-01")
    (row,) = table(client, "/tenures.csv?on=2024-10-01")
    assert (row["person"], row["in_office"], row["ended_edtf"]) == ("Amna Baloch", "certain", "2025-01-01")
