"""What is pasted, a page's HTML or plain text, as the archived text of a document and what can be told of it. Fetches nothing.

All but the text are suggestions: somebody looks at them before they are saved.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import nh3
from django.utils.module_loading import import_string

from records.dates import DateError
from records.said_dates import read_date
from records.said_spots import MONTH

LONGEST = 10_000_000
# More take the reader of pages many seconds.
MOST_TAGS = 20_000
LINES_LOOKED_AT = 40
HTML = re.compile(
    r"<!doctype html|<(?:html|head|body|article|section|main|div|p|h[1-6]|ul|ol|table|span|a|br|meta)(?:\s[^<>]{0,2000})?/?>",
    re.I,
)
LANG = re.compile(r"<html\s[^<>]{0,2000}?\blang\s*=\s*[\"']?([a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})?)\b", re.I)
ADDRESS = re.compile(r"https?://[^\s<>\"'“”«»]{4,500}", re.I)
AUTHOR = re.compile(
    r"(?:by|author|from our correspondent)[:\s]\s*(?P<name>[^\W\d_][^\n,;|]{2,100}?)\s*(?:[,;|].*)?", re.I
)
NAMED_MONTH = MONTH.replace("(?P<month>", "(?:")
NUMBERED_DAY = r"[0-9]{1,2}(?:st|nd|rd|th|\.)?"
DATED = re.compile(
    rf"\b(?:{NUMBERED_DAY} +{NAMED_MONTH}\.?,? +[0-9]{{4}}|{NAMED_MONTH}\.? +{NUMBERED_DAY},? +[0-9]{{4}}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4})\b",
    re.I,
)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Where lines end, in what the reader of pages finds nothing in.
BREAKS = re.compile(r"<(?:/p|/div|/li|/h[1-6]|/tr|/article|/section|br)\b[^<>]{0,2000}>", re.I)
SCRIPTS = (
    ("ur", "ٹڈڑںےھہ"), ("ps", "ښځڅډړږڼۍې"), ("fa", "پچژگک"), ("ar", "ابتةجحدرسعفقلمنهوي"),
    ("uk", "їєґ"), ("ru", "абвгдежзийклмнопрстуфхцчшщыьэюя"),
    ("ja", "のはをがにでとしたるれ"), ("zh", "的一是不了在人有我他这中大国會会"), ("ko", "이다는의에을를"),
    ("hi", "कहनरसतमलयािीे"), ("he", "אבגדהוילמנרשת"), ("el", "αβγδεηικλνοπρστω"),
)  # fmt: skip
COMMON = {
    "en": "the of and to in that is was for on with by as at from said",
    "fr": "le la les des et en du une que dans pour est qui sur par au",
    "es": "el la los de y en del que las una por con para se es al",
    "de": "der die und das den von zu mit ist des auf für im dem nicht ein",
    "pt": "o a os de e em do da que uma para com não no na dos",
}


class Unreadable(ValueError):
    """Nothing can be made of what was pasted. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was read, '' for what was not found; `when` is EDTF, and `language` a BCP 47 code."""

    text: str
    title: str = ""
    author: str = ""
    when: str = ""
    url: str = ""
    language: str = ""


def read_paste(paste: str, today: date) -> Pasted:
    """Raises `Unreadable`. No date that is found lies after `today`."""
    if len(paste) > LONGEST:
        raise Unreadable(f"More than {LONGEST:,} characters cannot be read at once. Paste the part that has the text.")
    paste = clean(paste)
    if not paste.strip():
        raise Unreadable("There is nothing here to read. Paste the text of the document, or the HTML of its page.")
    return _of_html(paste, today) if HTML.search(paste, 0, 200_000) else _of_text(paste, today)


def clean(text: str) -> str:
    """Without what no database keeps, and with one kind of line end."""
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _of_html(html: str, today: date) -> Pasted:
    if html.count("<") > MOST_TAGS:
        raise Unreadable(
            f"This page has more than {MOST_TAGS:,} tags. Select the text on the page itself, copy it, and paste that."
        )
    found = _extracted(html, today)
    text = tidy(found.get("text") or "") or tidy(_stripped(html))
    if not text:
        raise Unreadable(
            "No text was found in this HTML: the page may be made by scripts. Copy the text from the page, and paste that."
        )
    told = LANG.search(html, 0, 20_000)
    return Pasted(
        text=text,
        title=_line(found.get("title"), 300),
        author=_line(found.get("author"), 200),
        when=_past(found.get("date") or "", today),
        url=_address(found.get("url") or ""),
        language=told[1] if told else language_of(text),
    )


def _extracted(html: str, today: date) -> dict[str, Any]:
    """What trafilatura finds; nothing where it fails, as it may on HTML that is none."""
    dates = {"original_date": True, "extensive_search": False, "max_date": today.isoformat()}
    try:
        found = _reader()(html, with_metadata=True, include_comments=False, date_extraction_params=dates)
    except Exception:  # a page is whatever somebody pasted
        return {}
    names = ("text", "title", "author", "date", "url")
    return {name: getattr(found, name, None) for name in names} if found else {}


@lru_cache(maxsize=1)
def _reader() -> Any:
    """Loaded when it is first wanted: that takes half a second, which no start of the site should wait for."""
    return import_string("trafilatura.core.bare_extraction")


def _stripped(html: str) -> str:
    """All the text of a fragment, a line for each block."""
    return unescape(nh3.clean(BREAKS.sub("\n", html), tags=set(), clean_content_tags={"script", "style", "title"}))


def _of_text(text: str, today: date) -> Pasted:
    lines = [line.strip() for line in text.split("\n", LINES_LOOKED_AT)[:LINES_LOOKED_AT]]
    said = [line for line in lines if line]
    address = ADDRESS.search(text, 0, 20_000)
    author = next(filter(None, (AUTHOR.fullmatch(line) for line in said[:8] if len(line) < 150)), None)
    title = next((line for line in said if not ADDRESS.fullmatch(line)), "")
    return Pasted(
        text=tidy(text),
        title=_line(title, 300),
        author=_line(author["name"] if author else "", 200),
        when=next(_days(said, today), ""),
        url=_address(address[0].rstrip(".,;:)]}") if address else ""),
        language=language_of(text),
    )


def _days(lines: list[str], today: date) -> Iterator[str]:
    for line in lines:
        for found in DATED.finditer(line[:1000]):
            if day := _past(found[0], today):
                yield day


def _past(text: str, today: date) -> str:
    """The EDTF of a date that is not to come, '' where it cannot be read."""
    try:
        day = read_date(text).edtf
    except DateError:
        return ""
    return day if day <= today.isoformat() else ""


def _line(text: str | None, longest: int) -> str:
    said = " ".join((text or "").split())
    return said if len(said) <= longest else f"{said[: longest - 1].rsplit(' ', 1)[0]}…"


def _address(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and "." in parts.netloc and len(url) <= 500 else ""


def tidy(text: str) -> str:
    """Without spaces at the ends of lines, and with one blank line at most between two."""
    lines = "\n".join(line.rstrip() for line in clean(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def language_of(text: str) -> str:
    """By its letters and its commonest words; '' where neither tells."""
    sample = text[:4000].lower()
    letters = sum(one.isalpha() for one in sample)
    for code, own in SCRIPTS:
        if letters and sum(sample.count(one) for one in own) > letters * (
            0.03 if code in ("ur", "ps", "fa", "uk") else 0.15
        ):
            return code
    words = re.findall(r"[^\W\d_]+", sample)
    shares = {code: sum(word in common.split() for word in words) for code, common in COMMON.items()}
    best = max(shares, key=shares.__getitem__)
    return best if len(words) >= 8 and shares[best] >= len(words) * 0.12 else ""
