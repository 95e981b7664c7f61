"""Where briefings meet with those who hold posts: whoever took part in something, and whoever said something."""

from typing import Any

from django.db.models import F, QuerySet

from actors.sightings import NOBODY, Sighting
from briefings.models import Assertion, Participation
from records.access import Reader


def present(reader: Reader) -> QuerySet[Any, Any]:
    return Participation.objects.seen_by(reader).annotate(
        seen_person=F("actor_id"),
        seen_tenure=F("tenure_id"),
        seen_day=F("encounter__earliest"),
        seen_record=F("encounter_id"),
    )


def heard(reader: Reader) -> QuerySet[Any, Any]:
    return Assertion.objects.visible_to(reader).annotate(
        seen_person=F("speaker_id"), seen_tenure=NOBODY, seen_day=F("day"), seen_record=F("pk")
    )


SIGHTINGS = (Sighting("present", present), Sighting("heard", heard))
