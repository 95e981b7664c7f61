"""What readers will see of a visit that is being entered: its card, as its list and its links show it."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from briefings.models import Visit
from briefings.models.encounters import visit_title
from briefings.visit_warnings import Draft
from records.access import draws_on
from records.dates import time_html


@dataclass(frozen=True, slots=True)
class VisitCard:
    title: str
    line: str
    when: SafeString
    status: str


def visit_card(draft: Draft) -> VisitCard:
    """Names on which the visit may not draw are left out, as they will be of its title."""
    visit = draft.visit
    visitors = [one.person for one in draft.coming if one.visits]
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
