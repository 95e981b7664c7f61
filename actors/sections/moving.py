"""Rows that lead to an actor, as the pages of merging and splitting list them: under words, each with where it stands."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from actors.merging.planning import How, Row
from actors.merging.relations import RELATIONS, Related
from records.access import Reader
from records.dates import time_html
from records.fields import EDTFField
from records.links import Links

# Of one sort so many rows are listed that move without more; whatever collides is always listed.
MOST_LISTED = 500
LONGEST = 90
WITHDRAWN = mark_safe('<span class="withheld">a withdrawn record</span>')


@dataclass(frozen=True, slots=True)
class RowShown:
    """`key` names the row in a form: "actors.Name.actor:12". `how` is what becomes of it, "" where it moves."""

    key: str
    link: SafeString
    told: SafeString
    how: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """`number` are all, `more` those that are not listed."""

    words: str
    rows: list[RowShown]
    number: int

    @property
    def more(self) -> int:
        return self.number - len(self.rows)

    @property
    def apart(self) -> int:
        """How many do not simply move."""
        return sum(bool(row.how) for row in self.rows)


def groups(rows: Mapping[str, Sequence[Row]], reader: Reader, ticked: Collection[str] = ()) -> list[Group]:
    """Those of one word together. A query for each key that has rows and tells more than where they stand, and one for links."""
    listed = {key: cut(several) for key, several in rows.items() if several}
    told = {
        key: RELATIONS[key].told(row.pk for row in several) if RELATIONS[key].tell else {}
        for key, several in listed.items()
    }
    links = Links(reader).load(named(listed, told))
    found: dict[str, Group] = {}
    for key, several in listed.items():
        related = RELATIONS[key]
        lines = [shown(related, row, told[key].get(row.pk, ()), links, ticked) for row in several]
        before = found.get(related.words, Group(related.words, [], 0))
        found[related.words] = Group(related.words, before.rows + lines, before.number + len(rows[key]))
    return [found[words] for words in sorted(found)]


def cut(rows: Sequence[Row]) -> list[Row]:
    apart = [row for row in rows if row.how]
    return apart + [row for row in rows if not row.how][:MOST_LISTED]


def named(rows: Mapping[str, Sequence[Row]], told: Mapping[str, Mapping[int, tuple[Any, ...]]]) -> Iterable[int]:
    for key, several in rows.items():
        if not RELATIONS[key].is_own:
            yield from (row.whole for row in several if row.whole)
        places = [place for place, name in enumerate(RELATIONS[key].tell) if name.endswith("_id")]
        yield from (values[place] for values in told[key].values() for place in places if values[place])


def shown(related: Related, row: Row, values: tuple[Any, ...], links: Links, ticked: Collection[str] = ()) -> RowShown:
    link = SafeString("")
    if row.whole and not related.is_own:
        link = WITHDRAWN if links.title(row.whole) is None else links[row.whole]
    told = [(name, value) for name, value in zip(related.tell, values, strict=False) if value]
    # Nothing is told of what is withdrawn, nor in its words.
    if link is WITHDRAWN or any(name.endswith("_id") and links.title(value) is None for name, value in told):
        link, told = WITHDRAWN, []
    said = mark_safe(" · ".join(said_of(related, name, value, links) for name, value in told))
    key = f"{related.key}:{row.pk}"
    return RowShown(key, link, said, "" if row.how == How.MOVES else str(row.how), key in ticked)


def said_of(related: Related, name: str, value: Any, links: Links) -> SafeString:
    if name.endswith("_id"):
        return links[value]
    field: Any = related.model._meta.get_field(name) if "__" not in name else None
    if isinstance(field, EDTFField):
        return mark_safe(time_html(value))
    if field is not None and field.choices:
        return conditional_escape(dict(field.flatchoices).get(value, value))
    text = str(value)
    return format_html('<span dir="auto">{}</span>', text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")
