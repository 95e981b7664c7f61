"""The rows of the lists of visits, meetings and events."""

from collections.abc import Iterable

from django.db.models import F, QuerySet
from django.utils.safestring import SafeString, mark_safe

from actors.models import Level
from briefings.models import Event, Meeting, Visit
from briefings.sections.cells import NOT_HELD, STATUSES, over, side, stated, when
from records.access import Reader
from records.links import Links
from records.listing import Sort, Whole
from records.models import Citation
from records.prepared import prepared
from records.tables import TableRow
from records.templatetags.chancery import grade

LEVELS = dict(Level.choices)
TYPES = {**dict(Visit.Type.choices), Visit.Type.UNSTATED: ""}
FORMATS, EVENTS = dict(Meeting.Format.choices), dict(Event.Type.choices)
NO_SOURCE = mark_safe('<span class="fine">no source</span>')


def date_sort(column: str = "earliest") -> Sort:
    return Sort("Date", "date", (F(column).asc(nulls_last=True), "pk"), (F(column).desc(nulls_last=True), "-pk"))


def sort(label: str, key: str, column: str) -> Sort:
    return Sort(label, key, (column, *LATEST), (f"-{column}", *LATEST))


LATEST = date_sort().descending
STATUS, GRADE = sort("Status", "status", "status"), Sort("Grade")
MEETING_SORTS = (
    date_sort(),
    sort("Meeting", "title", "title"),
    sort("Form", "form", "format"),
    Sort("Place"),
    Sort("Part of"),
    STATUS,
    GRADE,
)
EVENT_SORTS = (
    date_sort(),
    sort("Event", "title", "title"),
    sort("Type", "type", "type"),
    Sort("Place"),
    Sort("Outcome"),
    STATUS,
    GRADE,
)


def visit_sorts(by_state: bool) -> tuple[Sort, ...]:
    """`by_state`: the list is narrowed to a state, whose index of visits holds the day."""
    return (
        date_sort("day" if by_state else "earliest"),
        sort("Visit", "title", "title"),
        Sort("From"),
        Sort("To"),
        sort("Level", "level", "level"),
        STATUS,
        GRADE,
    )


def all_visits(reader: Reader) -> QuerySet:
    # The index of records by kind and date is the shorter way where nothing narrows them.
    return Visit.objects.visible_to(reader).of_kind(Visit.KIND)


def some_visits(reader: Reader) -> QuerySet:
    return Visit.objects.visible_to(reader)


def all_meetings(reader: Reader) -> QuerySet:
    return Meeting.objects.visible_to(reader).of_kind(Meeting.KIND)


def all_events(reader: Reader) -> QuerySet:
    return Event.objects.visible_to(reader).of_kind(Event.KIND)


@prepared
def starts_of_all(reader: Reader) -> QuerySet:
    return Visit.objects.visible_to(reader).by_start()


def visit_rows(visits: QuerySet | Whole, reader: Reader) -> list[TableRow]:
    """Three queries: the visits, their grades, the links."""
    columns = ("pk", "when", "sending_state_id", "sending_label", "host_state_id", "host_label", "place")
    found = list(visits.values_list(*columns, "level", "type", "status"))
    grades = best_grades((row[0] for row in found), reader)
    links = Links(reader).load(pk for row in found for pk in (row[0], row[2], row[4]))
    return [
        TableRow(
            (
                when(date),
                links[pk],
                stated(side(sender, sending_label, links)),
                over(stated(side(host, host_label, links)), place),
                over(LEVELS[level], TYPES[sort_of]),
                STATUSES[status],
                grades.get(pk, NO_SOURCE),
            ),
            status in NOT_HELD,
            pk,
        )
        for pk, date, sender, sending_label, host, host_label, place, level, sort_of, status in found
    ]


def meeting_rows(meetings: QuerySet | Whole, reader: Reader) -> list[TableRow]:
    """Three queries: the meetings, their grades, the links."""
    found = list(meetings.values_list("pk", "when", "format", "place", "visit_id", "status"))
    grades = best_grades((row[0] for row in found), reader)
    links = Links(reader).load(pk for row in found for pk in (row[0], row[4]))
    return [
        TableRow(
            (
                when(date),
                links[pk],
                FORMATS[form],
                stated(place),
                links[visit] or "no visit",
                STATUSES[status],
                grades.get(pk, NO_SOURCE),
            ),
            status in NOT_HELD,
            pk,
        )
        for pk, date, form, place, visit, status in found
    ]


def event_rows(events: QuerySet | Whole, reader: Reader) -> list[TableRow]:
    """Three queries: the events, their grades, the links."""
    found = list(events.values_list("pk", "when", "type", "place", "outcome", "status"))
    grades = best_grades((row[0] for row in found), reader)
    links = Links(reader).load(row[0] for row in found)
    return [
        TableRow(
            (
                when(date),
                links[pk],
                EVENTS[sort_of],
                stated(place),
                stated(outcome),
                STATUSES[status],
                grades.get(pk, NO_SOURCE),
            ),
            status in NOT_HELD,
            pk,
        )
        for pk, date, sort_of, place, outcome, status in found
    ]


def best_grades(record_ids: Iterable[int], reader: Reader) -> dict[int, SafeString]:
    """The best grade of what supports each of these records, as far as the reader may see it. One query."""
    best: dict[int, str] = {}
    for target, stance, letter, figure in graded(reader, list(record_ids)):
        found = f"{letter}{figure}"
        if stance == Citation.Stance.SUPPORTS and found < best.get(target, "Z"):
            best[target] = found
    return {target: grade(found) for target, found in best.items()}


@prepared
def graded(reader: Reader, record_ids: list[int]) -> QuerySet:
    cited = Citation.objects.visible_to(reader).bearing_on(record_ids).order_by().distinct()
    return cited.values_list("target_id", "stance", "document__source__reliability", "credibility")
