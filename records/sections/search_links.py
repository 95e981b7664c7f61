"""The addresses around one question: each choice added or taken away, other orders, other pages.

The same choice has one address, whichever way somebody came to it: the words, what was chosen facet by facet, the order
where it is not the usual one, the page where it is not the first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict

from records.listing import Pager, pager
from records.numbers import counted
from records.search.asked import FACETS, Asked
from records.search.query import wanted
from records.search.results import BY_NEWEST, BY_OLDEST, RELEVANCE

PATH = "/search/"
# Far beyond the last page, and a number that every database takes.
LAST_PAGE = 1_000_000
# Where else the same question can be put.
ELSEWHERE = (
    ("On the timeline", "/timeline/"),
    ("What changed", "/changes/"),
    ("Feed", "/feeds/search.atom"),
    ("As data", "/search.json"),
)
ORDERS = {RELEVANCE: "relevance", BY_NEWEST: "newest", BY_OLDEST: "oldest"}


@dataclass(frozen=True, slots=True)
class Step:
    """A link to the same question in another order; `current` where it is the one that is shown."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A question as it stands in addresses; `sort` and `more` as in this one."""

    text: str
    chosen: Mapping[str, Sequence[str]]
    sort: str = ""
    more: Sequence[str] = ()

    def query(self, *, more: Iterable[str] = ()) -> QueryDict:
        made = QueryDict(mutable=True)
        for name, values in self.parts(more):
            made.setlist(name, values)
        return made

    def parts(self, more: Iterable[str] = ()) -> Iterator[tuple[str, list[str]]]:
        """The parameters of the address, in their order."""
        yield "q", [self.text] if self.text else []
        for name in FACETS:
            yield name, sorted(set(self.chosen.get(name, ())))
        yield "sort", [self.sort] if self.sort else []
        yield "more", sorted(set(more))

    def address(self, *, more: Iterable[str] = ()) -> str:
        query = self.query(more=more).urlencode()
        return f"{PATH}?{query}" if query else PATH

    def instead(self, text: str) -> str:
        """The same choice with other words."""
        return replace(self, text=text).address()

    def without(self, facet: str) -> str:
        return replace(self, chosen={name: of for name, of in self.chosen.items() if name != facet}).address()

    def toggled(self, facet: str, value: str) -> "Way":
        """With the value, or without it where it is chosen."""
        before = self.chosen.get(facet, ())
        kept = [one for one in before if one.lower() != value.lower()]
        return replace(self, chosen={**self.chosen, facet: kept if len(kept) < len(before) else [*kept, value]})

    def toggling(self, facet: str) -> Callable[[str], str]:
        """Gives for each value of the facet the address of `toggled`; the rest of the question is written once for all."""
        written = {name: urlencode([(name, one) for one in values]) for name, values in self.parts(self.more)}
        at = list(written).index(facet)
        before, after = list(written.values())[:at], list(written.values())[at + 1 :]
        start, end = "".join(f"{one}&" for one in before if one), "".join(f"&{one}" for one in after if one)

        def address(value: str) -> str:
            if not written[facet]:
                return f"{PATH}?{start}{facet}={quote_plus(value)}{end}"
            own = sorted(set(self.toggled(facet, value).chosen[facet]))
            query = "&".join(filter(None, (*before, urlencode([(facet, one) for one in own]), *after)))
            return f"{PATH}?{query}" if query else PATH

        return address

    def opened(self, facet: str) -> str:
        """With all the values of a facet, or the first of them again; it leads back to the facet."""
        others = [one for one in self.more if one != facet]
        return f"{self.address(more=others if facet in self.more else [*others, facet])}#by-{facet}"

    def orders(self, now: str, by_words: bool) -> list[Step]:
        """`by_words`: words are looked for, so that some records fit them better than others."""
        offered = [key for key in ORDERS if by_words or key != RELEVANCE]
        return [
            Step(ORDERS[key], replace(self, sort=kept_sort(key, by_words)).address(), key == now) for key in offered
        ]

    def elsewhere(self) -> list[tuple[str, str]]:
        query = replace(self, sort="").query().urlencode()
        return [(label, f"{path}?{query}") for label, path in ELSEWHERE]

    def pager(self, number: int, last: int) -> Pager | None:
        made = pager(number, last, self.query())
        if made is None:
            return None
        pages = [replace(one, url=first_plain(one.url)) for one in made.pages]
        return replace(made, previous=first_plain(made.previous), pages=pages)


def way_of(asked: Asked, data: QueryDict) -> Way:
    sort = kept_sort(data.get("sort", ""), has_words(asked))
    return Way(asked.text, asked.chosen, sort, sorted(asked.opened & set(FACETS)))


def has_words(asked: Asked) -> bool:
    return asked.words is not None and next(wanted(asked.words), None) is not None


def kept_sort(order: str, by_words: bool) -> str:
    """As it stands in an address: "" for the order that a question has of itself, and for one that there is not."""
    usual = RELEVANCE if by_words else BY_NEWEST
    return order if order in ORDERS and order != usual and (by_words or order != RELEVANCE) else ""


def first_plain(url: str) -> str:
    return url.removesuffix("&page=1")


def page_number(text: str) -> int:
    """1 for what is no number."""
    return min(counted(text) or 1, LAST_PAGE)
