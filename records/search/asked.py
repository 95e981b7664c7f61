"""What an address asks for, as one reader may have it answered."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import QueryDict

from records.access import Reader
from records.models import Record, RecordQuerySet
from records.search.facets import ALL_VALUES, MOST_VALUES
from records.search.meanings import Meanings
from records.search.query import LONGEST, All, AnyOf, Marks, Not, Tree, Unclear, Value, parse, unknown_fields

FACETS = ("kind", "state", "actor", "tag", "year", "stage", "grade", "handling")
# Other ways to write a field.
CALLED = {"label": "handling", "tlp": "handling", "type": "kind", "tagged": "tag", "country": "state", "names": "actor"}
FIELDS = frozenset({*FACETS, *CALLED})
MOST_CHOSEN = 20
LONGEST_VALUE = 100


class Asked:
    """`q` and the chosen values of an address. `problems` say in words why nothing is looked for, `notes` what was
    understood otherwise than it may have been meant; `better` is a text that would do, "" where nobody can tell."""

    def __init__(self, data: QueryDict, reader: Reader) -> None:
        self.reader = reader
        self.text = " ".join(data.get("q", "").replace("\0", " ").split())
        self.problems: list[str] = []
        self.notes: list[str] = []
        self.better = ""
        self.chosen = {name: chosen for name in FACETS if (chosen := self._chosen(data, name))}
        self.words: Tree | None = None
        self._marks: dict[str, Marks] = {}
        self._meanings = Meanings(reader)
        # Facets of which all values are shown.
        self.opened = set(data.getlist("more"))
        self._read()

    def _chosen(self, data: QueryDict, name: str) -> list[str]:
        given = (value.strip()[:LONGEST_VALUE].replace("\0", "") for value in data.getlist(name))
        return sorted({value for value in given if value})[:MOST_CHOSEN]

    def _read(self) -> None:
        if len(self.text) > LONGEST:
            self.problems.append(f"That is longer than {LONGEST} characters: look for fewer words.")
            self.text = self.text[:LONGEST]
            return
        try:
            tree = parse(self.text, FIELDS)
        except Unclear as unclear:
            self.problems.append(str(unclear))
            self.better = unclear.better
            return
        for name in unknown_fields(self.text, FIELDS):
            self.notes.append(f"“{name}:” is no field and was read as a word. Fields are {', '.join(FACETS)}.")
        self.words = self._meant(tree) if tree else None
        for name, values in self.chosen.items():
            self._marks[name] = Marks(tuple(mark for value in values for mark in self._marks_of(name, value)))
            self.chosen[name] = sorted({self._meanings.of(name, value).value for value in values})

    def meant(self, name: str) -> list[int]:
        """Ids of the tags, or of the records named, that were chosen of a facet."""
        marks = self._marks[name].any_of if name in self._marks else ()
        return [int(one.partition(":")[2]) for one in marks]

    def most_values(self, facet: str) -> int:
        return ALL_VALUES if facet in self.opened else MOST_VALUES

    @property
    def given(self) -> bool:
        return bool(self.text or self.chosen)

    def tree(self, without: str = "") -> Tree | None:
        """All that is asked for in one tree; `without` leaves out what was chosen of one facet. None asks for nothing."""
        marks = [one for name, one in self._marks.items() if name != without]
        if self.words is None:
            return All(tuple(marks)) if marks else None
        return All((self.words, *marks)) if marks else self.words

    def records(self) -> RecordQuerySet:
        """Those that match and that the reader may see, in no order; all they may see where nothing is asked for."""
        shown = Record.objects.visible_to(self.reader)
        if self.problems:
            return shown.none()
        tree = self.tree()
        return shown.matching(tree) if tree else shown

    def parameters(self) -> QueryDict:
        """What is asked for, as it stands in an address."""
        made = QueryDict(mutable=True)
        if self.text:
            made["q"] = self.text
        for name, values in self.chosen.items():
            made.setlist(name, values)
        return made

    def _meant(self, tree: Tree) -> Tree:
        """The tree with `field:value` as the marks that it means."""
        if isinstance(tree, Value):
            name = CALLED.get(tree.field, tree.field)
            marks = [
                mark for value in tree.text.split(",")[:MOST_CHOSEN] for mark in self._marks_of(name, value.strip())
            ]
            return Marks(tuple(dict.fromkeys(marks)))
        if isinstance(tree, Not):
            return Not(self._meant(tree.of))
        if isinstance(tree, All | AnyOf):
            return replace(tree, of=tuple(map(self._meant, tree.of)))
        return tree

    def _marks_of(self, name: str, value: str) -> Sequence[str]:
        """The marks that a value of a field stands for; where there are none, or others than were typed, a note says so."""
        meaning = self._meanings.of(name, value)
        if meaning.note and meaning.note not in self.notes:
            self.notes.append(meaning.note)
        return meaning.marks
