"""The frame of every importer: report, progress, one transaction for whole files, and records put in by identity.

All or nothing per file: a file with one bad record imports nothing, and every fault in it is reported. A transaction
holds one or several whole files, so that an import stopped at any moment goes on from there when it is run again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection, models, transaction
from tqdm import tqdm

from records.access import Stage
from records.bulk import batched, bulk_insert, free_slugs
from records.bulk_settling import bulk_settle
from records.kinds import KINDS, ref
from records.models import Citation, Identifier, Kind, NameWord, Revision, saving
from records.search.renown import recount
from records.xmltree import Refused

T = TypeVar("T")
MOST_TOLD = 50


@dataclass(slots=True)
class Report:
    """What an import did: records by kind, refusals, and remarks that ask for somebody's eye."""

    made: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    refused: list[Refused] = field(default_factory=list)
    remarks: dict[str, None] = field(default_factory=dict)

    def refuse(self, refused: Refused) -> None:
        self.refused.append(refused)

    def remark(self, text: str) -> None:
        self.remarks.setdefault(text)

    @property
    def refused_files(self) -> set[str]:
        return {refused.place.file for refused in self.refused}

    def lines(self) -> Iterator[str]:
        for name, counted in (("made", self.made), ("changed", self.changed), ("left alone", self.left)):
            kinds = ", ".join(
                f"{number:,} {called(kind, number)}" for kind, number in sorted(counted.items()) if number
            )
            yield f"{name}: {kinds or 'nothing'}"
        files = len(self.refused_files)
        yield f"refused: {len(self.refused)} in {files} file{'' if files == 1 else 's'}"
        yield from self._refusals()
        yield from (f"note: {remark}" for remark in self.remarks)

    def _refusals(self) -> Iterator[str]:
        """Each with file, line and reason; of one file no more than somebody reads."""
        told = Counter[str]()
        for refused in self.refused:
            told[refused.place.file] += 1
            if told[refused.place.file] <= MOST_TOLD:
                yield f"  {refused}"
        yield from (f"  {file}: {n - MOST_TOLD:,} more" for file, n in told.items() if n > MOST_TOLD)


def called(kind: str, number: int) -> str:
    """ "visit", or "visits" where there are several."""
    return (KINDS[kind].label if number == 1 else KINDS[kind].plural).lower()


class DryRun(Exception):
    """Raised inside the transaction of a dry run, to undo all of it."""


@dataclass(slots=True)
class Importing:
    """One run of an importer."""

    comment: str
    report: Report = field(default_factory=Report)
    quiet: bool = False

    def sound(self, rows: Iterable[T]) -> list[T]:
        """The rows of files of which nothing was refused."""
        refused = self.report.refused_files
        return [row for row in rows if row.place.file not in refused]  # type: ignore[attr-defined]

    def in_files(self, what: str, files: Sequence[T], write: Callable[[list[T]], None], at_once: int = 1) -> None:
        """Write whole files, `at_once` of them in one transaction."""
        with tqdm(total=len(files), desc=what, unit="file", disable=True if self.quiet else None) as bar:
            for part in batched(files, at_once):
                with transaction.atomic():
                    write(part)
                bar.update(len(part))

    def put(self, model: type[Kind], wanted: Sequence["Wanted"]) -> list[int]:
        """The ids of the wanted records, made or brought up to what upstream says now.

        What somebody has edited here is left alone and remarked on; handling and stage are never touched again.
        """
        return Putting(self, model, wanted).run()

    def touched(self, model: type[Kind], pks: Iterable[int]) -> None:
        bulk_settle(model, list(pks), self.comment)


@dataclass(slots=True)
class PartRows:
    """Rows that belong to a record. `complete`: those that are not wanted any more go."""

    model: type[models.Model]
    whole: str
    key: tuple[str, ...]
    rows: list[dict[str, Any]] = field(default_factory=list)
    complete: bool = False


@dataclass(slots=True, eq=False)
class Wanted:
    """One record as upstream has it, known by (scheme, value); `pk` where it is known otherwise."""

    scheme: str
    value: str
    fields: dict[str, Any]
    document: int | None = None
    quote: str = ""
    also: tuple[tuple[str, str], ...] = ()
    # (document, quote) beside the first one.
    also_cited: tuple[tuple[int, str], ...] = ()
    parts: tuple[PartRows, ...] = ()
    # Set when the record is made, never changed afterwards.
    at_first: dict[str, Any] = field(default_factory=dict)
    pk: int | None = None


class Putting:
    """One call of `Importing.put`."""

    def __init__(self, run: Importing, model: type[Kind], wanted: Sequence[Wanted]) -> None:
        self.importing, self.model, self.wanted = run, model, wanted
        self.changed: set[int] = set()
        self.saved: set[int] = set()

    def run(self) -> list[int]:
        known = identified([one for one in self.wanted if one.pk is None])
        for one in self.wanted:
            one.pk = one.pk or known.get((one.scheme, one.value))
        new = [one for one in self.wanted if one.pk is None]
        old = [one for one in self.wanted if one.pk is not None]
        with saving(None, self.importing.comment):
            self._insert(new)
            made = {one.pk for one in new if one.pk}
            self._identify(new + old)
            edited = self._edited_here(old)
            self._update(old, edited)
            old = [one for one in old if one.pk not in edited]
            self._cite(new + old)
            self._fill_parts(new + old, made)
            self.changed -= made
            self.importing.touched(self.model, sorted(made | self.changed - self.saved))
        self._count(made)
        return [one.pk for one in self.wanted if one.pk]

    def _count(self, made: set[int]) -> None:
        report = self.importing.report
        report.made[self.model.KIND] += len(made)
        report.changed[self.model.KIND] += len(self.changed)
        report.left[self.model.KIND] += len({one.pk for one in self.wanted} - made - self.changed)

    def _insert(self, new: Sequence[Wanted]) -> None:
        slugs = free_slugs(self.model, [(one.fields | one.at_first)["title"] for one in new])
        objects = [
            self.model(stage=Stage.PUBLISHED, slug=slug, **one.fields, **one.at_first)
            for one, slug in zip(new, slugs, strict=True)
        ]
        bulk_insert(self.model, objects)
        for one, made in zip(new, objects, strict=True):
            one.pk = made.pk

    def _edited_here(self, old: Sequence[Wanted]) -> set[int]:
        """Those that a person has saved since: theirs is the last word."""
        pks = [one.pk for one in old if one.pk]
        edited = Revision.objects.filter(record__any_of=pks, author__isnull=False)
        return set(edited.values_list("record_id", flat=True))

    def _update(self, old: Sequence[Wanted], edited: set[int]) -> None:
        names = sorted({name for one in old for name in one.fields})
        rows = self.model._base_manager.filter(pk__any_of=[one.pk for one in old if one.pk])
        stored = {row["pk"]: row for row in rows.values("pk", *names)}
        for one in old:
            there = stored[one.pk]
            differing = {name: value for name, value in one.fields.items() if there[name] != value}
            if differing and one.pk in edited:
                self.importing.report.remark(
                    f"{ref(self.model.KIND, one.pk or 0)} was edited here: left as it is, though upstream differs in "
                    + ", ".join(sorted(name.removesuffix("_id") for name in differing))
                )
            elif differing:
                self._save(one.pk or 0, differing)

    def _save(self, pk: int, differing: dict[str, Any]) -> None:
        record = self.model._base_manager.get(pk=pk)
        for name, value in differing.items():
            setattr(record, name, value)
        record.save()
        self.changed.add(pk)
        self.saved.add(pk)

    def _identify(self, wanted: Sequence[Wanted]) -> None:
        """Give the records their identifiers; one that upstream has moved to another record moves here too."""
        owners = owners_of(pair for one in wanted for pair in one.also)
        for one in wanted:
            for scheme, value in one.also:
                owner = owners.get((scheme, value), one.pk)
                if owner and one.pk and owner != one.pk:
                    Identifier.objects.filter(scheme=scheme, value=value).update(record=one.pk)
                    self.changed |= {one.pk, owner}
        rows = [
            {"record_id": one.pk, "scheme": scheme, "value": value}
            for one in wanted
            for scheme, value in ((one.scheme, one.value), *one.also)
        ]
        self._parts(Identifier, "record_id", ("scheme", "value"), rows)

    def _cite(self, wanted: Sequence[Wanted]) -> None:
        rows = [
            {
                "target_id": one.pk,
                "document_id": document,
                "quote": quote,
                "credibility": Citation.Credibility.PROBABLE,
            }
            for one in wanted
            for document, quote in ((one.document, one.quote), *one.also_cited)
            if document
        ]
        self._parts(Citation, "target_id", ("document_id",), rows)

    def _fill_parts(self, wanted: Sequence[Wanted], made: set[int]) -> None:
        together: dict[type[models.Model], PartRows] = {}
        for one in wanted:
            for part in one.parts:
                whole = together.setdefault(
                    part.model, PartRows(part.model, part.whole, part.key, complete=part.complete)
                )
                whole.rows += [{part.whole: one.pk, **row} for row in part.rows]
        for part in together.values():
            wholes = {one.pk for one in wanted if one.pk and any(each.model is part.model for each in one.parts)}
            self._parts(part.model, part.whole, part.key, part.rows, wholes - made if part.complete else set())

    def _parts(
        self,
        model: type[models.Model],
        whole: str,
        key: tuple[str, ...],
        rows: Sequence[dict[str, Any]],
        complete: Iterable[int] = (),
    ) -> None:
        """Bring the part rows to what is wanted; of the records in `complete` the others are removed."""
        complete = set(complete)
        named = {(row[whole], *(row[name] for name in key)): row for row in rows}
        fields = sorted({name for row in rows for name in row} - {whole, *key})
        wholes = sorted({row[whole] for row in rows} | complete)
        stored = model._default_manager.filter(**{f"{whole.removesuffix('_id')}__any_of": wholes})
        there = {}
        for values in stored.values("pk", whole, *key, *fields):
            there[(values[whole], *(values[name] for name in key))] = values
        fresh = [row for at, row in named.items() if at not in there]
        model._default_manager.bulk_create([model(**row) for row in fresh], batch_size=500)
        differing = [at for at, row in named.items() if at in there and any(row[n] != there[at][n] for n in fields)]
        for at in differing:
            model._default_manager.filter(pk=there[at]["pk"]).update(**{n: named[at][n] for n in fields})
        gone = [values for at, values in there.items() if at not in named and values[whole] in complete]
        model._default_manager.filter(pk__in=[values["pk"] for values in gone]).delete()
        self.changed |= {row[whole] for row in fresh} | {at[0] for at in differing}
        self.changed |= {values[whole] for values in gone}


def identified(wanted: Iterable[Wanted]) -> dict[tuple[str, str], int]:
    """(scheme, value) -> id, for those that are in the database."""
    return owners_of((one.scheme, one.value) for one in wanted)


def owners_of(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """(scheme, value) -> id of the record that has this identifier."""
    values: dict[str, list[str]] = {}
    for scheme, value in pairs:
        values.setdefault(scheme, []).append(value)
    found: dict[tuple[str, str], int] = {}
    for scheme, named in values.items():
        for part in batched(named, 500):
            rows = Identifier.objects.filter(scheme=scheme, value__in=part).values_list("value", "record_id")
            found |= {(scheme, value): pk for value, pk in rows}
    return found


def ids_of(scheme: str) -> dict[str, int]:
    """value -> record id, of everything identified in the scheme."""
    return dict(Identifier.objects.filter(scheme=scheme).values_list("value", "record_id"))


def run_import(importing: Importing, write: Callable[[Importing], None], dry_run: bool) -> Report:
    """Do the import, or, in a dry run, do it and undo it all; the report is the same."""
    if not dry_run:
        write(importing)
        if importing.report.made:
            recount(NameWord.objects.order_by().values_list("record_id", flat=True).distinct())
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # the planner knew tables that were nearly empty
        return importing.report
    try:
        with transaction.atomic():
            write(importing)
            raise DryRun
    except DryRun:
        return importing.report
