"""The pages of merging: what would move and what collides, what moved in a merge and what an undo would give back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from actors.merging import undoing
from actors.merging.planning import (
    FIELDS,
    How,
    Row,
    by_default,
    differing,
    known_to_differ,
    newest,
    planned,
    rows_of,
    schemes_in_both,
    why_not,
)
from actors.merging.relations import RELATIONS
from actors.models import Actor, Category, Merge
from actors.sections.moving import Group, groups
from records.access import Handling, Reader, Stage
from records.dates import time_html
from records.links import Links
from records.models import Proposal, User
from records.models.readers import called
from records.proposing import in_words
from records.publishing import Refused

LABELS = {
    "title": "Name",
    "family_name": "Family name",
    "sort_name": "Sorted under",
    "category": "What it is",
    "summary": "In one sentence",
    "state_id": "State or territory",
    "parent_id": "Part of",
    "when": "Life span",
    "when_note": "Life span, as the source says",
}
BLANK = mark_safe('<span class="fine">blank</span>')


@dataclass(frozen=True, slots=True)
class FieldShown:
    """`choice`: whether the curator chooses between the two; `taken`: whether that of the one that goes is chosen."""

    name: str
    label: str
    stays: SafeString
    goes: SafeString
    choice: bool
    taken: bool


@dataclass(slots=True)
class MergePage:
    """templates/desk/merge.html prints it. `seen` are the revisions of both that were read."""

    winner: Actor
    loser: Actor
    seen: str
    fields: list[FieldShown] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    cannot: str = ""
    reason: str = ""
    refused: str = ""
    waiting: bool = False

    @property
    def strictest(self) -> str:
        return Handling(max(self.winner.handling, self.loser.handling)).label

    @property
    def moving(self) -> int:
        return sum(one.number for one in self.groups)

    @property
    def apart(self) -> int:
        return sum(one.apart for one in self.groups)


def merge_page(winner: Actor, loser: Actor, reader: Reader, chosen: Collection[str] | None = None) -> MergePage:
    """`chosen`: what the curator has chosen already of the one that goes; else what the other lacks.

    A number of queries that does not depend on how many rows there are.
    """
    page = MergePage(winner, loser, seen_of(winner, loser), cannot=why_not(winner, loser))
    if winner.pk == loser.pk:
        return page
    page.fields = field_rows(winner, loser, reader, by_default(winner, loser) if chosen is None else chosen)
    page.warnings = list(warnings(winner, loser))
    page.waiting = Proposal.objects.of(winner.pk).open().wanting("merge").exists()
    try:
        page.groups = groups(planned(winner, loser).rows, reader)
    except Refused as error:
        page.cannot = str(error)
    return page


def seen_of(winner: Actor, loser: Actor) -> str:
    return f"{newest(winner)}-{newest(loser)}"


def field_rows(winner: Actor, loser: Actor, reader: Reader, chosen: Collection[str]) -> list[FieldShown]:
    links = Links(reader).load(getattr(one, name) for one in (winner, loser) for name in ("state_id", "parent_id"))
    choices = differing(winner, loser)
    return [
        FieldShown(
            name,
            LABELS[name],
            value_of(name, getattr(winner, name), links),
            value_of(name, getattr(loser, name), links),
            name in choices,
            name in chosen and name in choices,
        )
        for name in FIELDS
        if getattr(winner, name) or getattr(loser, name)
    ]


def value_of(name: str, value: Any, links: Links) -> SafeString:
    if not value:
        return BLANK
    if name.endswith("_id"):
        return links[value]
    if name == "category":
        return conditional_escape(Category(value).label)
    if name == "when":
        return mark_safe(time_html(value))
    return format_html('<span dir="auto">{}</span>', value)


def warnings(winner: Actor, loser: Actor) -> Iterable[str]:
    if pair := known_to_differ(winner, loser):
        why = f": {pair.reason}" if pair.reason else ""
        yield f"{called(pair.by)} compared the two on {pair.at:%-d %B %Y} and found that they are not the same{why}"
    for scheme, one, other in schemes_in_both(winner, loser):
        yield f"Both are known to {scheme}, as {one} and as {other}. Who has two numbers in one scheme is often two."
    if winner.handling > loser.handling:
        yield (
            f"{winner.ref} is handled as {Handling(winner.handling).label}: readers who may not see that lose what they saw of "
            f"{loser.ref}, and its name in the titles of visits and meetings."
        )
    if loser.stage < winner.stage:
        now, then = Stage(loser.stage).label, Stage(winner.stage).label
        yield f"{loser.ref} is {now}: what is told of it becomes part of what is {then}."


@dataclass(slots=True)
class SplitPage:
    """templates/desk/split.html prints it."""

    source: Actor
    groups: list[Group]
    form: Any
    chosen: list[Group] = field(default_factory=list)
    looked: bool = False
    refused: str = ""
    waiting: bool = False

    @property
    def handling(self) -> str:
        return Handling(self.source.handling).label

    @property
    def stage(self) -> str:
        return Stage(self.source.stage).label


def split_page(source: Actor, reader: Reader, form: Any, ticked: Collection[str], looked: bool) -> SplitPage:
    rows = rows_of(source)
    page = SplitPage(source, groups(rows, reader, ticked), form, looked=looked)
    page.waiting = Proposal.objects.of(source.pk).open().wanting("split").exists()
    if looked:
        going = {key: [row for row in several if f"{key}:{row.pk}" in ticked] for key, several in rows.items()}
        page.chosen = groups(going, reader)
    return page


@dataclass(frozen=True, slots=True)
class MergeRow:
    """`loser` and `winner` as they are called today, with the reference behind."""

    pk: int
    loser: str
    winner: str
    at: datetime
    by: str
    reason: str
    undone_at: datetime | None


def merge_rows(merges: Iterable[Merge]) -> list[MergeRow]:
    return [
        MergeRow(
            one.pk,
            f"{one.loser.title} · {one.loser.ref}",
            f"{one.winner.title} · {one.winner.ref}",
            one.at,
            called(one.by),
            one.reason,
            one.undone_at,
        )
        for one in merges
    ]


@dataclass(frozen=True, slots=True)
class WaitingRow:
    link: SafeString
    what: str
    who: str
    at: datetime
    reason: str


def waiting_rows(proposals: Sequence[Proposal], reader: Reader) -> list[WaitingRow]:
    links = Links(reader).load(one.record_id for one in proposals)
    return [
        WaitingRow(
            format_html(
                '<a href="/desk{}review/#proposals">{}</a>', links.address(one.record_id), links.title(one.record_id)
            ),
            in_words(one.action).capitalize(),
            called(one.by),
            one.at,
            one.reason,
        )
        for one in proposals
        if one.record_id in links
    ]


@dataclass(slots=True)
class DonePage:
    """One merge: templates/desk/merge_done.html prints it."""

    merge: MergeRow
    winner: SafeString
    strictest: str
    groups: list[Group]
    fields: list[tuple[str, SafeString, SafeString]]
    counts: list[tuple[str, int]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    cannot: str = ""
    waiting: bool = False
    reason: str = ""
    refused: str = ""


def done_page(merge: Merge, user: User) -> DonePage:
    """A number of queries that does not depend on how many rows moved."""
    kept = merge.snapshot
    rows = {key: [Row(pk, whole, How.MOVES) for pk, whole in pairs] for key, pairs in kept.get("moved", {}).items()}
    for key, several in kept.get("removed", {}).items():
        taken = [Row(0, row[RELATIONS[key].whole], How.TAKEN_OUT) for row in several]
        rows[key] = [*taken, *rows.get(key, [])]
    ties = [Row(int(pk), int(pk), How.WITHDRAWN) for pk in kept.get("withdrawn", {})]
    rows |= {"actors.Relation.subject": [*ties, *rows.get("actors.Relation.subject", [])]} if ties else {}
    changed = kept.get("fields", {})
    named = [pk for name, values in changed.items() if name.endswith("_id") for pk in values]
    links = Links(user).load([merge.winner_id, *named])
    page = DonePage(
        merge_rows([merge])[0],
        links[merge.winner_id] if merge.winner_id in links else conditional_escape(merge.winner.ref),
        Handling(max(merge.winner.handling, merge.loser.handling)).label,
        groups(rows, user),
        [
            (LABELS[name], value_of(name, one, links), value_of(name, other, links))
            for name, (one, other) in changed.items()
        ],
    )
    if merge.undone_at:
        page.left = kept.get("left", [])
        return page
    found = undoing.returning(merge)
    page.counts = found.counts
    page.left = undoing.as_told(found.left)
    page.cannot = undoing.why_not(merge) or undoing.in_the_way(merge, found)
    page.waiting = Proposal.objects.of(merge.winner_id).open().wanting("unmerge").exists()
    return page
