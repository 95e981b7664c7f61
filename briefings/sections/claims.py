"""What stands on the page of a claim, and in the list of claims."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from briefings.ledger import Tally, in_words, tallies
from briefings.models import Assertion, Claim, Commitment, Stance
from briefings.sections.cells import when
from briefings.sections.evidence import Sides
from briefings.sections.judgements import assessments
from briefings.sections.ledger import LedgerPage, counts, in_time
from briefings.sections.matrix import Telling
from briefings.sections.promises import joined, promise_rows, promises_of
from records.access import Reader, is_editor
from records.dates import time_html
from records.kinds import ref
from records.links import Links
from records.pages import Action, Page, record_page_for
from records.tables import TableRow
from records.templatetags.chancery import state

AFFIRMING = (Stance.AFFIRMS, Stance.AFFIRMS_IN_PART, Stance.REPEATS)


def claim_context(claim: Claim, request: HttpRequest, today: date) -> dict[str, Any]:
    """The context of templates/briefings/claim_detail.html. At most eleven queries, the page's own among them."""
    reader = request.user
    tally = tallies([claim.pk], reader)[claim.pk]
    ledger, telling, sides = LedgerPage(tally, request), Telling(in_time(tally.said)), Sides(tally, reader)
    ties = claim.ties(reader)
    promises = promise_rows(Commitment.objects.visible_to(reader).resting_on(claim.pk, reader))
    ids = [*ledger.ids(), *telling.ids(), *sides.ids(), *(pk for _, pk in ties), *(row[0] for row in promises)]
    page = record_page_for(claim, request, ids)
    add_facts(page, claim, tally, ties)
    if is_editor(reader):
        page.actions.insert(0, answer_action(claim, tally))
    return {
        "page": page,
        "tally": counts(tally),
        "ledger": ledger,
        "rows": ledger.rows(page.links),
        "lanes": ledger.drawing(page.links),
        "matrix": telling.matrix(page.links),
        "assessments": assessments(claim.pk),
        "supporting": sides.side(True, page.links),
        "contradicting": sides.side(False, page.links),
        "promises": promises_of(promises, page.links, today, f"/commitments/?claim={claim.slug}"),
    }


def answer_action(claim: Claim, tally: Tally) -> Action:
    """To enter a denial: of the last time that the claim was affirmed, as far as the editor may see."""
    affirmed = [one.pk for one in tally.said if one.stance in AFFIRMING]
    answered = f"&responds_to={ref(Assertion.KIND, affirmed[-1])}" if affirmed else ""
    return Action("Add a response", f"/desk/assertions/new/?claim={claim.ref}&stance={Stance.DENIES}{answered}")


def add_facts(page: Page, claim: Claim, tally: Tally, ties: Sequence[tuple[str, int]]) -> None:
    links, standing = page.links, tally.standing
    page.fact("Status", status_fact(standing.status, standing.since))
    page.fact("Why", standing.why)
    page.fact("About", joined(links[pk] for tie, pk in ties if tie == "about"))
    page.fact("Against", joined(links[pk] for tie, pk in ties if tie == "against"))
    page.fact("Origins", origins_in_words(tally))
    others = [(tie, links[pk]) for tie, pk in ties if tie not in ("about", "against")]
    page.fact("See also", format_html_join(mark_safe("<br>"), "{} {}", others))
    page.fact("Of", mark_safe(time_html(claim.when)) if claim.when else "")


def status_fact(status: str, since: str) -> SafeString:
    return format_html("{} since {}", state(status), mark_safe(time_html(since))) if since else state(status)


def origins_in_words(tally: Tally) -> str:
    """ "3 independent, from 11 documents"."""
    if not tally.documents:
        return "no supporting document on record"
    papers = "1 document" if tally.documents == 1 else f"{tally.documents} documents"
    if tally.origins > 1:
        return f"{tally.origins} independent, from {papers}"
    return f"{in_words(tally.origins)}, from {papers}"


LISTED = ("pk", "type", "last_said")
TYPES, NOT_YET = dict(Claim.Type.choices), mark_safe("not yet")


def claim_rows(claims: QuerySet, reader: Reader) -> list[TableRow]:
    """The rows of a page of the list, of claims `with_last_said`. Four queries."""
    rows = list(claims.values_list(*LISTED))
    found = tallies([pk for pk, _, _ in rows], reader)
    links = Links(reader).load(pk for pk, _, _ in rows)
    return [
        TableRow(
            (links[pk], TYPES[kind], state(found[pk].status), found[pk].words(), when(said) if said else NOT_YET),
            pk=pk,
            dates=(said or "",),
        )
        for pk, kind, said in rows
    ]
