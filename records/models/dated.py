"""The adjectives of whatever has a date as uncertain as its source."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, F, Max, Min, Q
from django.db.models.functions import Cast, Substr


class DatedQuerySet(models.QuerySet):
    """Of a model with `when`, `earliest` and `latest`."""

    def newest_first(self) -> Self:
        return self.order_by(F("earliest").desc(nulls_last=True), "-pk")

    def oldest_first(self) -> Self:
        return self.order_by(F("earliest").asc(nulls_last=True), "pk")

    def since(self, day: date) -> Self:
        """Those that may lie on or after the day: an end that is open or not known may."""
        return self.filter(Q(latest__gte=day) | Q(latest__isnull=True, earliest__isnull=False))

    def until(self, day: date) -> Self:
        """Those that may lie on or before the day: a beginning that is not known may."""
        return self.filter(Q(earliest__lte=day) | Q(earliest__isnull=True, latest__isnull=False))

    def begun_or_ended_in(self, first: date | None, last: date | None) -> Self:
        """Those of whose date a known side lies in the period, at the earliest or at the latest; a side of the period
        that is not given is open. What merely reaches into it is not among them."""
        sides = Q()
        for side in ("earliest", "latest"):
            after = Q(**{f"{side}__gte": first}) if first else Q()
            before = Q(**{f"{side}__lte": last}) if last else Q()
            sides |= Q(**{f"{side}__isnull": False}) & after & before
        return self.filter(sides)

    def dated(self) -> Self:
        """Those of whose date one side at least is known."""
        return self.filter(Q(earliest__isnull=False) | Q(latest__isnull=False))

    def undated(self) -> Self:
        return self.filter(earliest__isnull=True, latest__isnull=True)

    def known_within(self, first: date, last: date) -> Self:
        """Those of whose dates no known side lies outside these days."""
        begun = Q(earliest__gte=first) | Q(earliest__isnull=True)
        return self.filter(begun, Q(latest__lte=last) | Q(latest__isnull=True))

    def reach(self) -> tuple[date, date] | None:
        """The first and the last day that any of them has in its date; None where none has one. One query."""
        found = self.order_by().aggregate(
            Min("earliest"), Max("earliest"), first_end=Min("latest"), last_end=Max("latest")
        )
        days = [day for day in found.values() if day]
        return (min(days), max(days)) if days else None

    def by_interval(self, characters: int) -> models.QuerySet:
        """(the beginning of the earliest day, that of the date as it was written, number of these); the two are equal
        where the date says by itself in which interval it begins. None where no beginning is known."""
        begun = Substr(Cast("earliest", models.CharField()), 1, characters)
        told = self.order_by().annotate(begun=begun, told=Substr("when", 1, characters)).values("begun", "told")
        return told.annotate(number=Count("pk")).values_list("begun", "told", "number")
