"""A paper as it stands in its form, saved or not, and whether or not it could be saved. No query."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from briefings.lint import Written
from briefings.prose import number_of_words
from records.access import Handling
from records.numbers import counted
from records.referring import REF

# Rows beyond these are not looked at; a form takes no more either.
MOST_ROWS = 500
CITED = "D"
JUDGED = ("text", "likelihood", "confidence", "basis", "outcome")


@dataclass(frozen=True, slots=True)
class Judged:
    """A key judgement as it is typed; likelihood and confidence are "" until they are chosen."""

    text: str
    likelihood: str
    confidence: str
    basis: str
    outcome: str
    # What the names of its fields begin with.
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """`cited` are, in the order of the form, the ids of its documents with the figure of each passage."""

    title: str = ""
    summary: str = ""
    body: str = ""
    source_summary: str = ""
    as_of: date | None = None
    handling: Handling = Handling.CLEAR
    judgements: list[Judged] = field(default_factory=list)
    cited: list[tuple[int, str]] = field(default_factory=list)
    # What its editor looks for among the records.
    sought: str = ""

    @property
    def texts(self) -> list[str]:
        """Those in which `[[…]]` is a link."""
        return [self.summary, self.body, self.source_summary]

    @property
    def words(self) -> int:
        return sum(number_of_words(one) for one in (self.summary, self.body, *(one.text for one in self.judgements)))

    def written(self) -> Iterator[Written]:
        """What is looked at for how it words likelihood and confidence."""
        yield Written("summary", "Summary", self.summary)
        for place, one in enumerate(self.judgements, 1):
            yield Written(f"{one.prefix}-text", f"Judgement {place}", one.text, judged=True)
            yield Written(f"{one.prefix}-basis", f"Basis of judgement {place}", one.basis, after_confidence=True)
        yield Written("body", "Text", self.body)
        yield Written("source_summary", "Source summary", self.source_summary)


def drafted(values: Mapping[str, str]) -> Paper:
    """Of the values of a form by the names of its fields. What is no date or label counts as not given."""
    return Paper(
        title=values.get("title", ""),
        # A browser sends its line ends as two signs.
        **{name: lines(values.get(name, "")) for name in ("summary", "body", "source_summary")},
        as_of=day(values.get("as_of", "")),
        handling=label(values.get("handling", "")),
        judgements=judgements(values),
        cited=list(cited(values)),
        sought=values.get("sought", "").strip(),
    )


def lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def label(text: str) -> Handling:
    known = {str(one.value): one for one in Handling}
    return known.get(text, Handling.CLEAR)


def rows(values: Mapping[str, str], name: str) -> Iterator[str]:
    """What the names of the fields of each row begin with, those left out that are to be removed."""
    number = min(counted(values.get(f"{name}-TOTAL_FORMS")) or 0, MOST_ROWS)
    yield from (f"{name}-{place}" for place in range(number) if not values.get(f"{name}-{place}-DELETE"))


def judgements(values: Mapping[str, str]) -> list[Judged]:
    found = []
    for prefix in rows(values, "judgements"):
        given = [values.get(f"{prefix}-{name}", "") for name in JUDGED]
        if any(one.strip() for one in given[:-1]):
            place = counted(values.get(f"{prefix}-ORDER"))
            found.append((math.inf if place is None else place, prefix, given))
    # Rows without a number come last, as they stand.
    found.sort(key=lambda one: one[0])
    return [Judged(**dict(zip(JUDGED, given, strict=True)), prefix=prefix) for _, prefix, given in found]


def cited(values: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    for prefix in rows(values, "citations"):
        found = REF.search(values.get(f"{prefix}-document", ""))
        if found and found[1].upper() == CITED:
            yield int(found[2]), values.get(f"{prefix}-credibility", "") or "6"
