from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from records.fields import EDTFField, edtf_check
from records.models import Part
from records.names import fold


class NameQuerySet(models.QuerySet):
    def of_actors(self, pks: Iterable[int]) -> Self:
        """In the order in which they were entered."""
        return self.filter(actor__any_of=list(pks)).order_by("pk")

    def beside_title(self) -> Self:
        """Those that are not the primary one, which is the title."""
        return self.exclude(kind=Name.Kind.PRIMARY)

    def borne_on(self, day: date) -> Self:
        """Those that may have been borne on the day: their dates, where there are any, do not rule it out."""
        begun = Q(valid_earliest=None) | Q(valid_earliest__lte=day)
        return self.filter(begun, Q(valid_latest=None) | Q(valid_latest__gte=day))

    def former_ones(self) -> Self:
        """Former names of which it is known when they were borne."""
        return self.filter(kind=Name.Kind.FORMER).exclude(valid="")


class Name(Part):
    """One name of an actor; `folded` is what spellings are compared by."""

    WHOLE = "actor_id"

    class Kind(models.TextChoices):
        PRIMARY = "primary", "primary"
        ALIAS = "alias", "alias"
        WEAK_ALIAS = "weak_alias", "weak alias"
        FORMER = "former", "former"
        ACRONYM = "acronym", "acronym"
        TRANSLITERATION = "transliteration", "transliteration"
        NOM_DE_GUERRE = "nom_de_guerre", "nom de guerre"
        AS_STATED = "as_stated", "as stated"

    actor = models.ForeignKey("actors.Actor", models.CASCADE, related_name="names")
    text = models.CharField(max_length=300)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.ALIAS)
    language = models.CharField(max_length=12, blank=True, help_text="BCP 47, for example ur.")
    script = models.CharField(max_length=4, blank=True, help_text="ISO 15924, for example Arab.")
    valid = EDTFField("borne", earliest="valid_earliest", latest="valid_latest")
    valid_earliest = models.DateField(null=True, editable=False)
    valid_latest = models.DateField(null=True, editable=False)
    folded = models.CharField(max_length=300, editable=False, db_index=True)

    objects = NameQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            edtf_check("name_valid", "valid", "valid_earliest", "valid_latest"),
            models.UniqueConstraint(
                fields=["actor", "text", "kind"],
                name="name_once",
                violation_error_message="The actor has this name already.",
            ),
            models.UniqueConstraint(
                fields=["actor"],
                condition=Q(kind="primary"),
                name="name_one_primary",
                violation_error_message="An actor has one primary name: make the other an alias first.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.text)[:300]
        super().save(*args, **kwargs)
