"""What may be wrong with a tenure, as adjectives of a QuerySet; and the date that counts as its start."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Exists, F, Func, OuterRef, Q
from django.db.models.lookups import GreaterThan, LessThan, LessThanOrEqual
from django.db.models.sql.compiler import SQLCompiler

from records.access import Reader, visible
from records.models import RecordQuerySet

SUBSTANTIVE = "substantive"


class Begun(Func):
    """The earliest or latest day of the date that counts as the start of a tenure (`Tenure.start`). Written out: made of
    `Case` and `When` the same costs a page four milliseconds."""

    def __init__(self, side: str) -> None:
        columns = ("started", f"started_{side}", "arrived", f"arrived_{side}", f"appointed_{side}")
        super().__init__(*columns, output_field=models.DateField())

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        started, begun, arrived, came, made = (compiler.compile(one)[0] for one in self.source_expressions)
        return f"CASE WHEN {started} <> '' THEN {begun} WHEN {arrived} <> '' THEN {came} ELSE {made} END", []


class OddTenures(RecordQuerySet):
    def end_missing_since(self, day: date) -> Self:
        """Those begun before the day of which no end is given, not even that they go on."""
        return self.filter(LessThanOrEqual(Begun("latest"), day), ended="")

    def begun_late(self) -> Self:
        """Those begun more than 365 days after the appointment, for certain."""
        year = timedelta(days=365)
        begun = Q(arrived_earliest__gt=F("appointed_latest") + year, started="")
        return self.filter(Q(started_earliest__gt=F("appointed_latest") + year) | begun)

    def after_death(self, reader: Reader) -> Self:
        """Those begun after the person's life had ended, as far as the reader may know of it."""
        return self.filter(visible(reader, "person__"), GreaterThan(Begun("earliest"), F("person__latest")))

    def outside_life(self, reader: Reader) -> Self:
        """Those begun before the person was born, or ended after they had died, for certain."""
        unborn = Q(LessThan(Begun("latest"), F("person__earliest")))
        return self.filter(visible(reader, "person__"), unborn | Q(ended_earliest__gt=F("person__latest")))

    def outside_post(self, reader: Reader) -> Self:
        """Those begun before the post was made, or begun or ended after it was abolished, for certain."""
        before, after = (
            LessThan(Begun("latest"), F("post__earliest")),
            GreaterThan(Begun("earliest"), F("post__latest")),
        )
        return self.filter(visible(reader, "post__"), Q(before) | Q(after) | Q(ended_earliest__gt=F("post__latest")))

    def in_conflict(self) -> Self:
        """Those that their own source lets end before they began."""
        return self.filter(dates_conflict=True)

    def overlapping(self, reader: Reader) -> Self:
        """Substantive ones that for certain overlap another, in a post, that the reader may see."""
        own = self.filter(visible(reader, "post__"), capacity=SUBSTANTIVE, dates_conflict=False)
        others = self.model._default_manager.visible_to(reader).filter(  # type: ignore[attr-defined]
            LessThan(Begun("latest"), OuterRef("ended_earliest")),
            post_id=OuterRef("post_id"),
            capacity=SUBSTANTIVE,
            dates_conflict=False,
            ended_earliest__gt=OuterRef("begun_latest"),
        )
        return own.alias(begun_latest=Begun("latest")).filter(Exists(others.exclude(pk=OuterRef("pk"))))

    def unheard_of(self, since: date, heard: Q) -> Self:
        """Those begun before the day whose end is open and of which nothing is heard since, by the conditions `heard`."""
        return self.end_missing_since(since).exclude(heard)
