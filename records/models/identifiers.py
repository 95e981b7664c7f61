from django.db import models

from records.models.parts import Part
from records.models.record import Record


class Identifier(Part):
    """What a record is called elsewhere: `wikidata` Q843, `iso3166-1` pk, `history.state.gov/people` …"""

    WHOLE = "record_id"

    record = models.ForeignKey(Record, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=60)
    value = models.CharField(max_length=200)

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"],
                name="identifier_unique",
                violation_error_message="Another record has this identifier: the two may be one.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"
