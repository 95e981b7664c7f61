"""Upstream XML as a small tree that knows its lines. Pure.

What could harm is refused before it is read: a document type (and with it every entity declaration), depth, number of
elements and length of text beyond reason.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

DEEPEST = 60
MOST_ELEMENTS = 200_000
LONGEST_ID = 150
LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the files given to an import."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Refused(Exception):
    """A file or record of a file cannot be taken; says where and why."""

    def __init__(self, place: Place, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place, self.reason = place, reason


def tidy(text: str) -> str:
    """White space collapsed, Unicode composed (NFC)."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


@dataclass(slots=True)
class Element:
    tag: str
    attributes: dict[str, str]
    file: str
    line: int
    content: list["Element | str"] = field(default_factory=list)

    @property
    def place(self) -> Place:
        return Place(self.file, self.line)

    def children(self, *tags: str) -> Iterator["Element"]:
        """The child elements, of the given tags where there are any."""
        return (one for one in self.content if isinstance(one, Element) and (not tags or one.tag in tags))

    def child(self, tag: str) -> "Element | None":
        return next(self.children(tag), None)

    def text(self, *path: str) -> str:
        """The tidied text under the first element of the path; "" where there is none."""
        found: Element | None = self
        for tag in path:
            found = found.child(tag) if found else None
        return tidy("".join(found.raw())) if found else ""

    def attribute(self, name: str) -> str:
        return tidy(self.attributes.get(name, ""))

    def raw(self) -> Iterator[str]:
        for one in self.content:
            if isinstance(one, Element):
                yield from one.raw()
            else:
                yield one

    def required(self, tag: str, longest: int = LONGEST_ID) -> str:
        """The text of a child that must be there and filled; else the record is refused."""
        if text := self.bounded(tag, longest):
            return text
        there = self.child(tag)
        place = there.place if there else self.place
        raise Refused(place, f"<{self.tag}> has {'an empty' if there else 'no'} <{tag}>")

    def bounded(self, tag: str, longest: int = LONGEST_TEXT) -> str:
        """The text of a child, "" where there is none; longer than any of this source's it is refused."""
        text, there = self.text(tag), self.child(tag)
        if there and len(text) > longest:
            raise Refused(there.place, f"<{tag}> is longer than {longest:,} characters")
        return text

    def digest(self, leaving_out: frozenset[str] = frozenset()) -> str:
        """What it says in one line, `tag text; tag tag text`, without empty elements and those left out."""
        return "; ".join(self._facts("", leaving_out))

    def _facts(self, name: str, leaving_out: frozenset[str]) -> Iterator[str]:
        yield from (f"{name} {key} {value}".lstrip() for key, value in self.attributes.items() if value.strip())
        mixed = any(isinstance(one, str) and one.strip() for one in self.content)
        inner = [] if mixed else list(self.children())
        if not inner and (text := self.text()):
            yield f"{name} {text}".lstrip()
        for one in inner:
            if one.tag not in leaving_out:
                yield from one._facts(f"{name} {one.tag}".lstrip(), leaving_out)


# An attribute or a short element first: "id kissinger-henry-a; ", "role secretary; ", "treatAsConsecutive yes; ".
DIGEST = re.compile(r"(?:[a-z]\w* \S*[-\d]\S*|role [a-z]+|[a-z]+[A-Z]\w* \S+); [a-zA-Z][\w-]* \S")


def is_digest(text: str) -> bool:
    """Whether the text is as `Element.digest` writes it: "id 12; name Yue Xiaoyong; state China"."""
    return DIGEST.match(text) is not None


class _Builder:
    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Element | None = None
        self.open: list[Element] = []
        self.number = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters

    def here(self) -> Place:
        return Place(self.file, self.parser.CurrentLineNumber)

    def doctype(self, *_declared: object) -> None:
        raise Refused(
            self.here(),
            "the file declares a document type, which can define entities. Files of this source have none",
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.number += 1
        if self.number > MOST_ELEMENTS:
            raise Refused(self.here(), f"there are more than {MOST_ELEMENTS:,} elements")
        element = Element(tag, attributes, self.file, self.parser.CurrentLineNumber)
        if not self.open:
            self.root = element
        elif len(self.open) >= DEEPEST:
            raise Refused(self.here(), f"elements are nested more than {DEEPEST} deep")
        else:
            self.open[-1].content.append(element)
        self.open.append(element)

    def end(self, tag: str) -> None:
        self.open.pop()

    def characters(self, text: str) -> None:
        self.open[-1].content.append(text)


def parse(data: bytes, file: str) -> Element:
    """The root element; raises Refused with file, line and reason for what is no well-formed, plain XML."""
    if not data.strip():
        raise Refused(Place(file, 1), "the file is empty")
    builder = _Builder(file)
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Refused(Place(file, error.lineno), f"not well-formed XML: {expat.ErrorString(error.code)}") from None
    except (LookupError, ValueError) as error:
        raise Refused(builder.here(), f"the text cannot be decoded: {error}") from None
    if builder.root is None:
        raise Refused(Place(file, 1), "the file holds no element")
    return builder.root
