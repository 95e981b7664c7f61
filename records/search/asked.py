"""What an address asks for, as one reader may have it answered."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.http import QueryDict

from records import kinds
from records.access import Handling, Reader, Stage, is_editor
from records.grades import CREDIBILITY, RELIABILITY
from records.models import Record, RecordQuerySet
from records.models.tags import tags_known_to
from records.search.facets import ALL_VALUES, MOST_VALUES, STAGES
from records.search.query import (
    LONGEST,
    All,
    AnyOf,
    Marks,
    Not,
    Tree,
    Unclear,
    Value,
    parse,
    phrase,
    unknown_fields,
)
from records.search.words import plain_words

FACETS = ("kind", "state", "actor", "tag", "year", "stage", "grade", "handling")
# Other ways to write a field.
CALLED = {"label": "handling", "tlp": "handling", "type": "kind", "tagged": "tag", "country": "state", "names": "actor"}
FIELDS = frozenset({*FACETS, *CALLED})
# What a field may stand for; a name that fits more actors is none to look by.
MOST_MEANT = 50
MOST_CHOSEN = 20
MOST_YEARS = 200
LONGEST_VALUE = 100
HANDLINGS = {one.label.removeprefix("TLP:").lower(): one.value for one in Handling}


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
        """The marks that a value of a field stands for; where there are none, a note says so."""
        marks = MEANINGS[name](value, self.reader)
        if not marks:
            self.notes.append(UNKNOWN[name].format(value))
        return marks


def kind_marks(value: str, reader: Reader) -> list[str]:
    wanted = value.lower()
    return [f"kind:{kind}" for kind, info in kinds.KINDS.items() if wanted in (kind, info.folder, info.label.lower())]


def named_marks(value: str, reader: Reader) -> list[str]:
    """Records that name what is at this address, else what bears these words in its title or names."""
    shown = Record.objects.visible_to(reader).of_kinds(named_kinds())
    found = list(shown.at_slug(value).values_list("pk", flat=True)[:1])
    if not found and (words := phrase(plain_words(value))):
        exact = shown.headed(words).order_by("pk")
        found = list(exact.values_list("pk", flat=True)[: MOST_MEANT + 1])
    return [f"names:{pk}" for pk in found[:MOST_MEANT]]


def named_kinds() -> list[str]:
    return [kind for kind, info in kinds.KINDS.items() if info.model.NAMED_IN]


def tag_marks(value: str, reader: Reader) -> list[str]:
    """Of tags that the reader can know of: others are answered as those that there are not."""
    known = tags_known_to(reader)
    tags = known.filter(slug__iexact=value) | known.filter(name__iexact=value)
    return [f"tag:{pk}" for pk in tags.order_by("pk").values_list("pk", flat=True)[:MOST_MEANT]]


def year_marks(value: str, reader: Reader) -> list[str]:
    """A year, several ("2021-2024"), or "none" for what has no date or one of no single year."""
    if value.lower() == "none":
        return ["year:none"]
    first, dash, last = value.replace("–", "-").partition("-")
    if not first.isdecimal() or len(first) > 4 or (dash and not (last.isdecimal() and len(last) <= 4)):
        return []
    years = range(int(first), min(int(last or first), int(first) + MOST_YEARS) + 1)
    return [f"year:{year}" for year in years]


def stage_marks(value: str, reader: Reader) -> list[str]:
    stage = STAGES.get({"in review": "review", "drafts": "draft"}.get(value.lower(), value.lower()))
    return [f"stage:{stage.value}"] if stage is not None and (is_editor(reader) or stage == Stage.PUBLISHED) else []


def grade_marks(value: str, reader: Reader) -> list[str]:
    letter, figure = value[:1].upper(), value[1:]
    known = letter in RELIABILITY and (not figure or figure in map(str, CREDIBILITY))
    return [f"grade:{value.lower()}"] if known else []


def handling_marks(value: str, reader: Reader) -> list[str]:
    level = HANDLINGS.get(value.lower().removeprefix("tlp:").replace(" ", "+").replace("_", "+"))
    return [f"handling:{level}"] if level is not None else []


MEANINGS: dict[str, Callable[[str, Reader], Sequence[str]]] = {
    "kind": kind_marks,
    "state": named_marks,
    "actor": named_marks,
    "tag": tag_marks,
    "year": year_marks,
    "stage": stage_marks,
    "grade": grade_marks,
    "handling": handling_marks,
}
UNKNOWN = {
    "kind": "“{}” is no kind of record.",
    "state": "No state that you may read is called “{}”.",
    "actor": "No actor that you may read is called “{}”.",
    "tag": "Nothing is tagged “{}”.",
    "year": "“{}” is no year: write 2024, or 2021-2024.",
    "stage": "“{}” is no stage that you may ask for.",
    "grade": "“{}” is no grade: a letter A to F for the source, with a figure 1 to 6 for the item, such as B2.",
    "handling": "“{}” is no handling label: clear, green, amber, amber+strict or red.",
}
