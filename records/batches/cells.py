"""How the cell of a column is read. What is wrong is said in words, with what to write instead."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from django.db import models

from records.access import Reader
from records.batches.escapes import SEPARATOR
from records.dates import DateError
from records.names import fold
from records.said_dates import read_date

MOST_NAMED = 100
# Texts -> the ids of the records that the reader may see and that are meant by them otherwise than by name: codes of states.
Codes: TypeAlias = Callable[[Collection[str], Reader], Mapping[str, set[int]]]
# From a name the draft of a record that is not there yet.
Making: TypeAlias = Callable[[str, Any], Any]


class Misread(ValueError):
    """The cell says nothing that its column takes. The message says why and what to write instead."""


class Cell:
    """`read` is never given a blank text; `near` is the day from which the source speaks, where it is known."""

    # How a person fills it in, for the page that explains the table.
    form = "text"

    def read(self, text: str, near: date | None = None) -> Any:
        return text

    def said(self, value: Any) -> list[tuple[str, str]]:
        """What was read, where it is put otherwise than it was written: each part, and what stands beside it in small print."""
        return []


@dataclass(frozen=True, slots=True)
class Text(Cell):
    longest: int = 300
    # Several with semicolons between them, as a list.
    several: bool = False

    def read(self, text: str, near: date | None = None) -> Any:
        if not self.several:
            return self.one(text)
        return [self.one(part) for part in parts(text)]

    def one(self, text: str) -> str:
        if len(text) > self.longest:
            raise Misread(f"{len(text):,} characters, and {self.longest:,} fit. Shorten it.")
        return text


@dataclass(frozen=True, slots=True)
class Choice(Cell):
    """One of a list, by its label or its value, whatever the case."""

    choices: type[models.Choices]

    @property
    def form(self) -> str:  # type: ignore[override]
        return f"one of: {', '.join(str(label) for label in self.choices.labels)}"

    def read(self, text: str, near: date | None = None) -> Any:
        wanted = fold(text)
        for value, label in self.choices.choices:
            if wanted in (fold(str(label)), fold(str(value))):
                return value
        *most, last = (str(label) for label in self.choices.labels)
        raise Misread(f"“{shortened(text)}” is none of the choices: write {', '.join(most)} or {last}.")

    def said(self, value: Any) -> list[tuple[str, str]]:
        return [(str(self.choices(value).label), "")]


@dataclass(frozen=True, slots=True)
class When(Cell):
    """A date as people write it, as EDTF text."""

    form = "a date"

    def read(self, text: str, near: date | None = None) -> str:
        try:
            return read_date(text, near).edtf
        except DateError as error:
            raise Misread(str(error)) from error


@dataclass(frozen=True, slots=True)
class YesNo(Cell):
    form = "yes or no"

    def read(self, text: str, near: date | None = None) -> bool:
        said = fold(text)
        if said in ("yes", "y", "true", "1", "x"):
            return True
        if said in ("no", "n", "false", "0"):
            return False
        raise Misread(f"“{shortened(text)}” is neither yes nor no: write one of them.")


@dataclass(frozen=True, slots=True)
class Reference(Cell):
    """A record of these kinds ("actor:person"), or several; `new` makes one that is not there yet, and `fits` tells of a
    record of these kinds that is made of another row whether it is of the sort.

    Its cells are read together with those of all rows (`records.batches.matching`).
    """

    kinds: tuple[str, ...]
    several: bool = False
    new: Making | None = None
    codes: Codes | None = None
    fits: Callable[[Any], bool] | None = None

    @property
    def form(self) -> str:  # type: ignore[override]
        return "names" if self.several else "a name"

    def texts(self, text: str) -> list[str]:
        found = parts(text) if self.several else [collapsed(text)]
        if len(found) > MOST_NAMED:
            raise Misread(f"{len(found)} names, and {MOST_NAMED} are read in one cell.")
        if any(len(one) > 300 for one in found):
            raise Misread("A name has at most 300 characters. Several have semicolons between them.")
        return found


def parts(text: str) -> list[str]:
    """What stands between semicolons, each once."""
    return list(dict.fromkeys(filter(None, map(collapsed, text.split(SEPARATOR)))))


def collapsed(text: str) -> str:
    return " ".join(text.split())


def shortened(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
