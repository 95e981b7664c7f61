"""What schema.org says of an encounter. Pure."""

from typing import Any

from records.dates import PLAIN

# It has no word for a visit that is merely rumoured, nor for one that is over.
STATUS = {"cancelled": "EventCancelled", "postponed": "EventPostponed"}


def as_event(when: str, status: str, place: str = "", host: dict[str, Any] | None = None) -> dict[str, Any]:
    """The columns of an Event; `host` is the state in which `place` lies, as linked data names it."""
    where = {"@type": "Place", "name": place} if place else None
    start, end = plain_sides(when)
    return {
        "startDate": start,
        "endDate": end,
        "location": {**where, "containedInPlace": host} if where and host else where or host,
        "eventStatus": f"https://schema.org/{STATUS.get(status, 'EventScheduled')}",
    }


def plain_sides(when: str) -> tuple[str, str]:
    """Start and end of an EDTF date, each "" unless it is a plain year, month or day: schema.org knows no doubt.

    An open end stays blank; a single date is both.
    """
    start, slash, end = when.partition("/")
    first, last = (side if PLAIN.fullmatch(side) else "" for side in (start, end if slash else start))
    return first, last
