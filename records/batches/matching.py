"""Which records are meant by the names in a table: all of its cells at once, in a few queries however many rows it has.

A text means what `records.referring` takes it to mean: a reference, an address, a whole name, or the code of a state. What fits
nothing or several waits for a choice, which holds for the same text everywhere.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from records import kinds
from records.access import Reader
from records.batches.cells import Reference
from records.batches.tables import Act, NewRecord
from records.bulk import batched
from records.models import Kind, NameWord, Record
from records.names import fold
from records.referring import NO_NAME, REF, instances, name_of_new, nouns, place_of, shown_of
from records.search.completions import known
from records.search.name_words import whole_of

# What is chosen where a text is to make a record.
AS_NEW = "new"
# Candidates of one name that are offered for a choice.
MOST_OFFERED = 20
AT_ONCE = 500


def key_of(cell: Reference, text: str) -> str:
    """By which a choice is kept: one text may mean a state in one column and a person in another."""
    return f"{' '.join(cell.kinds)}: {text}"


@dataclass(slots=True)
class Meant:
    """What a text means: the record, or the draft of a new one; else `candidates`, of which one is to be chosen, or none.

    Where it names another row of the table, that is `row` (`records.batches.rows.CheckedRow`)."""

    text: str
    cell: Reference
    record: Kind | None = None
    draft: NewRecord | None = None
    candidates: list[int] = field(default_factory=list)
    # Says why a choice, or a reference, is refused.
    problem: str = ""
    row: Any = None

    @property
    def key(self) -> str:
        return key_of(self.cell, self.text)

    @property
    def one(self) -> Kind | None:
        if self.row:
            one: Kind | None = self.row.one
            return one
        return self.draft.record if self.draft else self.record

    @property
    def waits(self) -> bool:
        """For a choice."""
        return self.row is None and self.one is None


class Matching:
    """The meanings of all texts of a table. `choices`: key -> a reference, or "new"."""

    def __init__(self, act: Act, choices: Mapping[str, str]) -> None:
        self.act, self.choices = act, choices
        self._meant: dict[str, Meant] = {}
        # (kinds, folded name) -> the draft: names that differ in case or accents alone make one record.
        self._made: dict[tuple[tuple[str, ...], str], NewRecord] = {}

    def load(self, wanted: Iterable[tuple[Reference, str]]) -> None:
        """Find what these texts mean; a few queries for each set of kinds."""
        groups: dict[tuple[str, ...], list[Meant]] = defaultdict(list)
        for cell, text in wanted:
            one = Meant(text, cell)
            if self._meant.setdefault(one.key, one) is one:
                groups[cell.kinds].append(one)
        found: dict[Meant | Any, list[int]] = {}
        for kinds_wanted, several in groups.items():
            ids = Finding(self.act.reader, kinds_wanted, several, self.choices).run()
            for one in several:
                found[one.key] = ids.get(one.text, [])
        chosen = {key: pks[0] for key, pks in found.items() if len(pks) == 1}
        there = instances(chosen.values())
        for several in groups.values():
            for one in several:
                self._settle(one, found[one.key], there)

    def _settle(self, one: Meant, found: list[int], there: Mapping[int, Kind]) -> None:
        said = self.choices.get(one.key, "")
        if name_of_new(one.text) is not None or said == AS_NEW:
            self._make(one)
        elif len(found) == 1:
            one.record = there[found[0]]
        elif said or REF.search(one.text):
            one.problem = f"There is no {nouns(one.cell.kinds)} {said or one.text} that you may read. Choose another."
        one.candidates = found[:MOST_OFFERED] if len(found) > 1 else []

    def _make(self, one: Meant) -> None:
        behind = name_of_new(one.text)
        name = one.text if behind is None else behind
        if one.cell.new is None:
            one.problem = f"No {nouns(one.cell.kinds)} is made here: enter it first, or name one that is there."
        elif not name:
            one.problem = NO_NAME
        else:
            place = (one.cell.kinds, fold(name) or name)
            if place not in self._made:
                self._made[place] = one.cell.new(name, self.act)
            one.draft = self._made[place]

    def of(self, cell: Reference, text: str) -> Meant:
        return self._meant[key_of(cell, text)]

    def all(self) -> list[Meant]:
        return list(self._meant.values())

    def open(self) -> list[Meant]:
        """Those for which a choice is awaited, in the order in which they were read."""
        return [one for one in self._meant.values() if one.one is None]

    def made(self) -> list[NewRecord]:
        return list(self._made.values())


class Finding:
    """The records meant by the texts of cells that lead to the same kinds. Only what the reader may see is looked at."""

    def __init__(
        self, reader: Reader, wanted: Sequence[str], several: Sequence[Meant], choices: Mapping[str, str]
    ) -> None:
        self.reader, self.wanted, self.several = reader, wanted, several
        # What is looked for in the place of each text: what was chosen for it.
        self.sought = {one.text: choices.get(one.key) or one.text for one in several if choices.get(one.key) != AS_NEW}
        self.found: dict[str, list[int]] = {}

    def run(self) -> dict[str, list[int]]:
        """Text -> ids; several where it is the name of several."""
        self._take(self._by_reference())
        self._take(self._by_address())
        codes = next((one.cell.codes for one in self.several if one.cell.codes), None)
        if codes and (rest := self._rest()):
            self._take(codes(rest, self.reader))
        self._take(self._by_name())
        return self.found

    def _rest(self) -> set[str]:
        return {sought for text, sought in self.sought.items() if text not in self.found}

    def _take(self, ids: Mapping[str, Collection[int]]) -> None:
        for text, sought in self.sought.items():
            if text not in self.found and (pks := ids.get(sought)):
                self.found[text] = sorted(pks)

    def _by_reference(self) -> dict[str, set[int]]:
        asked = {text: (match[1].upper(), int(match[2])) for text in self._rest() if (match := REF.search(text))}
        shown = (
            shown_of(self.reader, self.wanted).among({pk for _, pk in asked.values()})
            if asked
            else Record.objects.none()
        )
        there = {(kinds.KINDS[kind].letter, pk) for kind, pk in shown.values_list("kind", "pk")}
        # One that leads nowhere is no name either.
        self.sought = {
            text: sought for text, sought in self.sought.items() if sought not in asked or asked[sought] in there
        }
        return {text: {place[1]} for text, place in asked.items() if place in there}

    def _by_address(self) -> dict[str, set[int]]:
        asked = {}
        for text in self._rest():
            if place := place_of(text):
                folder, slug = place
                asked[text] = (kinds.FOLDERS[folder], slug)
        there: dict[tuple[str, str], int] = {}
        for part in batched(sorted({slug for _, slug in asked.values()}), AT_ONCE):
            rows = shown_of(self.reader, self.wanted).at_slug(*part).values_list("kind", "slug", "pk")
            there |= {(kind, slug): pk for kind, slug, pk in rows}
        return {text: {there[place]} for text, place in asked.items() if place in there}

    def _by_name(self) -> dict[str, set[int]]:
        texts: dict[str, list[str]] = defaultdict(list)
        for text in self._rest():
            if folded := whole_of(text):
                texts[folded].append(text)
        ids: dict[str, set[int]] = defaultdict(set)
        if texts:
            for folded, pk in (*self._names(sorted(texts)), *self._titles(texts)):
                for text in texts[folded]:
                    ids[text].add(pk)
        return ids

    def _names(self, folded: Sequence[str]) -> Iterable[tuple[str, int]]:
        named = [one for one in self.wanted if known(one).NAMED_IN]
        for part in batched(folded, AT_ONCE) if named else ():
            rows = NameWord.objects.visible_to(self.reader).of_kinds(named).whole_names(part)
            yield from rows.order_by().values_list("word", "record_id")

    def _titles(self, folded: Collection[str]) -> Iterable[tuple[str, int]]:
        """Of kinds without names all titles are read: the index knows words, not whole titles."""
        titled = [one for one in self.wanted if not known(one).NAMED_IN]
        rows = shown_of(self.reader, titled).order_by().values_list("pk", "title") if titled else ()
        for pk, title in rows:
            if (name := whole_of(title)) in folded:
                yield name, pk
