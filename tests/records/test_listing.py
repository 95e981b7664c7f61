"""Lists: order and filters in the address, 50 rows a page, exact totals; what makes no sense is passed over."""

import re

import pytest
from django.http import QueryDict
from django.test import Client

from records.access import Handling
from records.listing import PER_PAGE, Sort, chosen_sort, pager, short
from records.models import Record
from records.templatetags.tables import unused
from tests.factories import a_document, a_source

pytestmark = pytest.mark.django_db
SORTS = [Sort("Date", "date"), Sort("Title", "title"), Sort("Note")]
CHOSEN = [
    ("", ("date", True)), ("title", ("title", False)), ("-title", ("title", True)), ("--title", ("date", True)),
    ("pk", ("date", True)), ("-", ("date", True)), ("TITLE", ("date", True)), ("title,pk", ("date", True)),
    ("\x00", ("date", True)),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "chosen"), CHOSEN)
def test_only_a_column_that_can_be_sorted_is_sorted(asked: str, chosen: tuple[str, bool]) -> None:
    assert chosen_sort(asked, SORTS, "-date") == chosen


PAGES = [
    (1, 1, None), (1, 2, "1 2"), (1, 3, "1 2 3"), (1, 9, "1 2 3 … 9"), (4, 9, "1 2 3 4 5 6 … 9"),
    (5, 9, "1 … 3 4 5 6 7 … 9"), (9, 9, "1 … 7 8 9"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "last", "shown"), PAGES)
def test_the_pager_shows_the_ends_and_the_neighbours(number: int, last: int, shown: str | None) -> None:
    made = pager(number, last, QueryDict("sort=title"))
    assert (made and " ".join(one.label for one in made.pages)) == shown
    assert made is None or [one.current for one in made.pages].count(True) == 1


def test_links_keep_what_is_in_the_address() -> None:
    made = pager(2, 3, QueryDict("sort=title&source=%C3%89lys%C3%A9e&page=2"))
    assert made and made.next == "?sort=title&source=%C3%89lys%C3%A9e&page=3"


def test_what_is_too_long_for_a_filter_is_not_repeated_in_every_link() -> None:
    assert short(QueryDict(f"sort=title&x={'y' * 1000}")).urlencode() == "sort=title"


@pytest.fixture
def many() -> None:
    source = a_source()
    for number in range(PER_PAGE + 3):
        a_document(f"Document {number:02}", source=source)
    a_document("Canary", source=source, handling=Handling.RED)


@pytest.mark.usefixtures("many")
def test_a_list_has_fifty_rows_a_page_and_the_exact_total(client: Client) -> None:
    first, second = (client.get("/documents/", {"page": page, "sort": "title"}).content.decode() for page in (1, 2))
    assert first.count('scope="row"') == 50 and second.count('scope="row"') == 3
    assert "Showing 1 to 50 of 53" in first and "Showing 51 to 53 of 53" in second
    assert Record.objects.count() == 54


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("page", ["0", "-1", "3", "99999999999999999999", "x", "", "1e3", "½", "9" * 5000, "\x00"])
def test_a_page_that_is_none_is_the_first_or_the_last(client: Client, page: str) -> None:
    html = client.get("/documents/", {"page": page}).content.decode()
    assert re.search(r"Showing (1 to 50|51 to 53) of 53", html)


def test_headings_say_how_the_list_is_sorted_and_turn_it_round(client: Client) -> None:
    a_document()
    html = client.get("/documents/", {"sort": "title"}).content.decode()
    assert 'aria-sort="ascending"><a href="?sort=-title&amp;page=1">Document' in html
    assert html.count("aria-sort") == 1


def test_an_empty_list_that_is_filtered_offers_the_whole(client: Client) -> None:
    html = client.get("/documents/", {"title": "nothing"}).content.decode()
    assert 'Nothing matches these filters. <a href="/documents/">Show the whole list</a>' in html


def test_an_order_that_is_none_is_not_kept_with_the_form(client: Client) -> None:
    unused.cache_clear()
    for junk in ("", "colour", "--title", "x" * 200):
        assert b'name="sort"' not in client.get("/documents/", {"sort": junk}).content
    assert unused.cache_info().currsize == 1
    assert b'name="sort" value="-title"' in client.get("/documents/", {"sort": "-title"}).content
