"""What somebody typed into the search field, as a tree. Pure: no database, no reader.

Words, "phrases", OR, -not, ( ), beginnings*, field:value. Whatever is typed gives a tree or a reason in words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias, TypeGuard

from records.search.words import LONGEST_WORD, STOP, begun, plain_words, stem

LONGEST = 300
DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Phrase:
    """Stems that follow one another; a single one is a word. `typed` are the words themselves."""

    stems: tuple[str, ...]
    typed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beginning:
    """Words that begin so, and the stems of those whose stem is shorter (`records.search.words.begun`)."""

    letters: str
    shorter: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Value:
    """`field:value` as typed, until it is known what it means."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Marks:
    """Records that bear one of these marks ("kind:claim", "names:42"); none where there are none."""

    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class All:
    of: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    of: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Not:
    of: "Tree"


Tree: TypeAlias = Phrase | Beginning | Value | Marks | All | AnyOf | Not


class Unclear(Exception):
    """What was typed cannot be looked for; the message says why, `better` is what would do, "" where nobody can tell."""

    def __init__(self, message: str, better: str = "") -> None:
        super().__init__(message)
        self.better = better


@dataclass(slots=True)
class Token:
    """A piece of the text: its sort is one of `( ) OR AND NOT word phrase value`; `field` only of a value."""

    sort: str
    text: str = ""
    field: str = ""


QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
MINUS = r"\u2212\u2013\u2014\ufe63\uff0d-"
PIECE = re.compile(
    rf"""\s*(?:
    (?P<open>\()
    |(?P<close>\))
    |(?P<bar>\|)
    |(?P<minus>[{MINUS}]+)(?=[^\s{MINUS}])
    |(?P<field>[A-Za-z_]{{2,20}}):(?:"(?P<quoted>[^"]*)"|(?P<value>[^\s()"]+))
    |"(?P<phrase>[^"]*)"
    |(?P<word>[^\s()"|]+)
    |(?P<stray>["])
    )""",
    re.VERBOSE,
)
OPERATORS = {"OR", "AND", "NOT"}


SIGNS = {"open": "(", "close": ")", "bar": "OR", "minus": "NOT"}


def pieces(text: str, fields: frozenset[str]) -> Iterator[Token]:
    """The text in pieces, left to right; a field that there is none of is read as words."""
    for found in PIECE.finditer(text):
        if found.lastgroup in SIGNS:
            yield Token(SIGNS[found.lastgroup])
        elif name := (found["field"] or "").lower():
            said = found["value"] if found["quoted"] is None else found["quoted"]
            yield Token("value", said, name) if name in fields else Token("phrase", f"{name} {said}")
        elif found["phrase"] is not None:
            yield Token("phrase", found["phrase"])
        elif found["word"]:
            yield Token(found["word"] if found["word"] in OPERATORS else "word", found["word"])


def unknown_fields(text: str, fields: frozenset[str]) -> list[str]:
    """What was written as a field and is none: "kimd" of "kimd:claim"."""
    named = (found["field"] for found in PIECE.finditer(text.translate(QUOTES)) if found["field"])
    return list(dict.fromkeys(one for one in named if one.lower() not in fields))


def parse(text: str, fields: frozenset[str] = frozenset()) -> Tree | None:
    """The tree, None where nothing was typed. Raises `Unclear`."""
    text = text.translate(QUOTES)
    if not text.strip():
        return None
    if text.count('"') % 2:
        at = text.rindex('"')
        raise Unclear("A quotation mark is open: close the phrase with a second one.", text[:at] + text[at + 1 :])
    found = list(pieces(text, fields))
    unbalanced(found, text)
    tree = Reading(found).any()
    if tree is None:
        raise Unclear(reason_for_nothing(found))
    refuse_negative(tree)
    return tree


def unbalanced(found: list[Token], text: str) -> None:
    depth = deepest = 0
    for one in found:
        depth += (one.sort == "(") - (one.sort == ")")
        deepest = max(deepest, depth)
        if depth < 0:
            break
    if depth:
        which = "is closed and was never opened" if depth < 0 else "is open"
        better = " ".join(re.sub(r"[()]", " ", text).split())
        raise Unclear(f"A bracket {which}. Brackets go in pairs: (drone OR missile) border.", better)
    if deepest > DEEPEST:
        raise Unclear(f"More than {DEEPEST} brackets within each other: say it with fewer.")


def reason_for_nothing(found: list[Token]) -> str:
    typed = [one.text for one in found if one.sort in ("word", "phrase")]
    if any(plain_words(one) for one in typed):
        return "These words are in nearly every text (“the”, “of”, “is”): add one that says what it is about."
    if any(one.sort in OPERATORS for one in found):
        return "OR, AND and NOT stand between words: drone OR missile."
    return "There is no letter or digit in this: write a word or a name."


@dataclass(slots=True)
class Reading:
    """Recursive descent: any = all (OR all)*, all = one+, one = NOT one | ( any ) | word."""

    tokens: list[Token]
    at: int = 0

    def sort(self) -> str:
        return self.tokens[self.at].sort if self.at < len(self.tokens) else ""

    def any(self) -> Tree | None:
        found = [self.all()]
        while self.sort() == "OR":
            self.at += 1
            found.append(self.all())
        return together(AnyOf, [one for one in found if one is not None])

    def all(self) -> Tree | None:
        found: list[Tree] = []
        while self.sort() not in ("", ")", "OR"):
            if (one := self.one()) is not None:
                found.append(one)
        return together(All, joined_initials(found))

    def one(self) -> Tree | None:
        token = self.tokens[self.at]
        self.at += 1
        if token.sort == "NOT":
            # An odd number of them is one; a loop, since thousands would be too deep for calls.
            odd = True
            while self.sort() in ("NOT", "AND"):
                odd ^= self.sort() == "NOT"
                self.at += 1
            inner = self.one() if self.sort() not in ("", ")", "OR") else None
            return inner if inner is None or not odd else negated(inner)
        if token.sort == "(":
            inner = self.any()
            self.at += 1
            return inner
        if token.sort == "value":
            return Value(token.field, token.text)
        if token.sort == "phrase":
            return phrase(plain_words(token.text))
        return word(token.text) if token.sort == "word" else None


def together(node: type[All] | type[AnyOf], found: list[Tree]) -> Tree | None:
    flat: list[Tree] = []
    for one in found:
        flat += one.of if isinstance(one, node) else (one,)
    flat = list(dict.fromkeys(flat))
    if not flat:
        return None
    return flat[0] if len(flat) == 1 else node(tuple(flat))


def negated(tree: Tree) -> Tree:
    return tree.of if isinstance(tree, Not) else Not(tree)


def phrase(words: list[str]) -> Phrase | None:
    said = [one for one in words if one not in STOP]
    return Phrase(tuple(map(stem, said)), tuple(said)) if said else None


def word(text: str) -> Tree | None:
    """One word; what is several to the index ("Ki-moon", "2024-11") is a phrase, or written as one."""
    words = plain_words(text)
    if text.endswith("*") and words and (len(words[-1]) > 1 or len(words) > 1):
        *before, last = words
        found = [phrase(before), Beginning(*begun(last[:LONGEST_WORD]))]
        return together(All, [one for one in found if one])
    whole = phrase(words)
    if whole is None or len(whole.stems) == 1:
        return whole
    run_together = phrase(["".join(words)]) if len(words) < 4 else None
    return together(AnyOf, [one for one in (whole, run_together) if one])


# Of names that are written with an apostrophe or without one.
INITIALS = frozenset("dlo")


def joined_initials(found: list[Tree]) -> list[Tree]:
    """ "O Brien", typed as two words, is also "OBrien": so O’Brien is kept."""
    made: list[Tree] = []
    for one in found:
        before = made[-1] if made else None
        if single_word(before) and before.typed[0] in INITIALS and single_word(one):
            made[-1] = AnyOf((All((before, one)), Phrase((stem(run := before.typed[0] + one.typed[0]),), (run,))))
        else:
            made.append(one)
    return made


def single_word(tree: Tree | None) -> TypeGuard[Phrase]:
    return isinstance(tree, Phrase) and len(tree.typed) == 1


def refuse_negative(tree: Tree) -> None:
    """Raises `Unclear` where all of it, or all of one choice of it, says what is not wanted: nearly every record is that."""
    if isinstance(tree, Not):
        raise Unclear("This says only what is not wanted. Add a word that is: border -Kabul.")
    if isinstance(tree, AnyOf):
        for one in tree.of:
            refuse_negative(one)
    elif isinstance(tree, All):
        positive = [one for one in tree.of if not isinstance(one, Not)]
        if not positive:
            refuse_negative(tree.of[0])
        for one in (*positive, *(one.of for one in tree.of if isinstance(one, Not))):
            refuse_negative(one)


def wanted(tree: Tree | None) -> Iterator[Phrase | Beginning]:
    """The words and phrases that are looked for, those that are not wanted left out."""
    if isinstance(tree, Phrase | Beginning):
        yield tree
    elif isinstance(tree, All | AnyOf):
        for one in tree.of:
            yield from wanted(one)
