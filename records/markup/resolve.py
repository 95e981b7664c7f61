"""The only queries of the markup: the references of a whole page in one, then its HTML for one reader."""

from collections.abc import Callable, Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from records.access import Reader, is_editor
from records.links import WITHHELD, Links
from records.markup.render import fill, references, render
from records.markup.syntax import WITHHELD as TOKEN
from records.markup.syntax import Reference
from records.models.mentions import resolve_references

Card = Callable[[int], SafeString]


class Markup:
    """The texts of one page for one reader: `html(text)` with every reference linked, withheld or marked missing.

    One query for all texts together, whatever their number. `targets` are the ids that they name.
    """

    def __init__(self, texts: Iterable[str], links: Links) -> None:
        self.links = links
        found = [reference for text in texts for reference in references(text)]
        self._ids = resolve_references({reference.key for reference in found})
        self.cards = {self._ids[one.key] for one in found if one.card and one.key in self._ids}
        # Document id -> its number among the sources of the page, for the marks `[[^documents/…]]`.
        self.numbers: dict[int, int] = {}

    @property
    def targets(self) -> set[int]:
        return set(self._ids.values())

    def forget_hidden(self) -> None:
        """From now on what the reader may not see is as if it were not there: of a text that they write themselves, whether it
        is tells nobody. `self.links` must have loaded `self.targets`."""
        self._ids = {key: pk for key, pk in self._ids.items() if pk in self.links}
        self.cards &= self.targets

    def target(self, reference: Reference) -> int | None:
        """The id of the record that is meant, whether or not the reader may see it; None where there is none."""
        return self._ids.get(reference.key)

    def html(self, text: str, card: Card | None = None) -> SafeString:
        """Safe HTML. `card(id)` makes the block of `![[…]]`; without it a card is a plain link.

        `self.links` must have loaded `self.targets`.
        """
        return mark_safe(fill(render(text), lambda reference: self._shown(reference, card)))

    def _shown(self, reference: Reference, card: Card | None) -> str:
        pk = self._ids.get(reference.key)
        if pk is None:
            link = missing(reference, self.links.reader)
        elif reference.card and card and pk in self.links:
            return card(pk)
        else:
            link = self._link(reference, pk)
        return f"<p>{link}</p>" if reference.card else link

    def _link(self, reference: Reference, pk: int) -> str:
        if pk not in self.links:
            return WITHHELD
        if reference.cite and (number := self.numbers.get(pk)):
            return f'<a class="cite" href="#s{number}" aria-label="Source {number}">{number}</a>'
        label = reference.label or self.links.title(pk) or ""
        return f'<a href="{self.links.address(pk)}">{escape(label)}</a>'


def missing(reference: Reference, reader: Reader) -> str:
    """A reference to no record: editors see where one is wanted; for others it is as if withheld, so that
    a hidden record and a missing one cannot be told apart."""
    if not is_editor(reader) or reference.folder == TOKEN:
        return WITHHELD
    name = escape(reference.label or f"{reference.folder}/{reference.slug}")
    return f'<span class="missing" title="No such record yet">{name}</span>'
