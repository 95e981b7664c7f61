"""A form of a page as a browser reads it and sends it: what stands in its fields, under their names."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client

NOT_SENT = frozenset({"submit", "button", "reset", "image", "file"})
LINE_ENDS = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class Reading(HTMLParser):
    """Reads the successful controls of the form of class `entry` (HTML, 4.10.22.4)."""

    sent: dict[str, list[str]] = field(default_factory=dict)
    templates: int = 0
    inside: bool = False
    select: tuple[str, list[str]] | None = None
    options: list[str] = field(default_factory=list)
    textarea: str = ""
    text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "template":
            self.templates += 1
        if tag == "form" and "entry" in (given.get("class") or "").split():
            self.inside = True
        if not self.inside or self.templates or "disabled" in given:
            return
        if tag == "input" and name:
            self.read_input(given, name)
        elif tag == "select":
            self.select, self.options = (name, []), []
        elif tag == "option" and self.select:
            self.options.append(given.get("value") or "")
            if "selected" in given:
                self.select[1].append(given.get("value") or "")
        elif tag == "textarea":
            self.textarea, self.text = name, []

    def read_input(self, given: dict[str, str | None], name: str) -> None:
        kind = given.get("type") or "text"
        if kind in ("checkbox", "radio"):
            if "checked" in given:
                self.add(name, given["value"] or "" if "value" in given else "on")
        elif kind not in NOT_SENT:
            value = given.get("value") or ""
            self.add(name, value if kind == "hidden" else LINE_ENDS.sub("", value))

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self.templates -= 1
        elif tag == "form":
            self.inside = False
        elif tag == "select" and self.select:
            name, chosen = self.select
            for one in chosen or self.options[:1]:
                self.add(name, one)
            self.select = None
        elif tag == "textarea" and self.textarea:
            # The first line end behind the tag is no part of the text.
            text = re.sub(r"\A(\r\n|\r|\n)", "", "".join(self.text))
            self.add(self.textarea, LINE_ENDS.sub("\r\n", text))
            self.textarea = ""

    def add(self, name: str, value: str) -> None:
        self.sent.setdefault(name, []).append(value)


def fields_of(answer: Any) -> dict[str, list[str]]:
    """What the browser would send of the form, were nothing changed; without the token against forgery."""
    reading = Reading()
    reading.feed(answer.content.decode())
    reading.sent.pop("csrfmiddlewaretoken", None)
    return reading.sent


def opened(client: Client, address: str) -> dict[str, list[str]]:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return fields_of(answer)


def refusals(answer: Any) -> str:
    """What the page says is wrong, as plain text."""
    found = re.search(r'<section class="refused".*?</section>', answer.content.decode(), re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])) if found else ""
