"""Markdown to safe HTML with a placeholder for every reference. Pure: no query, no reader.

The text is rendered once whoever reads it (the result is cached by text); what a reference shows is filled in for each
reader. Raw HTML is escaped, images are links, and what Python-Markdown lets pass is sanitised by an allow-list.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape, unescape
from typing import Any
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from records.markup.syntax import CARDS_OR_ONE, PLACEHOLDER, PRIVATE, REFERENCE, Reference, placeholder, reference

Shown = Callable[[Reference], str]

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "li", "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
SCHEMES = {"http", "https", "mailto"}
# Of addresses on the site those that begin at its root; what looks like a scheme of its own does not pass as one of them.
ADDRESS = re.compile(r"https?://|mailto:|/(?![/\\])|#", re.IGNORECASE)
CHARACTER = re.compile(r"&#(?:[0-9]+|[xX][0-9a-fA-F]+);?")
IMAGES = ("image_link", "image_reference", "short_image_ref")
# Python-Markdown takes a time that grows with the square of some signs (its issue 798) or of the depth of nesting; above
# these numbers, each measured to stay well under a second, a text stays as it was written.
LONGEST = 150_000
BLOCK = re.compile(r"\n[ \t]*\n")
TOO_DEEP = re.compile(r"`{21}|~{21}|^(?: {4}|\t){21}|(?:>[ \t]*|(?:[-*+]|[0-9]{1,9}\.)[ \t]+){21}", re.MULTILINE)
MOST = (
    (re.compile(r"\["), 3_000),
    (re.compile(r"[*_`<&\\]"), 8_000),
    (BLOCK, 5_000),
    (re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE), 300),
    (re.compile(r"^ {0,3}(?:#|=+ *$|-+ *$)", re.MULTILINE), 1_000),
)
MOST_IN_A_BLOCK = ((re.compile(r"\["), 300), (re.compile(r"[*_]"), 500), (re.compile(r"\n"), 1_000))
MOST_CELLS = 15_000


@dataclass(frozen=True, slots=True)
class Rendered:
    """Safe HTML with placeholders, and the references that they stand for, in order."""

    html: str
    references: tuple[Reference, ...] = ()


class ReferenceProcessor(InlineProcessor):
    """Puts a placeholder for each reference; code and links, which are taken out before, keep their brackets."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, found: list[Reference]) -> None:
        super().__init__(REFERENCE)
        self.found = found

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Any, int, int]:  # type: ignore[override]  # noqa: N802
        self.found.append(reference(m))
        inline = Element("span")
        inline.text = AtomicString(placeholder(len(self.found) - 1))
        return inline, m.start(0), m.end(0)


class House(Extension):
    """The house's Markdown: references in, raw HTML and images out."""

    def __init__(self, found: list[Reference]) -> None:
        super().__init__()
        self.found = found

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        for name in IMAGES:
            md.inlinePatterns.deregister(name)
        md.inlinePatterns.register(ReferenceProcessor(self.found), "record_reference", 155)


@lru_cache(maxsize=512)
def render(text: str) -> Rendered:
    """The text as HTML. Never raises: a text too intricate to be rendered quickly stays as it was written."""
    text = PRIVATE.sub("", text)
    if is_intricate(text):
        return Rendered(as_written(text))
    found: list[Reference] = []
    try:
        html = markdown(found).convert(text)
    except RecursionError:
        return Rendered(as_written(text))
    clean = nh3.clean(
        without_forged(html),
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=only_addresses,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener noreferrer",
    )
    return Rendered(clean, tuple(found))


def only_addresses(tag: str, name: str, value: str) -> str | None:
    return value if name != "href" or ADDRESS.match(value) else None


def without_forged(html: str) -> str:
    """Without references to characters (`&#57344;`) that would become placeholders, or signs of control, when read."""
    return CHARACTER.sub(lambda one: one[0] if is_letter(unescape(one[0])) else "", html)


def is_letter(character: str) -> bool:
    return bool(character) and not PRIVATE.search(character)


def markdown(found: list[Reference]) -> Markdown:
    headings = TocExtension(
        baselevel=2, marker="", slugify=lambda value, separator: f"text-{slugify(value, separator)}"
    )
    return Markdown(
        extensions=["fenced_code", "sane_lists", TableExtension(use_align_attribute=True), headings, House(found)],
        output_format="html",
    )


def is_intricate(text: str) -> bool:
    blocks = BLOCK.split(text)
    return (
        len(text) > LONGEST
        or bool(TOO_DEEP.search(text))
        or exceeds(text, MOST)
        or any(exceeds(block, MOST_IN_A_BLOCK) for block in blocks)
        or sum(cells(block) for block in blocks if "|" in block) > MOST_CELLS
    )


def exceeds(text: str, most: Iterable[tuple[re.Pattern[str], int]]) -> bool:
    return any(sum(1 for _ in sign.finditer(text)) > number for sign, number in most)


def cells(block: str) -> int:
    """How many cells the block would have as a table, in which each row is as wide as the widest."""
    lines = block.splitlines()
    return len(lines) * max(line.count("|") for line in lines)


def as_written(text: str) -> str:
    """The words without any marks read, paragraph by paragraph."""
    return "\n".join(f"<p>{escape(block)}</p>" for block in BLOCK.split(text) if block.strip())


def references(text: str) -> list[Reference]:
    """The references of a text in order: exactly those that its HTML shows, so none in code."""
    return list(render(text).references) if "[[" in text else []


def fill(rendered: Rendered, shown: Shown) -> str:
    """The HTML with `shown(reference)` for each placeholder.

    A card stands for a block where its line holds nothing else; within a line it is shown as a link.
    """

    def inline(match: re.Match[str]) -> str:
        return shown(replace(rendered.references[int(match[1])], card=False))

    def each(match: re.Match[str]) -> str:
        """A whole line of placeholders, or a single one; what is put in is not looked at again."""
        numbers = [int(number) for number in PLACEHOLDER.findall(match[0])]
        cards = [rendered.references[number] for number in numbers]
        if match[0].startswith("<p>") and all(one.card for one in cards):
            return "\n".join(shown(one) for one in cards)
        return PLACEHOLDER.sub(inline, match[0])

    return CARDS_OR_ONE.sub(each, rendered.html)
