"""Visits as an iCalendar (RFC 5545) that a desk subscribes to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from records.access import Handling
from records.dates import words
from records.extent import Extent, extent

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//Chancery//Visits//EN"
REFRESH = timedelta(hours=6)
# Moments are counted from here.
FIRST = datetime(2020, 1, 1, tzinfo=UTC)
# A date that may be any of more days than a month has would lie over the calendar like a sheet.
MOST_OPEN_DAYS = 31
STATUSES = {
    "rumoured": "TENTATIVE",
    "announced": "TENTATIVE",
    "tentative": "TENTATIVE",
    "confirmed": "CONFIRMED",
    "under_way": "CONFIRMED",
    "completed": "CONFIRMED",
    "postponed": "CANCELLED",
    "cancelled": "CANCELLED",
}
CLASSES = {Handling.CLEAR: "PUBLIC", Handling.GREEN: "PRIVATE"}
# RFC 5545, 3.3.11: TEXT has no control characters; U+0085 and the separators would break lines in some readers.
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Days:
    """The days of an all-day event: `after` is the first day that is no longer part of it (RFC 5545, 3.6.1), None where
    the calendar ends with `first`. `open`: it lies somewhere in them, or they are in doubt."""

    first: date
    after: date | None
    open: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A visit as its event tells of it; `lines` are those of the description, beside date and status. `changed`:
    when it last changed for those who read it."""

    pk: int
    url: str
    title: str
    when: str
    status: str
    status_label: str
    handling: int
    changed: datetime
    place: str
    categories: Sequence[str]
    lines: Sequence[str]


def days_of(when: str) -> Days | None:
    """The days on which a visit is shown: those that are known, else those on one of which it falls if these are few.

    None where it cannot be placed: the date is not known closely enough, or not at all.
    """
    span = extent(when)
    first, last = span.earliest, span.latest
    if first and last and (span.exact or (last - first).days < MOST_OPEN_DAYS):
        return Days(first, day_after(last), not span.exact)
    if span.sure and known_to_the_day(span):
        return Days(span.sure[0], day_after(span.sure[1]), True)
    return None


def known_to_the_day(span: Extent) -> bool:
    return any(one is not None and one == other for one, other in (span.begins, span.ends))


def day_after(day: date) -> date | None:
    return None if day == date.max else day + timedelta(days=1)


@cache
def _icalendar() -> Any:
    """Loaded with the first calendar that somebody asks for."""
    return import_module("icalendar")


def calendar_of(name: str, note: str, entries: Iterable[Entry], namespace: str) -> bytes:
    """The calendar, an event for each visit that can be placed; the same bytes for the same visits.

    `namespace` names the site in the UIDs: these stay the same wherever it is served from.
    """
    calendar = _icalendar().Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", plain(name))
    calendar.add("x-wr-calname", plain(name))
    calendar.add("description", plain(note))
    calendar.add("x-wr-caldesc", plain(note))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for entry in entries:
        if days := days_of(entry.when):
            calendar.add_component(event_of(entry, days, namespace))
    return calendar.to_ical()


def event_of(entry: Entry, days: Days, namespace: str) -> "Event":
    event = _icalendar().Event()
    status = STATUSES[entry.status]
    if days.open and status == "CONFIRMED":
        status = "TENTATIVE"
    event.add("uid", uid(namespace, entry.pk))
    # Without a METHOD it says when the event was last revised (RFC 5545, 3.8.7.2).
    event.add("dtstamp", entry.changed)
    event.add("last-modified", entry.changed)
    event.add("sequence", sequence(entry.changed))
    event.add("dtstart", days.first)
    if days.after:
        event.add("dtend", days.after)
    event.add("summary", summary(entry, days))
    event.add("status", status)
    # Whoever subscribes watches these journeys and does not make them: they keep nobody busy.
    event.add("transp", "TRANSPARENT")
    event.add("class", CLASSES.get(Handling(entry.handling), "CONFIDENTIAL"))
    if entry.place:
        event.add("location", plain(entry.place))
    event.add("categories", [plain(one) for one in entry.categories])
    event.add("url", entry.url)
    told = [f"When: {words(entry.when)}", f"Status: {entry.status_label}", *entry.lines]
    event.add("description", plain("\n".join(told)))
    return event


def sequence(changed: datetime) -> int:
    """Seconds, since a sequence has to grow with each revision (RFC 5545, 3.8.7.4) and a number of revisions would count
    those that the reader is not shown. An INTEGER has 31 bits (3.3.8): enough until 2088."""
    return max(0, int((changed - FIRST).total_seconds()))


def summary(entry: Entry, days: Days) -> str:
    title = f"{entry.title} ({words(entry.when)})" if days.open else entry.title
    unusual = entry.status not in ("completed", "confirmed", "under_way")
    return plain(f"{entry.status_label.capitalize()}: {title}" if unusual else title)


def uid(namespace: str, pk: int) -> str:
    """The same for ever, whatever becomes of title, address and host (RFC 7986, 5.3)."""
    return str(uuid5(uuid5(NAMESPACE_URL, f"urn:chancery:{namespace}"), str(pk)))


def plain(text: str) -> str:
    """Text of one or more lines, without what TEXT may not hold."""
    return CONTROLS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
