"""The preview of a table on its way: its rows as they were understood, what is wrong, and what waits for a choice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from records import kinds
from records.access import Reader
from records.batches.cells import When
from records.batches.deciding import CELL, ROW, field_of
from records.batches.matching import AS_NEW, Meant
from records.batches.rows import ENTER, SKIP, Checked, CheckedCell, CheckedRow
from records.batches.tables import Table
from records.forms.dates import told
from records.kinds import ref
from records.links import Links
from records.models import Record, Sheet
from records.referring import named, nouns
from records.said_dates import read_date
from records.search.completions import completions

PER_PAGE = 40
# Names that are settled on one page, and spellings that are looked for each.
MOST_NAMES, MOST_SUGGESTED = 25, 5
MOST_ROWS_TOLD = 4
MOST_SETTLED = 100
ALL = "all"
# State of a row -> (sign, tone, words), and the order in which they are offered.
STATES = {
    "wrong": ("✕", "bad", "to be put right"),
    "open": ("?", "warn", "with a name to settle"),
    "there already": ("=", "warn", "there already, perhaps"),
    "used": ("≡", "quiet", "there already, and used as it is"),
    "ready": ("✓", "good", "right"),
    "left out": ("○", "quiet", "left out"),
}
DECISIONS = {"": "", SKIP: "leave it out", ENTER: "enter it all the same"}


@dataclass(frozen=True, slots=True)
class ShownCell:
    """`html` is what was understood; a cell that is not is a field to write it anew."""

    label: str
    text: str
    html: SafeString | str
    problems: list[str]
    name: str = ""
    complete: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    number: int
    state: str
    sign: str
    tone: str
    words: str
    cells: list[ShownCell]
    problems: list[str]
    notes: list[str]
    doubles: list[SafeString]
    same_as: int | None
    # The record that it is.
    record: SafeString | str
    name: str
    options: list[tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class OpenName:
    """A name that fits nothing or several, with what may be chosen for it."""

    text: str
    what: str
    problem: str
    rows: str
    name: str
    options: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SettledName:
    """A name for which a choice was made, with what was chosen: it can be taken back."""

    text: str
    chosen: SafeString
    name: str


@dataclass(slots=True)
class Preview:
    shown: list[ShownRow]
    names: list[OpenName]
    settled: list[SettledName]
    columns: list[str]
    # (key, words, number, chosen) of the states that there are.
    views: list[tuple[str, str, int, bool]]
    counts: Mapping[str, int]
    total: int
    new: list[str]
    new_total: int
    unread: list[str]
    show: str
    number: int
    pages: int
    ready: bool
    # Rows of several kinds: each shows what it says, since no column is all rows'.
    mixed: bool = False
    names_left: int = 0
    fresh: int = 0

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def following(self) -> int:
        return self.number + 1 if self.number < self.pages else 0


@dataclass(slots=True)
class Telling:
    """How the records that a page names are told: links, and what tells them apart."""

    reader: Reader
    today: date
    near: date | None = None
    links: Links = field(init=False)
    refs: dict[int, str] = field(default_factory=dict)
    details: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.links = Links(self.reader)

    def load(self, pks: Iterable[int]) -> None:
        wanted = set(pks)
        self.links.load(wanted)
        by_kind: dict[str, list[int]] = {}
        for pk, kind in Record.objects.visible_to(self.reader).among(wanted).order_by("pk").values_list("pk", "kind"):
            by_kind.setdefault(kind, []).append(pk)
            self.refs[pk] = self.details[pk] = ref(kind, pk)
        for kind, pks_of_kind in by_kind.items():
            for pk, more in kinds.KINDS[kind].model.described(pks_of_kind, self.reader, self.today).items():
                self.details[pk] = f"{self.details[pk]}, {more}"

    def link(self, pk: int) -> SafeString:
        return format_html('{} <span class="fine">{}</span>', self.links[pk], self.details.get(pk, ""))


def preview(sheet: Sheet, table: Table, found: Checked, reader: Reader, today: date, show: str, page: int) -> Preview:
    """One page of the rows in the state `show`, or of all; those that need somebody first where none is asked for."""
    counts = {state: len(found.in_state(state)) for state in STATES}
    show = show if show == ALL or counts.get(show) else needing(counts)
    rows = found.rows if show == ALL else found.in_state(show)
    pages = max(1, -(-len(rows) // PER_PAGE))
    number = min(max(page, 1), pages)
    on_page = rows[(number - 1) * PER_PAGE : number * PER_PAGE]
    waiting = list(found.waiting().values())
    asked = waiting[:MOST_NAMES]
    settled = [one for one in found.matching.all() if one.one and one.key in sheet.choices][:MOST_SETTLED]
    telling = Telling(reader, today, found.matching.act.near)
    telling.load(
        [
            *(pk for row in on_page for pk in named_by(row)),
            *(pk for one, _ in asked for pk in one.candidates),
            *(one.record.pk for one in settled if one.record),
        ]
    )
    new = [one.record.title for one in found.new()]
    return Preview(
        shown=[shown_row(row, telling) for row in on_page],
        names=[open_name(one, rows, telling) for one, rows in asked],
        settled=[SettledName(one.text, meaning(one, telling), field_of(one)) for one in settled],
        columns=[column.label for name in sheet.columns if (column := table.column(name))],
        views=views_of(counts, show, len(found.rows)),
        counts=counts,
        total=len(found.rows),
        new=new[:MOST_NAMES],
        new_total=len(new),
        unread=unread(sheet),
        show=show,
        number=number,
        pages=pages,
        ready=found.ready,
        mixed=bool(table.members),
        names_left=len(waiting) - len(asked),
        fresh=sum(1 for one, _ in waiting if one.cell.new and not one.candidates),
    )


def needing(counts: Mapping[str, int]) -> str:
    return next((state for state in ("wrong", "open", "there already") if counts[state]), ALL)


def views_of(counts: Mapping[str, int], show: str, total: int) -> list[tuple[str, str, int, bool]]:
    every = (ALL, "All rows", total, show == ALL)
    return [
        every,
        *(
            (state, words.capitalize(), counts[state], show == state)
            for state, (_, _, words) in STATES.items()
            if counts[state]
        ),
    ]


def named_by(row: CheckedRow) -> Iterable[int]:
    yield from row.doubles
    if row.record:
        yield row.record.pk
    for cell in row.cells:
        yield from (one.record.pk for one in cell.meant if one.record)


def unread(sheet: Sheet) -> list[str]:
    """What the columns are called that are read as nothing."""
    first: Sequence[str] = sheet.rows[0][1] if sheet.headed and sheet.rows else []
    return [
        (first[place] if place < len(first) else "") or f"column {place + 1}"
        for place, name in enumerate(sheet.columns)
        if not name
    ]


def shown_row(row: CheckedRow, telling: Telling) -> ShownRow:
    sign, tone, words = STATES[row.state]
    return ShownRow(
        number=row.number,
        state=row.state,
        sign=sign,
        tone=tone,
        words=words,
        cells=[shown_cell(row, cell, telling) for cell in row.cells],
        problems=row.problems,
        notes=row.draft.notes if row.draft else [],
        doubles=[telling.link(pk) for pk in row.doubles],
        same_as=row.same_as,
        record=telling.link(row.record.pk) if row.record else "",
        name=f"{ROW}-{row.number}",
        options=options_of(row),
    )


def options_of(row: CheckedRow) -> list[tuple[str, str, bool]]:
    """(value, words, chosen): whether a row that is there already is entered, and whether any is left out."""
    none = "decide" if row.twice and not row.decision else "use what is there" if row.record else "enter it"
    wanted = [("", none), (SKIP, DECISIONS[SKIP])]
    if row.twice or row.record or row.decision == ENTER:
        wanted.append((ENTER, DECISIONS[ENTER]))
    if row.table.kind:
        there = dict.fromkeys(
            [*(ref(row.table.kind, pk) for pk in row.doubles), *([row.decision] if row.record else [])]
        )
        wanted += [(one, f"it is {one}") for one in there if one]
    return [(value, words, value == row.decision) for value, words in wanted]


def shown_cell(row: CheckedRow, cell: CheckedCell, telling: Telling) -> ShownCell:
    unclear = [one for one in cell.meant if one.waits]
    mend = bool(cell.problems or unclear) and not (row.left_out or row.record)
    kinds_wanted = getattr(cell.column.cell, "kinds", ())
    return ShownCell(
        label=cell.column.label,
        text=cell.text,
        html=understood(cell, telling),
        problems=[*cell.problems, *(one.problem or doubt(one) for one in unclear)] if mend else [],
        name=f"{CELL}-{row.number}-{cell.place}" if mend else "",
        complete=" ".join(kinds_wanted),
    )


def doubt(one: Meant) -> str:
    what = nouns(one.cell.kinds)
    if one.candidates:
        return f"{len(one.candidates)} are called “{one.text}”: choose above which is meant."
    return f"There is no {what} called “{one.text}” that you may read: choose above, or write another name."


def understood(cell: CheckedCell, telling: Telling) -> SafeString | str:
    """Each record as a link with what tells it from others; what is made anew says so; all else as it is written."""
    if isinstance(cell.column.cell, When) and cell.value:
        return told(read_date(cell.text, telling.near))
    if not cell.meant:
        said = cell.column.cell.said(cell.value) if cell.value is not None else []
        line = '<p dir="auto">{} <span class="fine">{}</span></p>'
        return format_html_join("", line, said) if said else cell.text
    return format_html_join("", "<p>{}</p>", ((meaning(one, telling),) for one in cell.meant))


def meaning(one: Meant, telling: Telling) -> SafeString:
    if one.row:
        return format_html(
            '{} <span class="fine">row {}</span>', one.one.title if one.one else one.text, one.row.number
        )
    if one.draft:
        return format_html('{} <span class="new">new</span>', one.draft.record.title)
    return telling.link(one.record.pk) if one.record else format_html("{}", one.text)


def open_name(one: Meant, numbers: Sequence[int], telling: Telling) -> OpenName:
    listed = ", ".join(str(number) for number in numbers[:MOST_ROWS_TOLD])
    more = len(numbers) - MOST_ROWS_TOLD
    return OpenName(
        text=one.text,
        what=nouns(one.cell.kinds),
        problem=one.problem,
        rows=f"{listed} and {more} more" if more > 0 else listed,
        name=field_of(one),
        options=[*offered(one, telling), *([(AS_NEW, f"Enter “{one.text}” as new")] if one.cell.new else [])],
    )


def offered(one: Meant, telling: Telling) -> list[tuple[str, str]]:
    """Those of this name, else those of a name like it."""
    if one.candidates:
        told = [pk for pk in sorted(one.candidates) if pk in telling.refs]
        return [(telling.refs[pk], f"{telling.links.title(pk)} · {telling.details[pk]}") for pk in told]
    like = completions(one.text, telling.reader, telling.today, one.cell.kinds, MOST_SUGGESTED)
    return [(ref(each.kind, each.pk), f"{named(each.label, each.kind, each.pk)}, {each.detail}") for each in like]
