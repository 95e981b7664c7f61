"""The ledger on the page of a claim: its rows, the drawing of its stances, the counts and their filters."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from briefings.filters.claims import SHOWN, TOLD, LedgerFilters
from briefings.ledger import AFFIRMING, DENYING, Cited, Said, Tally
from briefings.models import Assertion, Attribution, Channel, Stance
from records import kinds
from records.access import Reader
from records.dates import time_html
from records.drawings import Lanes, Point, lanes
from records.links import WITHHELD, Links
from records.listing import PER_PAGE, Pager, pager
from records.models import Citation

COLUMNS = (
    "pk",
    "speaker_id",
    "on_behalf_of_id",
    "title_as_stated",
    "encounter_id",
    "channel",
    "attribution",
    "quote",
    "paraphrase",
    "evidence",
    "responds_to_id",
)


@dataclass(frozen=True, slots=True)
class Count:
    sign: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A link that shows a part of the ledger."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One assertion as templates/briefings/_ledger.html prints it; names and places are ready links."""

    ref: SafeString
    when: SafeString
    speaker: SafeString
    title: str
    behalf: SafeString
    told: list[SafeString]
    note: str
    where: SafeString
    how: str
    answers: SafeString
    stance: str
    words: str
    quoted: bool
    evidence: str
    grade: str
    others: int


def counts(tally: Tally) -> list[Count]:
    """How many affirm, deny and were told; what nobody did is left out, but for these three."""
    number = tally.stances
    rows = (
        Count("+", "affirm", tally.affirm),
        Count("±", "affirm in part", tally.in_part),
        Count("−", "deny", tally.deny),
        Count("✕", "retract", tally.retract),
        Count("?", "question", number[Stance.QUESTIONS]),
        Count("…", "asked, no position", number[Stance.NO_POSITION]),
        Count("→", "was told" if tally.told == 1 else "were told", tally.told),
    )
    return [one for one in rows if one.number or one.sign in "+−→"]


def in_time(said: Iterable[Said]) -> list[Said]:
    """Oldest first, those of an unknown day last."""
    return sorted(said, key=lambda one: (one.day or date.max, one.day is None))


class LedgerPage:
    """One page of a ledger, for the reader and the address of `request`. One query, one more where it is filtered by
    actors; `ids` are the records that it names."""

    def __init__(self, tally: Tally, request: HttpRequest) -> None:
        self.tally = tally
        self.query = request.GET
        self.form = LedgerFilters(request.GET, request.user)
        self.form.is_valid()
        found = [one for one in in_time(tally.said) if self.form.takes(one)]
        self._page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        self.total = len(found)
        self.said: list[Said] = list(self._page.object_list)
        self.drawn = in_time(tally.said) if tally.total <= PER_PAGE else self.said
        self._details = details(self.said, request.user)
        self._by_id = {one.pk: one for one in tally.said}

    @property
    def first(self) -> int:
        return self._page.start_index()

    @property
    def last(self) -> int:
        return self._page.end_index()

    @property
    def pager(self) -> Pager | None:
        return pager(self._page.number, self._page.paginator.num_pages, self.query)

    @property
    def filtered(self) -> bool:
        return self.total < self.tally.total

    @property
    def refused(self) -> list[str]:
        """What is wrong with the filters of the address."""
        return [str(error) for errors in self.form.errors.values() for error in errors]

    def choices(self) -> list[Choice]:
        """The whole ledger, those who affirm, those who deny, and what somebody was told."""
        asked = self.form.cleaned_data
        number = {
            "affirms": sum(one.stance in AFFIRMING for one in self.tally.said),
            "denies": sum(one.stance in DENYING for one in self.tally.said),
            TOLD: sum(bool(one.hearers or one.note) for one in self.tally.said),
        }
        whole = not any(asked.get(name) for name in ("stance", "speaker", "told"))
        parts = [
            Choice(f"{label} {number[key]}", show(stance=key), asked.get("stance") == key)
            for key, label in SHOWN.items()
        ]
        return [Choice(f"all {self.tally.total}", show(), whole), *parts]

    def ids(self) -> Iterator[int | None]:
        yield from self._details.keys()
        for one in self.said:
            yield from one.hearers
            row = self._details[one.pk]
            yield from (row["speaker_id"], row["on_behalf_of_id"], row["encounter_id"], row["responds_to_id"])
            if answered := self._by_id.get(row["responds_to_id"]):
                yield answered.side if answered.side > 0 else None
        yield from (one.side for one in self.drawn if one.side > 0)

    def rows(self, links: Links) -> list[LedgerRow]:
        grades = grades_of(self.tally.cited)
        return [self._row(one, self._details[one.pk], grades.get(one.pk, ()), links) for one in self.said]

    def _row(self, one: Said, row: dict[str, Any], grades: Sequence[str], links: Links) -> LedgerRow:
        return LedgerRow(
            ref=reference(one.pk, links),
            when=mark_safe(time_html(one.when)),
            speaker=links[row["speaker_id"]],
            title=row["title_as_stated"] if row["speaker_id"] in links else "",
            behalf=links[row["on_behalf_of_id"]],
            told=[*(links[pk] for pk in one.hearers), *([WITHHELD] if one.withheld else [])],
            note=one.note,
            where=links[row["encounter_id"]],
            how=how(row["channel"], row["attribution"]),
            answers=self._answers(row["responds_to_id"], links),
            stance=Stance(one.stance).label,
            words=row["quote"],
            quoted=not row["paraphrase"],
            evidence=row["evidence"],
            grade=grades[0] if grades else "",
            others=max(len(grades) - 1, 0),
        )

    def _answers(self, pk: int | None, links: Links) -> SafeString:
        """ "Amna Baloch, 18 Nov 2024", leading to the assertion; its title where it is of another claim."""
        if not (answered := self._by_id.get(pk or 0)):
            return links[pk]
        who = links.title(answered.side) or WITHHELD
        when = mark_safe(f", {time_html(answered.when)}" if answered.when else "")
        return format_html('<a href="{}">{}{}</a>', links.address(pk), who, when)

    def drawing(self, links: Links) -> Lanes | None:
        return lanes(
            Point(
                one.day,
                Stance(one.stance).label,
                links[one.side],
                mark_safe(time_html(one.when)),
            )
            for one in self.drawn
        )


def show(**asked: str) -> str:
    query = QueryDict(mutable=True)
    query.update(asked)
    return f"?{query.urlencode()}#ledger"


def details(said: Iterable[Said], reader: Reader) -> dict[int, dict[str, Any]]:
    """The columns of these assertions that the ledger prints, by id. One query."""
    shown = Assertion.objects.visible_to(reader).among(one.pk for one in said)
    return {row["pk"]: row for row in shown.values(*COLUMNS)}


def grades_of(cited: Iterable[Cited]) -> dict[int, list[str]]:
    """The grades of what supports each record, best first."""
    found: dict[int, list[str]] = {}
    for one in cited:
        if one.stance == Citation.Stance.SUPPORTS:
            found.setdefault(one.target, []).append(one.grade)
    return {target: sorted(grades) for target, grades in found.items()}


def reference(pk: int, links: Links) -> SafeString:
    """ "S-0041", leading to the assertion."""
    return format_html('<a href="{}">{}</a>', links.address(pk), kinds.ref(Assertion.KIND, pk))


def how(channel: str, attribution: str) -> str:
    """ "own readout, on the record"; what channel and attribution both say is said once."""
    return ", ".join(dict.fromkeys((Channel(channel).label, Attribution(attribution).label)))
