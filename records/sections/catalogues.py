"""The lists of records, one a kind: of what each is made, and its page. Its files are made of the same rows (`exports`)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, QueryDict

from records.access import Reader, is_editor
from records.desk import page_at
from records.listing import FileLink, Filters, Listing, Sort, Whole, listing_for, short
from records.sections.narrowed import narrowed
from records.tables import HEADING, TableRow

SUFFIXES = {"csv": "CSV", "json": "JSON"}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The list of one kind.

    `records(reader)` are all that the reader may see, with the columns that the order needs; `rows(records, form)` are a
    page of them or a chunk, in a fixed number of queries and in any order. `whole` tells that queries for all of them are
    written once (`records.listing.Whole`).
    """

    title: str
    folder: str
    intro: str
    empty: str
    section: str
    sorts: Sequence[Sort]
    default: str
    filters: type[Filters]
    records: Callable[[Reader], Any]
    rows: Callable[[Any, Any], list[TableRow]]
    heading: int = HEADING
    whole: bool = False
    template: str = "list.html"
    # What is said above the table of a page, where it depends on what was asked.
    caption: Callable[[Any], str] | None = None
    # The files of other programs that the page `/exports/…/` offers besides.
    formats: str = ""


def page_of(request: HttpRequest, catalogue: Catalogue, today: date, number: int | None = None) -> Listing:
    """A page of the list; `number` is that of all its records, where it is known."""
    reader = request.user
    records = catalogue.records
    listing, found = listing_for(
        request,
        Whole(reader, records, number) if catalogue.whole else records(reader),
        title=catalogue.title,
        intro=catalogue.intro,
        sorts=catalogue.sorts,
        default=catalogue.default,
        filters=catalogue.filters,
        today=today,
    )
    listing.rows = catalogue.rows(found, listing.form)
    listing.empty = catalogue.empty
    listing.caption = catalogue.caption(listing.form) if catalogue.caption else ""
    listing.heading = catalogue.heading
    listing.narrowed = narrowed(listing.form)
    if is_editor(reader) and page_at(catalogue.folder):
        listing.enter = f"/desk/{catalogue.folder}/new/"
    listing.files = file_links(catalogue, request.GET)
    return listing


def file_links(catalogue: Catalogue, query: QueryDict) -> list[FileLink]:
    """The files of what the list shows, all its pages."""
    asked = short(query)
    asked.pop("page", None)
    rest = f"?{asked.urlencode()}" if asked else ""
    files = [FileLink(label, f"/{catalogue.folder}.{suffix}{rest}") for suffix, label in SUFFIXES.items()]
    further = (
        [FileLink(catalogue.formats, f"/exports/{catalogue.folder}/{rest}", page=True)] if catalogue.formats else []
    )
    return [*files, *further]
