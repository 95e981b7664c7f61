from django.conf import settings
from django.db import models
from django.db.models import F, Q

from actors.models.actors import Actor


class Merge(models.Model):
    """Two entries that were one actor: the loser's rows went to the winner, and can go back."""

    loser = models.ForeignKey(Actor, models.PROTECT, related_name="merged_away")
    winner = models.ForeignKey(Actor, models.PROTECT, related_name="merged_in")
    reason = models.CharField(max_length=300)
    snapshot = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(loser=F("winner")), name="merge_of_two"),
            models.UniqueConstraint(fields=["loser"], condition=Q(undone_at=None), name="merge_once_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.loser_id} into {self.winner_id}"


class NotSame(models.Model):
    """Two actors that somebody compared and knows to be different; kept with the lower id first."""

    one = models.ForeignKey(Actor, models.CASCADE, related_name="differs_from")
    other = models.ForeignKey(Actor, models.CASCADE, related_name="differs_also_from")
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="not_same_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="not_same_lower_id_first"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.other_id}"
