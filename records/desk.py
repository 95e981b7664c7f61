"""What the editors' desk has for each kind of record: the form, the rows below it, and how they are laid out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from records.access import Reader
from records.kinds import FOLDERS
from records.models import Kind
from records.registry import Registry

Start = Callable[[QueryDict, Reader], dict[str, Any]]


def nothing_given(data: QueryDict, reader: Reader) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class FieldSet:
    """Fields under one legend; `beside` puts them into the column at the side, `folded` shows them on demand."""

    legend: str
    names: tuple[str, ...]
    beside: bool = False
    folded: bool = False


@dataclass(frozen=True, slots=True)
class DeskPage:
    """How records of one kind are entered and edited. `start` reads from an address what a new one begins with."""

    model: type[Kind]
    form: type[Any]
    sets: tuple[FieldSet, ...]
    rows: tuple[type[Any], ...] = ()
    intro: str = ""
    start: Start = nothing_given
    # An own class of entry (`records.forms.entry.Entry`), where one screen enters more than one record.
    entry: type[Any] | None = None
    template: str = "desk/entry.html"
    # From pages of these kinds one is begun, at `?about=` and their address, by a link of these words.
    offered_at: tuple[str, ...] = ()
    offer: str = ""


PAGES: Registry[DeskPage] = Registry(lambda page: page.model.KIND)


def page_at(folder: str) -> DeskPage | None:
    return PAGES.get(FOLDERS.get(folder, ""))


def begun_from(kind: str, address: str) -> Iterator[tuple[str, str]]:
    """(words, address) of what can be begun from the page of a record."""
    for page in PAGES.values():
        if kind in page.offered_at:
            yield page.offer, f"/desk/{page.model.FOLDER}/new/?about={address.strip('/')}"


def offered() -> Mapping[str, DeskPage]:
    """The kinds that can be entered at the desk, in the order of their kinds."""
    return {kind: PAGES[kind] for kind in FOLDERS.values() if kind in PAGES}
