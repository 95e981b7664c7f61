"""What stands on the pages of a record's history: the list of its revisions, one of them, and what differs between two."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from django.db import models
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from records import kinds
from records.access import Handling, Reader, Stage, is_editor
from records.history.differences import Comparison, compared, labels_changed, said_in, told
from records.history.reading import AN_EDITOR, Reading, moment
from records.history.restoring import LONGEST_COMMENT, why_not
from records.history.shape import TAGS, Part, Snapshot
from records.listing import PER_PAGE
from records.markup.resolve import Markup
from records.models import Document, Kind, Revision, Step, Taken
from records.models.revisions import IMPORTED
from records.pages import Fact, Passage, Passages
from records.publishing import changes_are_proposed
from records.templatetags.chancery import TLP_CLASSES

# Batches of revisions that are looked through for one page, where most of them show the reader nothing.
BATCHES = 6
# In the head of the page, not among the facts.
HEADED = frozenset({"title", "handling", "stage"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One revision as the list prints it. `number` is "" for readers who are no editors: it would tell of others."""

    place: str
    number: str
    at: SafeString
    who: str
    comment: str
    marks: list[str]
    # The fields and parts that it changed; none of the first one that the reader may read.
    labels: list[str]
    is_first: bool
    url: str
    # What differs from the one before.
    difference: str


@dataclass(slots=True)
class Log:
    entries: list[Entry] = field(default_factory=list)
    # Where the list goes on; "" at its end.
    older: str = ""


def log_of(record: Kind, reader: Reader, older_than: Revision | None = None) -> Log:
    """A page of the revisions that the reader may read, the newest first; for readers who are no editors only those that show
    them something. At most seven queries, and five for each further batch."""
    log, editing = Log(), is_editor(reader)
    marks = marks_of(record, editing)
    found = Revision.objects.of(record.pk).readable_by(reader)
    number = older_than.number if older_than else None
    for _ in range(BATCHES):
        rows = list((found.before(number) if number else found)[: PER_PAGE + 1])
        reading = Reading(reader, record.kind, [one.snapshot for one in rows])
        for one, former in zip_longest(rows[:PER_PAGE], rows[1:]):
            labels = labels_changed(former.snapshot, one.snapshot, reading) if former else []
            if former is None or labels or editing:
                log.entries.append(entry_of(record, one, former, labels, marks.get(one.number, []), reader))
        if len(rows) <= PER_PAGE:
            return cut(log)
        number = rows[PER_PAGE - 1].number
        log.older = rows[PER_PAGE - 1].place
        if len(log.entries) >= PER_PAGE:
            break
    return cut(log)


def cut(log: Log) -> Log:
    if len(log.entries) > PER_PAGE:
        del log.entries[PER_PAGE:]
        log.older = log.entries[-1].place
    return log


def log_since(record: Kind, revision: Revision, reader: Reader) -> list[Entry]:
    """As the first page of the log, those after the revision alone."""
    entries = log_of(record, reader).entries
    place = next((number for number, one in enumerate(entries) if one.place == revision.place), len(entries))
    return entries[:place]


def marks_of(record: Kind, editing: bool) -> dict[int, list[str]]:
    """Number of a revision -> the steps taken with it; readers who are no editors are told of publications only."""
    steps = Step.objects.of(record.pk)
    rows = (steps if editing else steps.taken(Taken.PUBLISHED)).newest_first().values_list("revision", "action")
    marks: dict[int, list[str]] = {}
    for number, action in rows:
        marks.setdefault(number, []).append(Taken(action).label)
    return marks


def entry_of(
    record: Kind, one: Revision, former: Revision | None, labels: list[str], marks: Sequence[str], reader: Reader
) -> Entry:
    here = f"{record.get_absolute_url()}history/"
    published = former is not None and former.snapshot["stage"] != Stage.PUBLISHED == one.snapshot["stage"]
    implied = [Taken.PUBLISHED.label] if published and Taken.PUBLISHED.label not in marks else []
    return Entry(
        place=one.place,
        number=number_of(one, reader),
        at=moment(one.at),
        who=who_made(one, reader),
        comment=comment_of(one, reader),
        marks=[*marks, *implied],
        labels=[capfirst(label) for label in labels],
        is_first=former is None,
        url=f"{here}{one.place}/",
        difference=f"{here}{former.place}/{one.place}/" if former else "",
    )


def number_of(one: Revision, reader: Reader) -> str:
    return str(one.number) if is_editor(reader) else ""


def who_made(one: Revision, reader: Reader) -> str:
    if one.author is None:
        return "an import" if one.comment.startswith(IMPORTED) else "the system"
    return one.author.called if is_editor(reader) else AN_EDITOR


def comment_of(one: Revision, reader: Reader) -> str:
    """Editors write to one another; of what they write readers are told what imports say of themselves."""
    return one.comment if is_editor(reader) or (one.author is None and one.comment.startswith(IMPORTED)) else ""


class KeptPassages(Passages):
    """The passages that a snapshot cites, as far as the reader may see their documents. One query, none where it cites none.

    Older snapshots know of no name that a source uses.
    """

    def __init__(self, snapshot: Snapshot, reading: Reading) -> None:
        rows = reading.rows(reading.shape.part("citations"), snapshot)
        cited = {row["document_id"] for row in rows}
        found = Document.objects.visible_to(reading.reader).among(cited).as_cited() if cited else ()
        documents = {row[0]: row for row in found}
        self._rows = [
            (
                pk,
                letter,
                row["credibility"],
                source,
                when,
                *said_of(row),
                url,
                retrieved,
                row.get("name_used", ""),
                len(rows),
            )
            for row in rows
            if row["document_id"] in documents
            for pk, letter, source, when, url, retrieved in [documents[row["document_id"]]]
        ]
        self._skipped, self.total = 0, len(self._rows)


def said_of(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("quote", "locator", "stance", "first_hand", "note"))


@dataclass(frozen=True, slots=True)
class Text:
    label: str
    html: SafeString
    is_prose: bool


@dataclass(frozen=True, slots=True)
class KeptRow:
    title: SafeString
    facts: list[Fact]


@dataclass(frozen=True, slots=True)
class KeptPart:
    label: str
    rows: list[KeptRow]


@dataclass(slots=True)
class Then:
    """A record as it was, for templates/records/history_revision.html."""

    title: str
    handling: str
    tlp: str
    facts: list[Fact]
    texts: list[Text]
    parts: list[KeptPart]
    passages: list[Passage]


def as_it_was(record: Kind, revision: Revision, reader: Reader) -> Then:
    """At most nine queries."""
    snapshot = revision.snapshot
    reading = Reading(reader, record.kind, [snapshot])
    markup = Markup([*reading.texts([snapshot])], reading.links)
    passages = KeptPassages(snapshot, reading)
    reading.links.load([*passages.ids(), *markup.targets])
    rows = passages.rows(reading.links)
    markup.numbers = {one.document_id: one.number for one in reversed(rows)}
    handling = Handling(max(record.handling, snapshot["handling"])).label
    return Then(
        title=record.title if reading.shape.is_composed else snapshot["title"],
        handling=handling,
        tlp=TLP_CLASSES[handling],
        facts=[*facts_of(snapshot, reading)],
        texts=[*texts_of(snapshot, reading, markup)],
        parts=[*parts_of(snapshot, reading)],
        passages=rows,
    )


def facts_of(snapshot: Snapshot, reading: Reading) -> Iterator[Fact]:
    for column in told(reading):
        if column.name not in HEADED and not is_long(column.field, reading):
            shown = reading.shown(column, snapshot, snapshot)
            if shown.said:
                yield fact(column.label, reading.html(shown.said) if shown.is_text else SafeString(shown.said))
    for many in reading.shape.many:
        if names := reading.many(many, snapshot):
            yield fact(str(many.verbose_name), listed(names))
    if names := reading.tags(snapshot):
        yield fact(TAGS, listed(names))


def fact(label: str, value: SafeString) -> Fact:
    return Fact(capfirst(label), value)


def listed(names: Sequence[SafeString]) -> SafeString:
    return format_html_join(", ", "{}", ((name,) for name in names))


def is_long(one: Any, reading: Reading) -> bool:
    return isinstance(one, models.TextField) or one.name in reading.shape.model.MARKUP


def texts_of(snapshot: Snapshot, reading: Reading, markup: Markup) -> Iterator[Text]:
    for column in told(reading):
        if not is_long(column.field, reading):
            continue
        shown = reading.shown(column, snapshot, snapshot)
        if shown.said and column.field.name in reading.shape.model.MARKUP:
            yield Text(capfirst(column.label), markup.html(snapshot[column.name]), True)
        elif shown.said:
            yield Text(capfirst(column.label), reading.html(shown.said), False)


def parts_of(snapshot: Snapshot, reading: Reading) -> Iterator[KeptPart]:
    for part in sorted(reading.shape.parts, key=lambda one: one.name == "identifiers"):
        if part.name != "citations" and (rows := [*rows_of(part, snapshot, reading)]):
            yield KeptPart(capfirst(part.label), rows)


def rows_of(part: Part, snapshot: Snapshot, reading: Reading) -> Iterator[KeptRow]:
    for row in reading.rows(part, snapshot):
        facts = [fact(column.label, html) for column, html in said_in(part, row, reading, snapshot)]
        yield KeptRow(reading.title(part, row), facts)


def revision_context(record: Kind, revision: Revision, reader: Reader) -> dict[str, Any]:
    """The context of templates/records/history_revision.html."""
    found = Revision.objects.of(record.pk).readable_by(reader)
    former, newest = found.before(revision.number).first(), found.first()
    then = as_it_was(record, revision, reader)
    return {
        "record": record,
        "then": then,
        "handling": then.handling,
        "label": kinds.KINDS[record.kind].label,
        "entry": entry_of(record, revision, former, [], [], reader),
        "stage": "" if revision.snapshot["stage"] == Stage.PUBLISHED else Stage(revision.snapshot["stage"]).label,
        "is_newest": newest is not None and newest.pk == revision.pk,
        "may_restore": newest is not None and newest.pk != revision.pk and not why_not(record, reader),
    }


def difference_context(record: Kind, former: Revision, later: Revision, reader: Reader, whole: bool) -> dict[str, Any]:
    """The context of templates/records/history_difference.html."""
    reading = Reading(reader, record.kind, [former.snapshot, later.snapshot])
    found: Comparison = compared(former.snapshot, later.snapshot, reading, whole)
    stretches = (stretch for one in found.fields for stretch in one.stretches)
    return {
        "record": record,
        "handling": Handling(max(record.handling, former.snapshot["handling"], later.snapshot["handling"])).label,
        "former": entry_of(record, former, None, [], [], reader),
        "later": entry_of(record, later, former, [], [], reader),
        "comparison": found,
        "whole": whole,
        "shortened": any(stretch.gap for stretch in stretches),
    }


def restore_context(record: Kind, revision: Revision, reader: Reader, comment: str, refused: str) -> dict[str, Any]:
    """The context of templates/records/history_restore.html."""
    return {
        "record": record,
        "handling": Handling(max(record.handling, revision.snapshot["handling"])).label,
        "is_raised": revision.snapshot["handling"] > record.handling,
        "entry": entry_of(record, revision, None, [], [], reader),
        "comment": comment,
        "refused": refused,
        "cannot": why_not(record, reader),
        "proposed": changes_are_proposed(record),
        "longest": LONGEST_COMMENT,
    }
