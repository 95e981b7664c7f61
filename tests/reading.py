"""What a person reads on a page: its words, its facts, its rows."""

import re
from html import unescape


def text(html: str) -> str:
    """The words of a piece of HTML, each gap one space."""
    words = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))
    return re.sub(r" ([,.:])", r"\1", words).strip()


def tight(html: str) -> str:
    """As `text`, with brackets and quotation marks closed up to what stands between them."""
    return re.sub(r" ([;)”])|([(“]) ", r"\1\2", text(html))


def facts(html: str) -> dict[str, str]:
    """The facts in the head of a record's page, by their labels."""
    found = re.findall(r"<dt>([^<]*)</dt><dd>(.*?)</dd>", html.partition('<dl class="facts">')[2], re.DOTALL)
    return {label: text(value) for label, value in found}


def section(html: str, name: str) -> str:
    """The words of the section whose heading has this id."""
    return text(html.partition(f'id="{name}">')[2].partition("</section>")[0])


def rows(html: str, of: str = "table") -> list[str]:
    """The rows of the first table of this class, as words."""
    table = html.partition(f'<table class="{of}')[2].partition("</table>")[0].partition("<tbody")[2]
    return [text(row) for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)]
