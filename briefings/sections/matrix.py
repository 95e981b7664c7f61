"""Who told whom: the speakers of a claim against those whom they told."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from briefings.filters.claims import note_key
from briefings.ledger import Said
from briefings.models import Stance
from records.links import Links
from records.states import STATES

MOST = 12
OTHERS = "others"
# A speaker is the id of a side; an audience that of an actor, or the key of an audience in words.
Key = int | str
ORDER = {stance.value: place for place, stance in enumerate(Stance)}


@dataclass(frozen=True, slots=True)
class Sign:
    glyph: str
    word: str
    number: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What one speaker told one audience; `url` shows these rows of the ledger, "" where several are counted as one."""

    url: str
    signs: list[Sign]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    who: SafeString
    cells: list[Cell | None]


@dataclass(frozen=True, slots=True)
class Matrix:
    """`silent` is the number of assertions that name no audience."""

    audiences: list[SafeString]
    rows: list[MatrixRow]
    silent: int
    cut: bool


class Telling:
    """The pairs of speaker and audience, counted. At most twelve of each, those who told or heard most; the others,
    and those whom the reader may not see, are counted together."""

    def __init__(self, said: Iterable[Said]) -> None:
        self.names: dict[Key, str] = {}
        self.silent = 0
        told = [(one, audience) for one in said for audience in self._audiences(one)]
        self.speakers = most_frequent(one.side if one.side > 0 else OTHERS for one, _ in told)
        self.audiences = most_frequent(audience for _, audience in told)
        self.cells: dict[tuple[Key, Key], Counter[str]] = {}
        for one, audience in told:
            row: Key = one.side if one.side in self.speakers else OTHERS
            column = audience if audience in self.audiences else OTHERS
            self.cells.setdefault((row, column), Counter())[one.stance] += 1
        self.rows = with_others(self.speakers, {row for row, _ in self.cells})
        self.columns = with_others(self.audiences, {column for _, column in self.cells})

    def _audiences(self, one: Said) -> list[Key]:
        found: list[Key] = list(one.hearers)
        if one.note:
            found.append(note_key(one.note))
            self.names.setdefault(found[-1], one.note)
        if one.withheld and not found:
            found.append(OTHERS)
        self.silent += not found
        return found

    def ids(self) -> Iterable[int]:
        return (key for key in (*self.speakers, *self.audiences) if isinstance(key, int))

    def matrix(self, links: Links) -> Matrix | None:
        """None where nobody was told anything."""
        if not self.cells:
            return None
        rows = [
            MatrixRow(self._name(row, links), [self._cell(row, column, links) for column in self.columns])
            for row in self.rows
        ]
        cut = OTHERS in self.rows or OTHERS in self.columns
        return Matrix([self._name(one, links) for one in self.columns], rows, self.silent, cut)

    def _name(self, key: Key, links: Links) -> SafeString:
        if key == OTHERS:
            return mark_safe("Others")
        if isinstance(key, int):
            return links[key]
        return mark_safe(escape(self.names[key]))

    def _cell(self, row: Key, column: Key, links: Links) -> Cell | None:
        if not (counted := self.cells.get((row, column))):
            return None
        signs = [
            Sign(STATES[Stance(stance).label][0], Stance(stance).label, number)
            for stance, number in sorted(counted.items(), key=lambda item: ORDER[item[0]])
        ]
        if OTHERS in (row, column):
            return Cell("", signs)
        query = QueryDict(mutable=True)
        query.update({"speaker": key_in_address(row, links), "told": key_in_address(column, links)})
        return Cell(f"?{query.urlencode()}#ledger", signs)


def key_in_address(key: Key, links: Links) -> str:
    return key if isinstance(key, str) else links.slug(key) or ""


def most_frequent(keys: Iterable[Key]) -> list[Key]:
    """The twelve most frequent, in the order in which they come first."""
    number = Counter(key for key in keys if key != OTHERS)
    kept = {key for key, _ in number.most_common(MOST)}
    return [key for key in number if key in kept]


def with_others(kept: list[Key], there: set[Key]) -> list[Key]:
    return [*kept, OTHERS] if OTHERS in there else kept
