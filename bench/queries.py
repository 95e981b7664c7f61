"""The forty questions that are measured, each of a class, and what names are looked for by."""

from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Query:
    """`more` are further parameters of the address: facets chosen, a page, an order."""

    sort: str
    text: str
    more: tuple[tuple[str, str], ...] = ()

    @property
    def data(self) -> str:
        return urlencode([*([("q", self.text)] if self.text else []), *self.more])

    @property
    def address(self) -> str:
        return f"/search/?{self.data}"

    @property
    def page(self) -> int:
        return int(dict(self.more).get("page", "1"))

    @property
    def order(self) -> str:
        return dict(self.more).get("order", "relevance")

    @property
    def said(self) -> str:
        return " ".join([self.text, *(f"[{name}={value}]" for name, value in self.more)]).strip()


QUERIES = (
    Query("rare word", "kremlin"),
    Query("rare word", "batista"),
    Query("rare word", "belarus"),
    Query("middling word", "nuclear"),
    Query("middling word", "refugees"),
    Query("middling word", "luncheon"),
    Query("middling word", "haven"),
    Query("common word", "president"),
    Query("common word", "government"),
    Query("common word", "war"),
    Query("two words", "trade agreement"),
    Query("two words", "border refugees"),
    Query("two words", "foreign minister"),
    Query("three words", "soviet military treaty"),
    Query("phrase", '"safe haven"'),
    Query("phrase", '"joint statement"'),
    Query("phrase", '"foreign minister"'),
    Query("phrase", '"joint working group" border'),
    Query("or", "drone OR missile"),
    Query("or", "wheat OR aid OR loan OR debt"),
    Query("or", "president OR king"),
    Query("not", "border -soviet"),
    Query("not", "president -war -treaty"),
    Query("brackets", "(drone OR missile) (border OR river) -king"),
    Query("brackets", '("safe haven" OR smuggling) border'),
    Query("beginning", "negotiat*"),
    Query("beginning", "electr* dam"),
    Query("field", "kind:claim border"),
    Query("field", "actor:amir-khan-muttaqi treaty"),
    Query("field", "year:2015-2020 sanctions"),
    Query("field", "grade:B2 war"),
    Query("field", 'tag:border kind:visit,meeting "trade agreement"'),
    Query("name", "Muttaqi"),
    Query("name", "Erdoğan"),
    Query("name misspelt", "Mottaki"),
    Query("other script", "متقی"),
    Query("long", "negotiations between the soviet government and american secretary on military security and trade"),
    Query("chosen", "treaty", (("kind", "document"), ("kind", "claim"), ("year", "2018"))),
    Query("chosen", "president", (("tag", "border"), ("kind", "visit"))),
    Query("deep page", "government", (("page", "40"),)),
)
# What is typed, and the title of the record that must be among the first twenty, or that "did you mean" must lead to.
PROBES = (
    ("Muttaqi", "Amir Khan Muttaqi"),
    ("Mottaki", "Amir Khan Muttaqi"),
    ("Mutaqi", "Amir Khan Muttaqi"),
    ("متقی", "Amir Khan Muttaqi"),
    ("Erdoğan", "Recep Tayyip Erdoğan"),
    ("Erdogan", "Recep Tayyip Erdoğan"),
    ("O'Brien", "Keith O’Brien"),
    ("O’Brien", "Keith O’Brien"),
    ("Ki-moon", "Ban Ki-moon"),
    ("Ki moon", "Ban Ki-moon"),
    ("Wałęsa", "Lech Wałęsa"),
    ("Walesa", "Lech Wałęsa"),
    ("Путин", "Vladimir Putin"),
    ("王毅", "Wang Yi"),
)
# What somebody has typed of a name so far.
BEGINNINGS = (
    "a",
    "am",
    "amir",
    "amir khan mut",
    "erd",
    "erdo",
    "wal",
    "ki m",
    "o'b",
    "j",
    "jo",
    "john",
    "mar",
    "smi",
    "s",
    "khan",
)
