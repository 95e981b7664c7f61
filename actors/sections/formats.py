"""Actors, posts and tenures as files for other programs, and what each of these has no place for.

As with the other files of a list, the ids are read at once and the records in chunks, as they are sent.
"""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from actors.formats import ftm, popolo, table
from actors.formats.shapes import COLUMNS, LOST, Shape
from actors.gathering import Scope, scope_of, shapes
from actors.models import Actor, Post, Tenure
from records.access import Handling, Reader, clearance
from records.listing import asked_of, short
from records.sections.catalogues import Catalogue
from records.sections.exports import Lines, attachment, harmless, problems, refusal

FORMATS = "Popolo, FollowTheMoney, whole table"
# Of more records than this the losses are not counted on a page: a narrower list tells them.
MOST_COUNTED = 5_000


@dataclass(frozen=True, slots=True)
class FileFormat:
    suffix: str
    label: str
    about: str
    content_type: str
    write: Callable[["Export"], Iterator[bytes]]
    # What of a record it has no place for; none where it holds all.
    lost: Callable[[Shape], Iterator[str]] | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """`site` is the address of this one, without a stroke at its end."""

    scope: Scope
    reader: Reader
    site: str
    now: datetime

    def actors(self, people: bool, raw: bool = False) -> Iterator[list[Shape]]:
        return shapes(Actor, self.scope.people if people else self.scope.bodies, self.reader, raw)

    def posts(self, raw: bool = False) -> Iterator[list[Shape]]:
        return shapes(Post, self.scope.posts, self.reader, raw)

    def tenures(self, raw: bool = False) -> Iterator[list[Shape]]:
        return shapes(Tenure, self.scope.tenures, self.reader, raw)

    def all(self, raw: bool = False) -> Iterator[list[Shape]]:
        """Bodies before the people who are of them."""
        for chunks in (self.actors(False, raw), self.actors(True, raw), self.posts(raw), self.tenures(raw)):
            yield from chunks


def as_popolo(export: Export) -> Iterator[bytes]:
    """One object, its lists one after another; the areas, which are the states among the organizations, at its end."""
    handling = Handling(clearance(export.reader)).label
    meta = {"source": f"{export.site}/", "handling": handling, "generated_at": export.now.isoformat(timespec="seconds")}
    yield f'{{"meta": {as_json(meta)}'.encode()
    areas: list[dict[str, Any]] = []
    lists = (export.actors(True), export.actors(False), export.posts(), export.tenures())
    for name, chunks in zip(popolo.SECTIONS, lists, strict=True):
        yield f',\n"{name}": ['.encode()
        before = "\n"
        for several in chunks:
            areas += filter(None, (popolo.area_of(one, export.site) for one in several))
            if several:
                yield (before + ",\n".join(as_json(popolo.written(one, export.site)) for one in several)).encode()
                before = ",\n"
        yield b"\n]"
    yield f',\n"areas": {as_json(areas)}}}\n'.encode()


def as_entities(export: Export) -> Iterator[bytes]:
    for several in export.all():
        yield "".join(f"{as_json(ftm.written(one, export.site))}\n" for one in several).encode()


def as_table(export: Export) -> Iterator[bytes]:
    """RFC 4180, with the byte order mark by which a spreadsheet knows UTF-8."""
    lines = Lines(["\ufeff"])
    names = [name for name in COLUMNS if name != "unread"]
    writer = csv.writer(lines)
    writer.writerow(names)
    yield lines.taken()
    for several in export.all(raw=True):
        cells = (table.row(one, export.site) for one in several)
        writer.writerows([harmless(row.get(name, "")) for name in names] for row in cells)
        yield lines.taken()


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


FILES = {
    one.suffix: one
    for one in (
        FileFormat(
            "popolo.json",
            "Popolo JSON",
            "For programs that speak of people, organizations, posts and memberships (Popolo 1.0).",
            "application/json",
            as_popolo,
            popolo.lost,
        ),
        FileFormat(
            "ftm.jsonl",
            "FollowTheMoney",
            "One entity a line: Person, Organization, PublicBody, Position, Occupancy.",
            "application/x-ndjson",
            as_entities,
            ftm.lost,
        ),
        FileFormat(
            "table.csv",
            "Whole table (CSV)",
            "One row a record, as the desk reads it again under “Enter many at once”: nothing is left out of it but sources, "
            "handling and stage.",
            "text/csv; charset=utf-8",
            as_table,
        ),
    )
}


def export_of(request: HttpRequest, catalogue: Catalogue, today: date, now: datetime) -> Export | HttpResponse:
    """What the list shows, on all its pages; 400 in words where the address asks for what the list does not know."""
    form = catalogue.filters(request.GET, request.user, today)
    if wrong := problems(request.GET, form, catalogue):
        return refusal(wrong)
    asked = asked_of(request.GET, form, catalogue.records(request.user), catalogue.sorts, catalogue.default)
    listed = list(asked.narrowed.order_by().values_list("pk", flat=True))
    site = request.build_absolute_uri("/").rstrip("/")
    return Export(scope_of(catalogue.folder, listed, request.user), request.user, site, now)


def format_file(
    request: HttpRequest, catalogue: Catalogue, suffix: str, today: date, now: datetime
) -> HttpResponse | StreamingHttpResponse:
    export, file = export_of(request, catalogue, today, now), FILES[suffix]
    if isinstance(export, HttpResponse):
        return export
    name = f"{catalogue.folder}-{now:%Y-%m-%d}"
    return attachment(file.write(export), file.content_type, name, suffix, request.user)


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """`lost` are (number, words) of what the file has no place for; None where that has not been counted."""

    label: str
    about: str
    url: str
    lost: list[tuple[int, str]] | None
    whole: bool


def offered(request: HttpRequest, catalogue: Catalogue, export: Export) -> list[OfferedFile]:
    counted = len(export.scope) <= MOST_COUNTED
    told = losses(export) if counted else {}
    asked = short(request.GET)
    asked.pop("page", None)
    rest = f"?{asked.urlencode()}" if asked else ""
    return [
        OfferedFile(
            label=file.label,
            about=file.about,
            url=f"/{catalogue.folder}.{suffix}{rest}",
            lost=told.get(suffix, []) if counted else None,
            whole=file.lost is None,
        )
        for suffix, file in FILES.items()
    ]


def losses(export: Export) -> dict[str, list[tuple[int, str]]]:
    """By format, how much of what it holds has no place there. Reads all of it."""
    counts = {suffix: Counter[str]() for suffix, file in FILES.items() if file.lost}
    for several in export.all():
        for suffix, found in counts.items():
            for shape in several:
                found.update(FILES[suffix].lost(shape))  # type: ignore[misc]
    return {suffix: [(found[key], LOST[key]) for key in LOST if found[key]] for suffix, found in counts.items()}
