"""Records of several kinds read in one query, each bundle the first few of its kind with their exact number."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, F, QuerySet, Value, Window
from django.db.models.functions import Cast, RowNumber

from records.models import RecordQuerySet

MOST = 50
# Columns of whole numbers and of text that a bundle may ask for.
KEYS, WORDS = 4, 6
NO_KEY = Cast(Value(None), BigIntegerField())
NO_WORD = Value("", output_field=CharField())


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a bundle: `keys` and `words` begin with the columns asked for, in that order."""

    pk: int
    when: str
    day: date | None
    keys: tuple[Any, ...]
    words: tuple[Any, ...]


@dataclass(slots=True)
class Bundle:
    """The rows in order, and how many records there are in all."""

    rows: list[Row] = field(default_factory=list)
    total: int = 0

    @property
    def more(self) -> bool:
        return self.total > len(self.rows)

    @property
    def ids(self) -> list[int]:
        return [row.pk for row in self.rows]


@dataclass(frozen=True, slots=True)
class Asked:
    """The newest `MOST` of some records, or the oldest. They have passed the door, and no join repeats one of them.

    `keys` are up to four columns or expressions of whole numbers, `words` up to six of text.
    """

    records: RecordQuerySet
    keys: Sequence[Any] = ()
    words: Sequence[Any] = ()
    newest: bool = True

    def ranked(self, name: str) -> QuerySet:
        cut = self.records.order_by().annotate(nth=Window(RowNumber(), order_by=self._order())).filter(nth__lte=MOST)
        name_of = Value(name, output_field=CharField())
        return cut.values_list(name_of, "pk", "when", "earliest", *self._columns(), "nth", Window(Count("pk")))

    def _columns(self) -> list[Any]:
        """As many for every bundle, so that their rows can be united."""
        filled = [*self.keys, *[NO_KEY] * (KEYS - len(self.keys)), *self.words, *[NO_WORD] * (WORDS - len(self.words))]
        return [F(one) if isinstance(one, str) else one for one in filled]

    def _order(self) -> list[Any]:
        by_date = F("earliest")
        return (
            [by_date.desc(nulls_last=True), F("pk").desc()] if self.newest else [by_date.asc(nulls_last=True), F("pk")]
        )


def united(**asked: Asked) -> QuerySet:
    """The rows of all these bundles, for `bundles`. One query."""
    first, *rest = (one.ranked(name) for name, one in asked.items())
    return first.union(*rest, all=True) if rest else first


def bundles(rows: Iterable[tuple[Any, ...]]) -> defaultdict[str, Bundle]:
    """The bundles by the names under which they were asked for, an empty one for any other name."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return defaultdict(Bundle, {name: as_bundle(of_one) for name, of_one in found.items()})


def as_bundle(rows: list[tuple[Any, ...]]) -> Bundle:
    rows.sort(key=lambda row: row[-2])
    words = 4 + KEYS
    return Bundle([Row(row[1], row[2], row[3], row[4:words], row[words:-2]) for row in rows], rows[0][-1])
