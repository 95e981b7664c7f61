"""A list as a file: what its page shows, on all its pages, in its order, as far as the reader may see it.

The ids are read at once and kept as eight bytes each, so that a slow reader holds no query open and no number is told
that the rows belie. The rows are made in chunks, as the page makes them, and sent as they are made.
"""

import csv
import json
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any
from unicodedata import category

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse

from records.access import Handling, Reader, Stage, clearance
from records.dates import bounds
from records.kinds import address, ref
from records.listing import Asked, Filters, asked_of, known_sort
from records.models import Record
from records.plain import BETWEEN, text_of
from records.prepared import prepared
from records.sections.catalogues import Catalogue
from records.tables import TableRow

CHUNK = 500
# What every record has, before and after the columns of its list.
FIRST = ("ref",)
LAST = ("edtf", "earliest", "latest", "stage", "handling", "address", "file_handling")
# A spreadsheet takes a cell that begins with one of these for a formula (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Categories of Unicode: control and format.
UNSEEN = ("Cc", "Cf")
Cells = list[tuple[str, Any]]


def file_of(
    request: HttpRequest, catalogue: Catalogue, suffix: str, today: date, now: datetime
) -> HttpResponse | StreamingHttpResponse:
    """The list as a file, "csv" or "json"; 400 in words where the address asks for what the list does not know: a file
    of everything would be taken for what was asked. Queries: one for the ids, and those of a page for each chunk."""
    form = catalogue.filters(request.GET, request.user, today)
    if wrong := problems(request.GET, form, catalogue):
        return refusal(wrong)
    records = catalogue.records(request.user)
    asked = asked_of(request.GET, form, records, catalogue.sorts, catalogue.default)
    export = Export(catalogue, form, asked, records, request.build_absolute_uri, now)
    types = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
    parts = {"csv": as_csv, "json": as_json}[suffix](export)
    return attachment(parts, types[suffix], f"{catalogue.folder}-{now:%Y-%m-%d}", suffix, request.user)


def refusal(wrong: list[str]) -> HttpResponse:
    """In words, in the place of a file."""
    answer = HttpResponse("\n".join(wrong) + "\n", status=400, content_type="text/plain; charset=utf-8")
    answer["X-Robots-Tag"] = "noindex"
    return answer


def attachment(
    parts: Iterator[bytes], content_type: str, name: str, suffix: str, reader: Reader
) -> StreamingHttpResponse:
    """A file to be kept, with the clearance of its reader in its name."""
    response = StreamingHttpResponse(parts, content_type=content_type)
    label = Handling(clearance(reader)).label.lower().replace("tlp:", "tlp-").replace("+", "-")
    response["Content-Disposition"] = f'attachment; filename="{name}-{label}.{suffix}"'
    response["X-Robots-Tag"] = "noindex"
    if clearance(reader) > Handling.CLEAR:
        response["Cache-Control"] = "private, no-store"
    return response


def problems(query: QueryDict, form: Filters, catalogue: Catalogue) -> list[str]:
    """In words, what of the address the list does not know."""
    wrong = [f"This list has no filter “{name[:100]}”." for name in query if name not in {*form.fields, "sort", "page"}]
    for name, errors in form.errors.items():
        wrong += [f"{form[name].label}: {error}" for error in errors]
    sort = query.get("sort", "")
    if sort and not known_sort(sort, catalogue.sorts):
        wrong.append(f"This list has no order “{sort[:100]}”.")
    return wrong


class Export:
    """What a file is made from. The ids are read when it is made."""

    def __init__(
        self,
        catalogue: Catalogue,
        form: Filters,
        asked: Asked,
        records: Any,
        absolute: Callable[[str], str],
        now: datetime,
    ) -> None:
        self.catalogue, self.form, self.asked, self.now = catalogue, form, asked, now
        self.understood = {name: [title for title, _ in found] for name, found in form.understood.items()}
        told = "; ".join(f"{name}: {', '.join(found)}" for name, found in self.understood.items())
        # A column more, where something was understood otherwise than it was written or as several.
        self.told: Cells = [("understood", told)] if told else []
        self._records, self._absolute = records, absolute
        self._pks = array("q", asked.ordered.values_list("pk", flat=True).iterator(chunk_size=2000))
        # A row names records of stricter handling than its own, as far as the reader may see them.
        self.handling = Handling(clearance(form.reader)).label

    def names(self) -> list[str]:
        middle = (column_names(one.name, one.dated) for one in self.catalogue.sorts if one.name not in LAST)
        return [*FIRST, *chain.from_iterable(middle), *LAST, *(name for name, _ in self.told)]

    def chunks(self) -> Iterator[list[Cells]]:
        """The cells of each row by the name of their column, some hundred rows at a time. A record that has gone since
        the ids were read is left out."""
        for start in range(0, len(self._pks), CHUNK):
            pks = self._pks[start : start + CHUNK].tolist()
            rows = {row.pk: row for row in self.catalogue.rows(self._records.among(pks), self.form)}
            heads = {pk: rest for pk, *rest in spine(self.form.reader, pks)}
            yield [self._cells(pk, rows[pk], *heads[pk]) for pk in pks if pk in rows and pk in heads]

    def _cells(
        self, pk: int, row: TableRow, kind: str, slug: str, when: str, stage: int, handling: int, *days: date | None
    ) -> Cells:
        number = ref(kind, pk)
        cells: Cells = [("ref", number)]
        dates = iter(row.dates)
        for one, cell in zip(self.catalogue.sorts, row.cells, strict=True):
            if one.name in LAST:
                continue
            # In small print beneath a cell, since it has no column on the page.
            text = text_of(cell).removesuffix(BETWEEN + number)
            cells.append((one.name, int(text) if one.numeric else text))
            if one.dated:
                edtf = next(dates)
                names = column_names(one.name, True)[1:]
                cells += zip(names, (edtf, *(bounds(edtf) if edtf else (None, None))), strict=True)
        whole = self._absolute(address(kind, slug))
        said = (when, *days, Stage(stage).label, Handling(handling).label, whole, self.handling)
        return [*cells, *zip(LAST, said, strict=True)]


def column_names(name: str, dated: bool) -> tuple[str, ...]:
    return (name, f"{name}_edtf", f"{name}_earliest", f"{name}_latest") if dated else (name,)


@prepared
def spine(reader: Reader, pks: list[int]) -> QuerySet:
    columns = ("pk", "kind", "slug", "when", "stage", "handling", "earliest", "latest")
    return Record.objects.visible_to(reader).among(pks).values_list(*columns)


@dataclass(slots=True)
class Lines:
    """A file for `csv.writer` that gives away what was written into it."""

    written: list[str]

    def write(self, line: str) -> None:
        self.written.append(line)

    def taken(self) -> bytes:
        text = "".join(self.written)
        self.written.clear()
        return text.encode()


def as_csv(export: Export) -> Iterator[bytes]:
    """RFC 4180, with the byte order mark by which a spreadsheet knows UTF-8."""
    lines = Lines(["\ufeff"])
    writer = csv.writer(lines)
    writer.writerow(export.names())
    yield lines.taken()
    for rows in export.chunks():
        writer.writerows([harmless(value) for _, value in (*cells, *export.told)] for cells in rows)
        yield lines.taken()


def harmless(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula has an apostrophe before it, also where it begins with what is
    not seen: white space, control and format characters."""
    if isinstance(value, str) and value and (value.startswith(FORMULA) or first_seen(value) in FORMULA):
        return f"'{value}"
    return value


def first_seen(text: str) -> str:
    return next((one for one in text if not (one.isspace() or category(one) in UNSEEN)), "")


def as_json(export: Export) -> Iterator[bytes]:
    """One object: what was asked and as what it was understood, then the records, then their number."""
    asked, form = export.asked, export.form
    head = {
        "list": export.catalogue.folder,
        "asked": {name: form.data[name] for name in form.fields if form.data.get(name)},
        **({"understood": export.understood} if export.understood else {}),
        "sort": f"{'-' if asked.descending else ''}{asked.sort}",
        "handling": export.handling,
        "generated_at": export.now.isoformat(timespec="seconds"),
    }
    yield f'{as_text(head)[:-1]}, "records": ['.encode()
    count, before = 0, "\n"
    for rows in export.chunks():
        if rows:
            yield (before + ",\n".join(as_text(dict(cells)) for cells in rows)).encode()
            count, before = count + len(rows), ",\n"
    yield f'\n], "count": {count}}}\n'.encode()


def as_text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, default=date.isoformat)
