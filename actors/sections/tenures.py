"""Tenures as pages print them: rows of a table, spans of a strip."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from actors.holders import Answer, Cause, Followers, Holding, Inferred, inferred_end, surely_on
from actors.models import Tenure
from actors.models.tenures import DATES, TenureQuerySet, holding_of
from records import kinds
from records.dates import time_html
from records.directions import apart
from records.drawings import Span
from records.links import Links

MOST = 50
UNKNOWN = mark_safe("unknown")
HEADINGS = ("Capacity", "Appointed", "Started", "Ended", "Record")
SEAT = {"body_id": "post__organisation_id", "state_id": "post__state_id", "host_id": "post__accredited_to_id"}
CAPACITIES = dict(Tenure.Capacity.choices)
REASONS = dict(Tenure.EndReason.choices)
STANDING_IN = frozenset({Tenure.Capacity.ACTING, Tenure.Capacity.AD_INTERIM})


class Held(NamedTuple):
    """The columns of a tenure that pages read. `body_id`, `state_id` and `host_id` (where its holder is accredited) are those
    of the post, to be shown where the post is; `serving`: whether the tenure covers the day that the page is of;
    `lived_until` and `post_until`: the last days of the person's life and of the post's, as far as the reader may know."""

    pk: int
    slug: str
    person_id: int
    post_id: int
    body_id: int | None
    state_id: int | None
    host_id: int | None
    when: str
    title_as_stated: str
    appointed: str
    appointed_note: str
    arrived_note: str
    started_note: str
    ended: str
    ended_note: str
    end_reason: str
    serving: bool
    lived_until: date | None
    post_until: date | None
    # From here on as in DATES.
    started: str
    started_earliest: date | None
    started_latest: date | None
    arrived: str
    arrived_earliest: date | None
    arrived_latest: date | None
    appointed_earliest: date | None
    appointed_latest: date | None
    ended_earliest: date | None
    ended_latest: date | None
    dates_conflict: bool
    capacity: str

    @property
    def holding(self) -> Holding:
        return holding_of(self.pk, self[-len(DATES) :], self.lived_until)

    def inferred(self, followers: Followers | None = None) -> Inferred | None:
        """By when it must have ended, where no end is recorded; `followers` are those in the same post, where they are known."""
        return inferred_end(self.holding, followers, self.post_until)

    def standing(self, day: date) -> str:
        """Certain or possible on the day that `serving` is of; "" where it does not cover it."""
        if not self.serving:
            return ""
        return Answer.CERTAIN.value if surely_on(day, self.holding) else Answer.POSSIBLE.value

    @property
    def span(self) -> SafeString:
        """From when until when, in words."""
        return mark_safe(time_html(self.when) if self.when else "dates unknown")


@dataclass(frozen=True, slots=True)
class TenureRow:
    """`begun` stands beside a column for the appointment; `since` stands alone, and says which date counts as the start.
    `absent` is to be said where there is no `standing`."""

    person: SafeString
    post: SafeString
    capacity: SafeString
    acting: str
    appointed: SafeString
    begun: SafeString
    since: SafeString
    over: SafeString
    standing: str
    absent: str
    record: SafeString
    vacant: SafeString | str = ""
    odd: Sequence[str] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        odd = format_html_join("", '<p class="fine">{}</p>', ((one,) for one in self.odd))
        return (mark_safe(f"{self.capacity}{odd}"), self.appointed, self.begun, self.over, self.record)


def columns_of(tenures: TenureQuerySet, most: int = MOST) -> QuerySet:
    """The first of the tenures, which have passed the door and have `serving`, and the number of all: for `as_held`."""
    return tenures.with_total().values_list("total", *COLUMNS)[:most]


def as_held(rows: Iterable[tuple[Any, ...]]) -> tuple[list[Held], int]:
    found = list(rows)
    return [Held(*row[1:]) for row in found], found[0][0] if found else 0


def held_on_page(tenures: TenureQuerySet) -> list[Held]:
    """The tenures of one page of a list, whose number is known; they have passed the door and have `serving`."""
    return [Held(*row) for row in tenures.values_list(*COLUMNS)]


COLUMNS = [SEAT.get(name, name) for name in Held._fields]


def linked(rows: Iterable[Held]) -> list[int]:
    return [pk for row in rows for pk in (row.person_id, row.post_id)]


def tenure_row(
    one: Held,
    links: Links,
    day: date,
    vacant: SafeString | str = "",
    followers: Followers | None = None,
    odd: Sequence[str] = (),
) -> TenureRow:
    """`day`: the one that `serving` is of; `odd`: what is to be looked at."""
    return TenureRow(
        person=links[one.person_id],
        post=links[one.post_id],
        capacity=capacity(one, links),
        acting="" if one.capacity == Tenure.Capacity.SUBSTANTIVE else CAPACITIES[one.capacity],
        appointed=dated(one.appointed, one.appointed_note),
        begun=begun(one),
        since=since(one),
        over=over_html(one.ended, one.ended_note, one.end_reason, one.dates_conflict, one.inferred(followers)),
        standing=one.standing(day),
        absent="no" if one.when else "not known",
        record=reference("tenure", one.pk, one.slug),
        vacant=vacant,
        odd=odd,
    )


def reference(kind: str, pk: int, slug: str) -> SafeString:
    """A link to a record that says its number: for records whose titles would repeat their row."""
    return format_html('<a href="{}">{}</a>', kinds.address(kind, slug), kinds.ref(kind, pk))


def capacity(one: Held, links: Links) -> SafeString:
    """With the title as stated, where it is another than the post's, and of somebody whom the reader may know."""
    stated, post = one.title_as_stated, links.title(one.post_id) or ""
    told = stated and post and stated not in post and one.person_id in links
    return noted(escape(CAPACITIES[one.capacity]), f"as “{apart(stated)}”" if told else "")


def begun(one: Held) -> SafeString:
    if one.started or not one.arrived:
        return dated(one.started, one.started_note)
    return dated(one.arrived, one.arrived_note, "arrived ")


def since(one: Held) -> SafeString:
    if one.started or one.arrived or not one.appointed:
        return begun(one)
    return dated(one.appointed, one.appointed_note, "appointed ")


def over_html(ended: str, note: str, end_reason: str, conflict: bool, inferred: Inferred | None) -> SafeString:
    reason = "" if end_reason == Tenure.EndReason.UNKNOWN else REASONS[end_reason]
    said = f"{time_html(ended) if ended else UNKNOWN}{', ' if reason else ''}{escape(reason)}"
    warning = "This date conflicts with the start, in the source itself." if conflict else ""
    return mark_safe(f"{noted(mark_safe(said), ' '.join(filter(None, [note, warning])))}{inferred_html(inferred)}")


def inferred_html(one: Inferred | None) -> SafeString:
    """ "Inferred: by 1 Mar 1944, since the holder died"; a successor began on the day after."""
    if one is None:
        return mark_safe("")
    if one.cause == Cause.SUCCESSOR and one.day < date.max:
        day = one.day + timedelta(1)
        return mark_safe(f'<p class="fine">Inferred: before {time_html(day.isoformat())}, when {one.cause}</p>')
    return mark_safe(f'<p class="fine">Inferred: by {time_html(one.day.isoformat())}, when {one.cause}</p>')


def dated(text: str, note: str = "", before: str = "") -> SafeString:
    return noted(mark_safe(f"{before}{time_html(text)}") if text else UNKNOWN, note)


def noted(said: SafeString, note: str) -> SafeString:
    return format_html('{}<p class="fine" dir="auto">{}</p>', said, note) if note else said


def span(
    one: Held,
    row: TenureRow,
    links: Links,
    named: int,
    vacant_from: date | None = None,
    followers: Followers | None = None,
) -> Span:
    """The tenure in a strip, labelled by the record `named` (its person or its post)."""
    dates, closed = one.holding, one.inferred(followers)
    return Span(
        label=links.title(named) or "Withheld",
        url=links.address(named) or "",
        appointed=one.appointed_earliest,
        start_earliest=dates.start_earliest,
        start_latest=dates.start_latest,
        end_earliest=dates.end_earliest,
        end_latest=dates.end_latest,
        cells=row.cells,
        vacant_from=vacant_from,
        closed_by=closed.day if closed else None,
        stands_in=one.capacity in STANDING_IN,
    )
