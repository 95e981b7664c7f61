"""What changed, as it is set on pages: a line for each record, under its day."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from briefings.ledger import Tally, tallies
from briefings.models import Assertion, Claim
from records import kinds
from records.access import Handling, Reader
from records.changes import Entry, Made, Page, Period, Scope, as_html, changes, heading
from records.dates import time_html
from records.links import Links
from records.models import Revision
from records.models.revisions import IMPORTED
from records.telling import Phrase, phrase

FRONT = 5


@dataclass(frozen=True, slots=True)
class Line:
    """`head` is the record's link, "" where the first of `said` names it."""

    head: SafeString
    said: list[SafeString]
    kind: str
    at: datetime
    handling: str
    draft: str


@dataclass(slots=True)
class Day:
    day: date
    when: SafeString
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FrontLine:
    """What templates/front.html prints of one change."""

    link: SafeString
    what: SafeString
    when: SafeString


@dataclass(slots=True)
class Import:
    """What one collection brought in, and when it last did."""

    comment: str
    last: datetime
    made: list[Made] = field(default_factory=list)


def by_collection(made: Sequence[Made]) -> list[Import]:
    """The lines of imports, each collection once, in the order that they have."""
    found: dict[str, Import] = {}
    for one in made:
        found.setdefault(one.comment, Import(one.comment.removeprefix(IMPORTED), one.last)).made.append(one)
    return list(found.values())


def days_of(page: Page, since: datetime | None) -> list[Day]:
    """The lines of a page by their days, the newest first."""
    statuses = now_standing(page, since) if since else {}
    days: list[Day] = []
    for entry in told_once(page.entries):
        day = timezone.localdate(entry.at)
        if not days or days[-1].day != day:
            days.append(Day(day, mark_safe(time_html(day.isoformat()))))
        days[-1].lines.append(line_of(entry, [*entry.phrases, *statuses.get(entry.pk, ())], page.links))
    return days


def line_of(entry: Entry, said: Sequence[Phrase], links: Links) -> Line:
    handling = Handling(entry.snapshot["handling"])
    return Line(
        head=heading(entry, links),
        said=[as_html(one, links) for one in said],
        kind=kinds.KINDS[entry.kind].label,
        at=entry.at,
        handling="" if handling == Handling.CLEAR else handling.label,
        draft=entry.draft,
    )


def now_standing(page: Page, since: datetime) -> dict[int, list[Phrase]]:
    """id of the newest assertion on a claim -> "claim now contested", where those made since have changed its status.

    Four queries, none where there is no new assertion.
    """
    newest: dict[int, int] = {}
    said_newly = [one for one in page.entries if one.kind == Assertion.KIND and one.is_new]
    page.links.load(one.snapshot["claim_id"] for one in said_newly)
    for entry in said_newly:
        if entry.snapshot["claim_id"] in page.links:
            newest.setdefault(entry.snapshot["claim_id"], entry.pk)
    if not newest:
        return {}
    reader = page.links.reader
    now = tallies(newest, reader)
    said = [one.pk for tally in now.values() for one in tally.said]
    known = known_before(said, reader, since)
    told = {}
    for claim, tally in now.items():
        before = as_before(tally, known)
        if before.said and before.status != tally.status:
            told[newest[claim]] = [phrase(f"claim now {tally.status}, was {before.status}")]
    return told


def known_before(pks: Sequence[int], reader: Reader, since: datetime) -> set[int]:
    readable = Revision.objects.readable_by(reader).of_these(pks).until(since)
    return set(readable.order_by().values_list("record_id", flat=True))


def as_before(tally: Tally, known: set[int]) -> Tally:
    """The tally without what the reader did not know then."""
    old = [one for one in tally.said if one.pk in known]
    kept = {one.pk for one in old} | {tally.claim_id}
    return Tally(tally.claim_id, old, [one for one in tally.cited if one.target in kept])


def told_once(entries: Sequence[Entry]) -> list[Entry]:
    """Without new claims that a new assertion among them tells of."""
    told = {one.snapshot["claim_id"] for one in entries if one.kind == Assertion.KIND and one.is_new}
    return [one for one in entries if not (one.kind == Claim.KIND and one.is_new and one.pk in told)]


def front_lines(reader: Reader) -> list[FrontLine]:
    """What people did, the newest first; where that is little, what imports did to records as well."""
    lines = lines_of(reader, Period(most=2 * FRONT, by_hand=True))
    return lines if len(lines) == FRONT else lines_of(reader, Period(most=2 * FRONT))


def lines_of(reader: Reader, period: Period) -> list[FrontLine]:
    page = changes(Scope(reader), period)
    return [front_line(entry, page.links) for entry in told_once(page.entries)[:FRONT]]


def front_line(entry: Entry, links: Links) -> FrontLine:
    said = mark_safe("; ".join(as_html(one, links) for one in entry.phrases[:2]))
    when = mark_safe(time_html(timezone.localdate(entry.at).isoformat()))
    head = heading(entry, links)
    return FrontLine(head or said, said if head else mark_safe(""), when)
