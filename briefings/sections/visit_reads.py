"""What stands beside the form of a visit: what it says so far, the card that readers will see, and what was said there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from briefings.forms.visitors import VisitorRowForm
from briefings.models import Assertion, Role, Visit
from briefings.models.encounters import visit_title
from briefings.visit_warnings import Coming, VisitTyped
from records.access import Reader, draws_on
from records.dates import time_html
from records.forms.rows import Rows
from records.forms.sources import SourceForm
from records.models import Citation

MOST_SAID = 50


@dataclass(frozen=True, slots=True)
class VisitCard:
    title: str
    line: str
    when: SafeString
    status: str


def visit_typed(visit: Visit, rows: Iterable[VisitorRowForm], sourced: bool, met: Sequence[Any]) -> VisitTyped:
    """What the form says now, as far as it can be read."""
    return VisitTyped(visit=visit, coming=[coming(one) for one in rows], sourced=sourced, met=met)


def coming(row: VisitorRowForm) -> Coming:
    given = getattr(row, "cleaned_data", None) or {}
    tenure = given.get("tenure")
    return Coming(
        person=row.person,
        visits=row["role"].value() == Role.VISITOR,
        tenure=tenure.pk if tenure else row.instance.tenure_id,
        stated=given.get("title_as_stated", row.instance.title_as_stated),
        prefix=str(row.prefix),
        held=row.held,
    )


def is_sourced(source: SourceForm, several: Iterable[Rows]) -> bool:
    """Something is cited for the visit, or will be when it is saved."""
    cited = [row for rows in several if rows.part() is Citation for row in rows.forms]
    return source.chosen is not None or any(
        row.instance.document_id or getattr(row, "cleaned_data", None) for row in cited
    )


def said_there(visit: Visit, reader: Reader) -> list[dict[str, str]]:
    """What was said there and is on record, as links."""
    if visit.pk is None:
        return []
    said = Assertion.objects.visible_to(reader).said_in(visit.pk).by_day()[:MOST_SAID]
    return [{"address": one.get_absolute_url(), "title": one.title} for one in said]


def visit_card(typed: VisitTyped) -> VisitCard:
    """Names on which the visit may not draw are left out, as they will be of its title."""
    visit = typed.visit
    visitors = [one.person for one in typed.coming if one.visits]
    shown = [name for one in visitors if (name := name_in(visit, one))]
    host, sender = (name_in(visit, one) for one in (visit.host_state, visit.sending_state))
    return VisitCard(
        title=visit.own_title or visit_title(shown, bool(visitors), visit.place or host),
        line=" to ".join(one for one in (sender, host) if one),
        when=mark_safe(time_html(visit.when)),
        status=visit.get_status_display(),
    )


def name_in(visit: Visit, one: Any) -> str:
    """The name of an actor; "" where there is none, or the visit may not say it. One who is new is entered with the visit."""
    if one is None or (one.pk and not draws_on(visit.handling, visit.stage, one.handling, one.stage)):
        return ""
    return str(one)
