"""What stands on the page of a visit, a meeting or an event beside its own columns: rows ready to print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from actors.sections.named_then import add_names_then
from briefings.models import Assertion, Channel, Commitment, Event, Meeting, Visit
from briefings.models.bundles import Asked, Bundle, Row, bundles, united
from briefings.models.parties import Parties
from briefings.sections.cells import NOT_HELD, STATUSES, over, side, stated, unusual, when
from briefings.sections.parties import NOTHING, named, participants
from briefings.sections.spoken import Spoken, asked_promises, asked_said, ids_of, promises, spoken
from records.access import Reader
from records.links import Links
from records.listing import PER_PAGE, pager
from records.numbers import counted
from records.pages import Page
from records.prepared import prepared
from records.tables import TableRow

FORMATS = dict(Meeting.Format.choices)


@dataclass(frozen=True, slots=True)
class StopRow:
    """Another visit of the same journey."""

    link: SafeString
    when: SafeString
    to: SafeString
    status: SafeString


@dataclass(frozen=True, slots=True)
class Section:
    """Some rows, the exact number of all, and where all of them are listed ("" where these are all)."""

    rows: Sequence[Any]
    total: int
    more: str


def section(found: Bundle, rows: Sequence[Any], everything: str = "") -> Section:
    return Section(rows, found.total, everything if found.more else "")


class EncounterParts:
    """What a page tells of an encounter beyond its own columns, for one reader. Two queries.

    `ids` are the records named, `shown` the context of the page. `page` is that of those who took part, 50 each;
    Http404 where there is none.
    """

    def __init__(self, record: Visit | Meeting | Event, reader: Reader, page: str | None) -> None:
        self.record = record
        self._page = counted(page) or 1
        self._bundles = bundles(rows_of(reader, record.pk, visit=isinstance(record, Visit)))
        meetings, said, owed = (self._bundles[name].ids for name in ("meetings", "said", "promises"))
        before = max(self._page - 1, 0) * PER_PAGE
        self._first = before + 1
        self._parties = Parties(reader, [record.pk, *meetings], said, owed, most=PER_PAGE, after=(record.pk, before))
        self._people = self._parties.of(record.pk)
        self._number = max((one.total for one in self._people), default=0)
        if before and not self._number:
            raise Http404

    def ids(self) -> Iterable[int | None]:
        yield from self._parties.ids()
        for name in ("meetings", "journey", "promises"):
            for row in self._bundles[name].rows:
                yield from (row.pk, row.keys[0])
        yield from ids_of(self._bundles["said"].rows)

    def _note(self) -> str:
        """ "Showing 1 to 50 of 60" where they fill more than a page."""
        if self._number <= PER_PAGE:
            return ""
        last = min(self._first + PER_PAGE - 1, self._number)
        return f"Showing {self._first} to {last} of {self._number}"

    def shown(self, links: Links, query: QueryDict, today: date) -> dict[str, Any]:
        found, parties = self._bundles, self._parties
        said = spoken(found["said"].rows, parties, links)
        stops = [stop_row(row, links) for row in found["journey"].rows]
        meetings = [meeting_row(row, parties, links) for row in found["meetings"].rows]
        return {
            "people": participants(self._people, links),
            "people_note": self._note(),
            "people_pager": pager(self._page, -(-self._number // PER_PAGE), query),
            "meetings": section(found["meetings"], meetings, f"/meetings/?visit={self.record.slug}"),
            "journey": section(found["journey"], stops, f"/visits/?journey={self.record.slug}"),
            "said": section(found["said"], said, f"{self.record.get_absolute_url()}mentions/?kind=assertion"),
            "said_groups": by_record(said),
            "promises": section(found["promises"], promises(found["promises"].rows, parties, links, today)),
        }


@prepared
def rows_of(reader: Reader, encounter: int, *, visit: bool) -> QuerySet:
    said = Assertion.objects.visible_to(reader).said_during(encounter, reader)
    owed = Commitment.objects.visible_to(reader).made_in_any(said)
    asked = {"said": asked_said(said, newest=False), "promises": asked_promises(owed, newest=False)}
    if visit:
        meetings = Meeting.objects.visible_to(reader).of_visit(encounter)
        stops = Visit.objects.visible_to(reader).of_journey(encounter).apart_from(encounter)
        asked["meetings"] = Asked(meetings, (), ("format", "place", "status"), newest=False)
        asked["journey"] = Asked(stops, ("host_state_id",), ("host_label", "place", "status"), newest=False)
    return united(**asked)


def meeting_row(row: Row, parties: Parties, links: Links) -> TableRow:
    form, place, status = row.words[:3]
    people = format_html_join(
        "",
        "<div>{}{}</div>",
        ((named(one, links), f", {one.title}" if one.title else "") for one in parties.of(row.pk)),
    )
    held = over(FORMATS[form], unusual(status))
    return TableRow((when(row.when), links[row.pk], stated(people), held, stated(place)), status in NOT_HELD)


def stop_row(row: Row, links: Links) -> StopRow:
    label, place, status = row.words[:3]
    to = format_html_join(", ", "{}", ((one,) for one in (place, side(row.keys[0], label, links)) if one))
    return StopRow(links[row.pk], when(row.when), to, unusual(status))


def state_fact(state_id: int | None, label: str, links: Links) -> SafeString:
    """A state of the visit, with its name in the source where that is another."""
    link = side(state_id, label, links)
    if state_id is None or state_id not in links or label in ("", links.title(state_id)):
        return link
    return format_html('{}, in the source <q dir="auto">{}</q>', link, label)


def when_said(record: Visit | Meeting | Event) -> SafeString:
    """The date in words, and the words of the source for it."""
    return over(when(record.when), f"In the source: {record.when_note}" if record.when_note else "")


def visit_facts(page: Page, visit: Visit, others: int) -> None:
    page.fact("When", when_said(visit))
    page.fact("From", state_fact(visit.sending_state_id, visit.sending_label, page.links))
    page.fact("To", state_fact(visit.host_state_id, visit.host_label, page.links))
    page.fact("Place", auto(visit.place))
    page.fact("Type", "" if visit.type == Visit.Type.UNSTATED else visit.get_type_display())
    page.fact("Level", visit.get_level_display())
    page.fact("Status", STATUSES[visit.status])
    add_names_then(page, visit.earliest, visit.latest)
    if others:
        stops = "one more visit" if others == 1 else f"{others} more visits"
        page.fact("Journey", format_html('part of one, with <a href="#journey">{}</a>', stops))


def meeting_facts(page: Page, meeting: Meeting) -> None:
    page.fact("When", when_said(meeting))
    page.fact("Part of", page.links[meeting.visit_id])
    page.fact("Form", meeting.get_format_display())
    page.fact("Place", auto(meeting.place))
    page.fact("Known from", Channel(meeting.channel).label if meeting.channel else "")
    page.fact("Status", STATUSES[meeting.status])
    add_names_then(page, meeting.earliest, meeting.latest)


def event_facts(page: Page, event: Event) -> None:
    page.fact("When", when_said(event))
    page.fact("Type", "" if event.type == Event.Type.OTHER else event.get_type_display())
    page.fact("Place", auto(event.place))
    page.fact("Status", STATUSES[event.status])
    page.fact("Outcome", auto(event.outcome))
    add_names_then(page, event.earliest, event.latest)


def auto(text: str) -> SafeString:
    return format_html('<span dir="auto">{}</span>', text) if text else NOTHING


@dataclass(frozen=True, slots=True)
class SaidGroup:
    title: str
    rows: list[Spoken]


def by_record(rows: list[Spoken]) -> list[SaidGroup]:
    """What was said on the record, and what is told by sources that are not named or may not be quoted."""
    groups = (
        SaidGroup("On the record", [one for one in rows if one.on_record]),
        SaidGroup("Not on the record", [one for one in rows if not one.on_record]),
    )
    return [one for one in groups if one.rows]
