"""What the cells of tables of encounters hold."""

from django.utils.safestring import SafeString

from briefings.models import Status
from records.dates import time_html
from records.links import Links
from records.safe import escaped
from records.templatetags.chancery import state

NOT_HELD = frozenset({Status.CANCELLED, Status.POSTPONED})
STATUSES = {value: state(label) for value, label in Status.choices}
NOT_STATED = SafeString("not stated")


def when(text: str) -> SafeString:
    return SafeString(time_html(text))


def stated(text: str | SafeString) -> str | SafeString:
    return text or NOT_STATED


def over(above: str | SafeString, *below: str | SafeString) -> SafeString:
    """What matters, and under it in small print what is known besides; blank ones are left out."""
    small = "".join(f'<p class="fine">{escaped(one)}</p>' for one in below if one)
    return SafeString(f"{escaped(above)}{small}")


def unusual(status: str) -> SafeString:
    """The status of what is not simply over and done."""
    return SafeString("") if status == Status.COMPLETED else STATUSES[status]


def side(state_id: int | None, label: str, links: Links) -> SafeString:
    """A state of a visit, by its link; the name in the source where it has no record, "" where there is none."""
    return escaped(label) if state_id is None else links[state_id]
