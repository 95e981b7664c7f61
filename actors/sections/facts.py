"""What the header of an actor's page says: names, identifiers, life, who it is not."""

import re
from collections.abc import Iterable, Sequence

from django.conf.locale import LANG_INFO
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from actors.models import Actor, Category, Name
from actors.models.sheets import Row, Section, Sheet
from records.dates import time_html
from records.links import Links
from records.pages import Page

KINDS = dict(Name.Kind.choices)
MOST = 50
# How many documents are named that use one name.
NAMED = 3
# Said apart from the other names.
APART = (Name.Kind.PRIMARY, Name.Kind.AS_STATED, Name.Kind.FORMER)
LANGUAGES = {"zh": "Chinese", "ps": "Pashto", "prs": "Dari", "bal": "Balochi", "sd": "Sindhi", "ku": "Kurdish"}
FROM_RIGHT = frozenset({"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg"})
LANGUAGES_FROM_RIGHT = frozenset({"ar", "fa", "he", "ur", "ps", "prs", "sd", "ug", "ku", "ckb", "yi", "dv", "bal"})
SCHEMES = {"wikidata": "Wikidata", "iso3166-1": "ISO 3166-1"}
WIKIDATA = re.compile(r"Q[1-9]\d*")
ISO = "iso3166-1"
# By which the sample case knows its own records: it says nothing to a reader.
UNTOLD = "sample-case"


def add_names(page: Page, sheet: Sheet) -> None:
    names = sheet[Section.NAMES]
    page.lang = next((tag_of(row.third) for row in names if row.second == Name.Kind.PRIMARY), "")
    others = [row for row in names if row.second not in APART]
    more = [f"and {len(others) - MOST} more"] if len(others) > MOST else []
    page.fact("Names", joined([*map(name_html, others[:MOST]), *more]))
    page.fact("Former names", joined(name_html(row) for row in names if row.second == Name.Kind.FORMER))
    stated = (format_html("“{}”", name_html(row)) for row in names if row.second == Name.Kind.AS_STATED)
    page.fact("As stated", joined(stated))
    page.fact(
        "In sources", joined(used_html(name, rows, page.links) for name, rows in by_name(sheet[Section.USED][:MOST]))
    )


def by_name(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """The names that sources use, each with its rows."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.first, []).append(row)
    return list(found.items())


def used_html(name: str, rows: Sequence[Row], links: Links) -> SafeString:
    """ "“Foreign Office” (Readout of 4 May 2024, and 3 more)"."""
    documents = [links[pk] for pk in dict.fromkeys(row.other for row in rows)]
    more = f", and {len(documents) - NAMED} more" if len(documents) > NAMED else ""
    return format_html("“<bdi>{}</bdi>” ({}{})", name, mark_safe(", ".join(documents[:NAMED])), more)


def name_html(row: Row) -> SafeString:
    """The name in its own direction, and in brackets its language, its kind and its time where they say something."""
    kind = row.second
    language, _, script = row.third.partition("-")
    said = format_html("<bdi{}{}>{}</bdi>", lang(row.third), direction(language, script), row.first)
    plain = (Name.Kind.ALIAS, Name.Kind.FORMER, Name.Kind.AS_STATED)
    parts = [language_name(language), "" if kind in plain else KINDS[kind], borne(row.fourth)]
    about = mark_safe(", ".join(conditional_escape(part) for part in parts if part))
    return format_html("{} ({})", said, about) if about else said


def borne(when: str) -> SafeString:
    return mark_safe(time_html(when)) if when else mark_safe("")


def tag_of(given: str) -> str:
    """The tag of BCP 47 of "ps-Arab", of which either half may be missing."""
    language, _, script = given.partition("-")
    return "-".join(filter(None, [language or ("und" if script else ""), script]))


def lang(given: str) -> SafeString:
    tag = tag_of(given)
    return format_html(' lang="{}"', tag) if tag else mark_safe("")


def direction(language: str, script: str) -> SafeString:
    """Right to left where script or language are known to be written so; else the text itself decides, as in any bdi."""
    from_right = script in FROM_RIGHT or (not script and language.partition("-")[0] in LANGUAGES_FROM_RIGHT)
    return mark_safe(' dir="rtl"') if from_right else mark_safe("")


def language_name(code: str) -> str:
    known = LANGUAGES.get(code) or LANG_INFO.get(code.lower(), {}).get("name")
    return known or code


def add_identifiers(page: Page, sheet: Sheet, without: str = "") -> None:
    rows = (row for row in sheet[Section.IDENTIFIERS] if row.first not in (without, UNTOLD))
    page.fact("Identifiers", joined(identifier_html(row.first, row.second) for row in rows))


def identifier_html(scheme: str, value: str) -> SafeString:
    label = SCHEMES.get(scheme, scheme)
    if scheme == "wikidata" and WIKIDATA.fullmatch(value):
        return format_html(
            '{} <a href="https://www.wikidata.org/wiki/{}" rel="external noreferrer">{}</a>', label, value, value
        )
    return format_html("{} {}", label, value)


def add_iso_code(page: Page, sheet: Sheet) -> None:
    codes = (row.second.upper() for row in sheet[Section.IDENTIFIERS] if row.first == ISO)
    page.fact("ISO code", ", ".join(codes))


def add_life(page: Page, actor: Actor) -> None:
    label = "Life" if actor.category == Category.PERSON else "Existed"
    page.fact(label, noted_when(span_of(actor.category, actor.when), actor.when_note))


def span_of(category: str, when: str) -> SafeString:
    """The life of a person, or the time in which a state or body existed."""
    if category == Category.PERSON:
        return life(when)
    return mark_safe(time_html(when) if when else "")


def life(when: str) -> SafeString:
    """A person's life span in words; of a death that is not known nothing is said."""
    if not when:
        return mark_safe("")
    begun, interval, over = when.partition("/")
    if not interval:
        return mark_safe(time_html(when))
    said = [f"born {time_html(begun)}"] if begun not in ("", "..") else []
    if over == "..":
        said.append("living")
    elif over:
        said.append(f"died {time_html(over)}")
    return mark_safe(", ".join(said))


def noted_when(said: SafeString | str, note: str) -> SafeString | str:
    return format_html('{} <span class="fine">{}</span>', said, note) if said and note else said or note


def add_others(page: Page, sheet: Sheet, links: Links) -> None:
    """Whom the actor is easily taken for, and is not."""
    page.fact("Not the same as", joined(other_html(row, links) for row in sheet[Section.NOT_SAME][:MOST]))


def other_html(row: Row, links: Links) -> SafeString:
    return format_html("{}, {}", links[row.other], row.first) if row.first else links[row.other]


def joined(items: Iterable[SafeString | str]) -> SafeString:
    return format_html_join("; ", "{}", ((item,) for item in items))
