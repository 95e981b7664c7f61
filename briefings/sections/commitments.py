"""What stands on the page of a commitment, and in the list of commitments."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from briefings.models import Commitment, CommitmentUpdate, Keeping, is_overdue, standing_in_words
from briefings.models.parties import BY, TO, Parties
from briefings.sections.cells import NOT_STATED, stated, when
from briefings.sections.promises import party_links
from records.access import Reader
from records.dates import time_html
from records.links import Links
from records.pages import Page, record_page_for
from records.tables import TableRow
from records.templatetags.chancery import state

UPDATES, PARTIES = 50, 20


@dataclass(frozen=True, slots=True)
class Update:
    """A rating as templates/briefings/commitment_detail.html prints it. `agreed` is said of what needs two editors."""

    when: SafeString
    status: str
    note: str
    said_by: SafeString
    document: SafeString
    grade: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class Updates:
    """The latest first."""

    rows: list[Update]
    total: int


COLUMNS = (
    "when",
    "status",
    "note",
    "said_by_id",
    "citation__document_id",
    "citation__document__source__reliability",
    "citation__credibility",
    "second_id",
    "number",
)


def commitment_context(commitment: Commitment, request: HttpRequest, today: date) -> dict[str, Any]:
    """The context of templates/briefings/commitment_detail.html. Two queries beside the page's own."""
    parties = Parties(request.user, promises=[commitment.pk], most=PARTIES)
    rows = list(CommitmentUpdate.objects.of(commitment.pk).latest_first().with_count().values_list(*COLUMNS)[:UPDATES])
    named = [pk for row in rows for pk in (row[3], row[4])]
    page = record_page_for(commitment, request, [*parties.ids(), *named])
    updates = Updates([update(row, page.links) for row in rows], rows[0][-1] if rows else 0)
    add_facts(page, commitment, parties, updates, rows[0][1] if rows else "", today)
    return {"page": page, "commitment": commitment, "updates": updates}


def add_facts(
    page: Page, commitment: Commitment, parties: Parties, updates: Updates, standing: str, today: date
) -> None:
    page.fact("Standing", standing_fact(standing, commitment.due_latest, today, updates))
    page.fact("Due", mark_safe(time_html(commitment.due) if commitment.due else "no day was named"))
    page.fact("By", party_links(parties, commitment.pk, BY, page.links))
    page.fact("To", party_links(parties, commitment.pk, TO, page.links))
    page.fact("Given", mark_safe(time_html(commitment.when) if commitment.when else ""))
    page.fact("Made in", page.links[commitment.made_in_id])


def standing_fact(standing: str, due_latest: date | None, today: date, updates: Updates) -> SafeString:
    """ "broken, says Pakistan"; "overdue, last rated in progress"."""
    shown = state(standing_in_words(standing, due_latest, today))
    if not updates.rows:
        return shown
    last = updates.rows[0]
    by = format_html(", says {}", last.said_by) if last.said_by else ""
    if is_overdue(standing, due_latest, today):
        return format_html("{}, last rated {}{}", shown, last.status, by)
    return format_html("{}{}", shown, by)


def update(row: tuple[Any, ...], links: Links) -> Update:
    when, status, note, said_by, document, letter, figure, second, _ = row
    return Update(
        when=mark_safe(time_html(when)),
        status=Keeping(status).label,
        note=note,
        said_by=links[said_by],
        document=links[document],
        grade=f"{letter}{figure}" if document and document in links else "",
        agreed=second is not None,
    )


NO_DAY = mark_safe("no day")
LISTED = ("pk", "standing", "due", "due_latest", "when")


def commitment_rows(commitments: QuerySet, reader: Reader, today: date) -> list[TableRow]:
    """The rows of a page of the list, of commitments `with_standing`. Three queries."""
    rows = list(commitments.values_list(*LISTED))
    parties = Parties(reader, promises=[row[0] for row in rows], most=3)
    links = Links(reader).load([*(row[0] for row in rows), *parties.ids()])
    return [
        TableRow(
            (
                when(due) if due else NO_DAY,
                links[pk],
                stated(party_links(parties, pk, BY, links)),
                stated(party_links(parties, pk, TO, links)),
                state(standing_in_words(standing, latest, today)),
                when(given) if given else NOT_STATED,
            ),
            pk=pk,
            dates=(due,),
        )
        for pk, standing, due, latest, given in rows
    ]
