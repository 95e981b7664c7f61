from typing import Any, Self

from django.db import models
from django.db.models import Q

from actors.models.actors import Actor
from records.access import drawable
from records.fields import DayField
from records.models import Composed, RecordQuerySet
from records.models.record import Named


class RelationQuerySet(RecordQuerySet):
    def about(self, actor_id: int) -> Self:
        return self.filter(Q(subject_id=actor_id) | Q(object_id=actor_id))

    def of_type(self, type: str) -> Self:
        return self.filter(type=type)

    def proscribing(self, actor_id: int) -> Self:
        return self.filter(type=Relation.Type.PROSCRIBES, object_id=actor_id)


class Relation(Composed):
    """A lasting tie between two actors, with its dates and sources."""

    KIND, FOLDER, LETTER, LABEL, PLURAL = "relation", "relations", "R", "Relation", "Relations"
    SCHEMA = "Role"
    SAID = {**Composed.SAID, "note": ""}

    class Type(models.TextChoices):
        MEMBER_OF = "member_of", "is a member of"
        PART_OF = "part_of", "is part of"
        ALLIED = "allied", "is allied with"
        OPPOSES = "opposes", "opposes"
        SHELTERS = "shelters", "shelters"
        FUNDS = "funds", "funds"
        PROSCRIBES = "proscribes", "proscribes"
        RECOGNISES = "recognises", "recognises"
        MEDIATES = "mediates", "mediates between"
        FAMILY = "family", "is of the family of"
        SUCCESSOR_OF = "successor_of", "is the successor of"

    INVERSE = {
        "member_of": "has as a member",
        "part_of": "includes",
        "allied": "is allied with",
        "opposes": "is opposed by",
        "shelters": "is sheltered by",
        "funds": "is funded by",
        "proscribes": "is proscribed by",
        "recognises": "is recognised by",
        "mediates": "has as a mediator",
        "family": "is of the family of",
        "successor_of": "is the predecessor of",
    }

    subject = models.ForeignKey(Actor, models.PROTECT, related_name="relations")
    object = models.ForeignKey(Actor, models.PROTECT, related_name="inverse_relations")
    type = models.CharField(max_length=14, choices=Type)
    note = models.TextField(blank=True)
    day = DayField()

    objects = RelationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(subject=models.F("object")),
                name="relation_of_two",
                violation_error_message="A relation joins two different actors.",
            )
        ]

    def linked_data(self, named: Named) -> dict[str, Any]:
        ends = [named(self.subject_id), named(self.object_id)]
        return {"roleName": self.get_type_display(), "about": [end for end in ends if end]}

    def compose(self) -> str:
        shown = dict(
            Actor.objects.filter(drawable(self), pk__in=[self.subject_id, self.object_id]).values_list("pk", "title")
        )
        return relation_title(shown.get(self.subject_id), self.type, shown.get(self.object_id))


def relation_title(subject: str | None, kind: str, other: str | None) -> str:
    """The title of a relation; None stands for a part that it may not show."""
    return f"{subject or 'A withheld actor'} {Relation.Type(kind).label} {other or 'a withheld actor'}"
