"""The words of a cell of a table, for files: what a reader of the page reads, and no more."""

from functools import lru_cache
from html import unescape
from html.parser import HTMLParser

from django.utils.safestring import SafeString

# What begins a line of its own on the page.
LINES = frozenset({"p", "div", "br"})
BETWEEN = "; "


class Words(HTMLParser):
    """Reads HTML that this site has made, so each element is closed. Leaves out what is there for the eye alone (a glyph)
    and what is shown on hovering (a grade in words)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LINES:
            self.lines.append("")
        if tag == "br":
            return
        given = dict(attrs)
        inside_grade = tag == "span" and self.in_grade
        self.open.append(self.left_out or given.get("aria-hidden") == "true" or inside_grade)
        self.in_grade = given.get("class") == "grade"

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()
        self.in_grade = False
        if tag in LINES:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self.left_out:
            self.lines[-1] += data

    in_grade = False

    @property
    def left_out(self) -> bool:
        return bool(self.open) and self.open[-1]


@lru_cache(maxsize=4000)
def words_of(html: str) -> str:
    reader = Words()
    reader.feed(html)
    reader.close()
    return BETWEEN.join(filter(None, (" ".join(line.split()) for line in reader.lines)))


def text_of(cell: str | SafeString) -> str:
    """Text as it is; safe HTML as its words, each line parted from the next by a semicolon."""
    if not isinstance(cell, SafeString):
        return cell
    return words_of(str(cell)) if "<" in cell else unescape(cell)
