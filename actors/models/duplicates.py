from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from actors.models.actors import Actor
from actors.models.merges import NotSame
from records.access import Reader, visible


class PossibleDuplicateQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """Pairs of which the reader may see both."""
        return self.filter(visible(reader, "one__"), visible(reader, "other__"))

    def undecided(self) -> Self:
        """Without those that somebody knows to be different."""
        known = NotSame.objects.filter(one=OuterRef("one"), other=OuterRef("other"))
        return self.filter(~Exists(known))

    def likeliest_first(self) -> Self:
        return self.order_by("-score", "one_id", "other_id")

    def of_any(self, pks: Iterable[int]) -> Self:
        ids = list(pks)
        return self.filter(Q(one__any_of=ids) | Q(other__any_of=ids))

    def of_pair(self, one: int, other: int) -> Self:
        return self.filter(one=min(one, other), other=max(one, other))


class PossibleDuplicate(models.Model):
    """Two entries that may be one actor, the lower id first, as `actors.linkage` compared them last.

    `score` is in bits of evidence, and orders them; the reasons are found anew for whoever reads them.
    """

    one = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    score = models.FloatField()

    objects = PossibleDuplicateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="possible_duplicate_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="possible_duplicate_lower_id_first"),
        ]
        indexes = [models.Index(F("score").desc(), "one", "other", name="possible_duplicate_by_score")]

    def __str__(self) -> str:
        return f"{self.one_id} may be {self.other_id}"
