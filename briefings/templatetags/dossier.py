"""`{% dossier page %}`: what briefings know of an actor, on the actor's page."""

from typing import Any

from django import template
from django.utils import timezone

from briefings.sections.dossier import dossier_of
from records.pages import Page

register = template.Library()


@register.inclusion_tag("briefings/_dossier.html")
def dossier(page: Page) -> dict[str, Any]:
    """Visits and meetings, what was said by, to and about the actor of the page, and promises. At most five queries."""
    return {"dossier": dossier_of(page, timezone.localdate())}
