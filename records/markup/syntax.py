"""What a reference to a record looks like in a text. Pure.

`[[kind/slug]]` is a link, `[[kind/slug|label]]` one with words of its own, `![[kind/slug]]` a card of the record, and
`[[^documents/slug]]` the mark of a source: the number that the document has among the sources of the page. In a form
`[[withheld/1042-3-2]]` stands for one that leads to what its editor may not see (`records.forms.withheld`).
"""

import re
from dataclasses import dataclass

REFERENCE = (
    r"(?P<sign>!?)\[\[(?P<cite>\^?)(?P<folder>[a-z]{1,20})/(?P<slug>[a-z0-9][a-z0-9-]{0,99})"
    r"(?:\|(?P<label>[^\[\]|\n]{1,200}))?\]\]"
)
REFERENCES = re.compile(REFERENCE)
# The folder of a token.
WITHHELD = "withheld"
# Stand where a reference stood until it is resolved for one reader; private characters, taken out of every text first, as are
# halves of characters of UTF-16, which can be written nowhere.
START, END = "\ue000", "\ue001"
PRIVATE = re.compile(f"[{START}{END}\x00\x02\x03\ud800-\udfff]")
PLACEHOLDER = re.compile(f"{START}([0-9]+){END}")
# A paragraph of nothing but placeholders, else a single one.
CARDS_OR_ONE = re.compile(f"<p>(?:{START}[0-9]+{END}\\s*)+</p>|{START}[0-9]+{END}")


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference as written; `folder` is the part of the address that names the kind ("actors")."""

    folder: str
    slug: str
    label: str = ""
    card: bool = False
    cite: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return (self.folder, self.slug)


def reference(found: re.Match[str]) -> Reference:
    return Reference(
        found["folder"],
        found["slug"],
        (found["label"] or "").strip(),
        card=bool(found["sign"]),
        cite=bool(found["cite"]),
    )


def placeholder(number: int) -> str:
    return f"{START}{number}{END}"
