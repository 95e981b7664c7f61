"""What readers will see of a visit that is being entered: its card, as its list and its links show it."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from briefings.models import Visit
from briefings.models.encounters import visit_title
from briefings.visit_warnings import VisitTyped
from records.dates import time_html


@dataclass(frozen=True, slots=True)
class VisitCard:
    title: str
    line: str
    when: SafeString
    status: str


def visit_card(typed: VisitTyped) -> VisitCard:
    """Names that are stricter than the visit are left out, as they will be of its title."""
    visit = typed.visit
    visitors = [one.person for one in typed.coming if one.visits]
    shown = [one.title for one in visitors if one.pk is None or one.handling <= visit.handling]
    host, sender = (shown_state(visit, one) for one in (visit.host_state, visit.sending_state))
    return VisitCard(
        title=visit.own_title or visit_title(shown, bool(visitors), visit.place or host),
        line=" to ".join(one for one in (sender, host) if one),
        when=mark_safe(time_html(visit.when)),
        status=visit.get_status_display(),
    )


def shown_state(visit: Visit, state: object) -> str:
    handling = getattr(state, "handling", None)
    return str(state) if handling is not None and handling <= visit.handling else ""
