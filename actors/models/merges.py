from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q

from actors.models.actors import Actor
from records.access import Stage
from records.auditing import acting, audit
from records.models import Audited, Redirect
from records.models.saving import refer_anew


class MergeQuerySet(models.QuerySet):
    def with_people(self) -> Self:
        return self.select_related("loser", "winner", "by")

    def at(self, pk: int) -> Self:
        return self.filter(pk=pk)

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def standing(self) -> Self:
        return self.filter(undone_at__isnull=True)


class Merge(models.Model):
    """Two entries that were one actor: the loser's rows went to the winner, and can go back."""

    loser = models.ForeignKey(Actor, models.PROTECT, related_name="merged_away")
    winner = models.ForeignKey(Actor, models.PROTECT, related_name="merged_in")
    reason = models.CharField(max_length=300)
    snapshot = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(loser=F("winner")), name="merge_of_two"),
            models.UniqueConstraint(fields=["loser"], condition=Q(undone_at=None), name="merge_once_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.loser_id} into {self.winner_id}"

    def clean(self) -> None:
        super().clean()
        if self.winner_id and self.winner.stage == Stage.WITHDRAWN:
            raise ValidationError({"winner": f"{self.winner.ref} is withdrawn: merge into one that stays."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new merge withdraws the loser, and its addresses lead to the winner; `undone_at` takes both back."""
        with transaction.atomic():
            done: Audited | None = None
            if self._state.adding:
                done = Audited.MERGED
                self._lead_away()
            elif self.undone_at and "addresses" in self.snapshot:
                done = Audited.SEPARATED
                self._lead_back()
            super().save(*args, **kwargs)
            if done:
                self._audit(done)

    def _audit(self, done: Audited) -> None:
        both = (self.loser, self.winner)
        by = self.by_id if done == Audited.MERGED else acting()
        handling = max(one.handling for one in both)
        audit(done, by, record=self.winner_id, handling=handling, detail={"merged": self.loser.ref})

    def _lead_away(self) -> None:
        loser = Actor.objects.get(pk=self.loser_id)
        former = list(Redirect.objects.leading_to(loser.pk).values_list("path", flat=True))
        self.snapshot |= {"stage": loser.stage, "because": loser.withdrawn_because, "addresses": former}
        Redirect.objects.lead([*former, loser.get_absolute_url()], self.winner_id)
        loser.stage, loser.withdrawn_because = Stage.WITHDRAWN, self.reason
        loser.save()
        refer_anew([loser.pk])

    def _lead_back(self) -> None:
        loser = Actor.objects.get(pk=self.loser_id)
        Redirect.objects.from_paths([loser.get_absolute_url()]).delete()
        Redirect.objects.lead(self.snapshot.pop("addresses"), loser.pk)
        loser.stage, loser.withdrawn_because = self.snapshot.pop("stage"), self.snapshot.pop("because", "")
        loser.save()
        refer_anew([self.winner_id])


class NotSameQuerySet(models.QuerySet):
    def of_pair(self, one: int, other: int) -> Self:
        return self.filter(one=min(one, other), other=max(one, other))

    def others_than(self, pk: int) -> set[int]:
        """The ids of those that are known not to be this actor."""
        rows = self.filter(Q(one=pk) | Q(other=pk)).values_list("one_id", "other_id")
        return {other for pair in rows for other in pair} - {pk}


class NotSame(models.Model):
    """Two actors that somebody compared and knows to be different; kept with the lower id first."""

    one = models.ForeignKey(Actor, models.CASCADE, related_name="differs_from")
    other = models.ForeignKey(Actor, models.CASCADE, related_name="differs_also_from")
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = NotSameQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="not_same_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="not_same_lower_id_first"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.other_id}"
