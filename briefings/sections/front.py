"""What stands on the front page, for one reader: the newest papers, visits, disputes and what is overdue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from briefings.ledger import ClaimStatus, Tally, tallies
from briefings.models import Assertion, Briefing, Claim, Commitment, Status, Visit
from briefings.sections.changes import front_lines
from records.access import Handling, Reader
from records.dates import time_html
from records.kinds import ref
from records.links import Links
from records.markup.resolve import Markup

BRIEFINGS, SHOWN = 5, 5
# Of how many claims that somebody denied, newest denial first, the contested ones are sought.
CANDIDATES = 60


@dataclass(frozen=True, slots=True)
class BriefingRow:
    link: SafeString
    summary: SafeString
    ref: str
    when: SafeString
    handling: str


@dataclass(frozen=True, slots=True)
class VisitRow:
    link: SafeString
    when: SafeString
    status: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    link: SafeString
    status: str
    tally: str


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    link: SafeString
    due: SafeString


def front(reader: Reader, today: date) -> dict[str, Any]:
    """The context of templates/front.html; the number of queries does not depend on what there is."""
    visits = Visit.objects.visible_to(reader)
    briefings = _read(Briefing.objects.visible_to(reader).latest(), "pk", "summary", "as_of", "handling")[:BRIEFINGS]
    coming = _read(visits.to_come(today), "pk", "when", "status")[:SHOWN]
    recent = _read(visits.past(), "pk", "when", "status")[:SHOWN]
    overdue = _read(Commitment.objects.visible_to(reader).overdue(today), "pk", "due")[:SHOWN]
    contested = contested_claims(reader)
    links = Links(reader)
    markup = Markup([summary for _, summary, _, _ in briefings[:1]], links)
    links.load([*markup.targets, *contested, *(row[0] for row in (*briefings, *coming, *recent, *overdue))])
    return {
        "briefings": briefing_rows(briefings, links, markup),
        "coming": visit_rows(coming, links),
        "recent": visit_rows(recent, links),
        "contested": [ClaimRow(links[pk], tally.status, tally.words()) for pk, tally in contested.items()],
        "changed": front_lines(reader),
        "overdue": [CommitmentRow(links[pk], mark_safe(time_html(due))) for pk, due in overdue],
    }


def _read(records: Any, *columns: str) -> Any:
    return records.values_list(*columns)


def briefing_rows(rows: Sequence[tuple[Any, ...]], links: Links, markup: Markup) -> list[BriefingRow]:
    """Only the first is set with its summary."""
    return [
        BriefingRow(
            link=links[pk],
            summary=markup.html(summary) if place == 0 and summary else mark_safe(""),
            ref=ref(Briefing.KIND, pk),
            when=mark_safe(time_html(as_of.isoformat()) if as_of else ""),
            handling=Handling(handling).label,
        )
        for place, (pk, summary, as_of, handling) in enumerate(rows)
    ]


def visit_rows(rows: Iterable[tuple[Any, ...]], links: Links) -> list[VisitRow]:
    return [VisitRow(links[pk], mark_safe(time_html(when)), Status(status).label) for pk, when, status in rows]


def contested_claims(reader: Reader) -> dict[int, Tally]:
    """The claims denied most lately that are contested for this reader."""
    denied = Assertion.objects.visible_to(reader).denied_lately(CANDIDATES)
    shown = set(Claim.objects.visible_to(reader).among(denied).values_list("pk", flat=True))
    found = tallies([pk for pk in denied if pk in shown], reader)
    contested = [(pk, tally) for pk, tally in found.items() if tally.status == ClaimStatus.CONTESTED]
    return dict(contested[:SHOWN])
