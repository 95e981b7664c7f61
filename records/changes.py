"""What changed since, in domain words, for one reader.

The news of a record is the difference between what it was for the reader at the beginning of the period and what it is now:
several edits are told once. A revision counts only where it shows the reader something: one that changes nothing but what is
withheld from them is passed over, in the text, in the order and in the moment that is told.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, pairwise
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from records import kinds
from records.access import Reader, Stage
from records.links import Links
from records.listing import PER_PAGE
from records.models import RecordQuerySet, Redirect, Revision, User
from records.models.tags import tags_known_among
from records.numbers import counted
from records.telling import Phrase, announced, phrase, told

# Revisions that are looked through at first, how often three times as many more, and of one record at most.
LEAST, BATCHES, DEEPEST = 40, 6, 40


class Place(NamedTuple):
    """Where a page begins: after what was told of the record at that moment. An address holds no number of a revision:
    it would tell how many others, which the reader does not see, were made before it."""

    at: datetime
    record: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.record}"


def place_of(text: str) -> Place | None:
    """The place as it stands in an address; None for what is none."""
    moment, _, record = text.partition("~")
    at = moment_of(moment.replace(" ", "+"))
    pk = counted(record)
    return None if at is None or pk is None else Place(at, pk)


def moment_of(text: str) -> datetime | None:
    """The moment in UTC, None for what is none: one that UTC has no year for could be neither compared nor kept."""
    try:
        at = datetime.fromisoformat(text)
        return at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


class Kept(NamedTuple):
    """A revision as it is read."""

    pk: int
    at: datetime
    in_bulk: bool
    snapshot: dict[str, Any]


@dataclass(slots=True)
class Entry:
    """The news of one record. `phrases` are those that the reader may be told; `is_new`: they knew nothing of it before."""

    pk: int
    kind: str
    at: datetime
    revision: int
    is_new: bool
    gone: bool
    snapshot: dict[str, Any]
    phrases: list[Phrase]

    @property
    def draft(self) -> str:
        return "" if self.snapshot["stage"] >= Stage.PUBLISHED else str(Stage(self.snapshot["stage"]).label)


@dataclass(slots=True)
class Page:
    entries: list[Entry]
    links: Links
    # Where the next page begins; None after the last.
    older: Place | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """Records of one kind that an import made."""

    comment: str
    kind: str
    number: int
    last: datetime

    @property
    def what(self) -> str:
        info = kinds.KINDS[self.kind]
        return (info.label if self.number == 1 else info.plural).lower()

    @property
    def address(self) -> str:
        return f"/{kinds.KINDS[self.kind].folder}/"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose news: of `records`, which have passed the reader's door; None for all, those that have gone among them."""

    reader: Reader
    records: RecordQuerySet | None = None


@dataclass(slots=True)
class Period:
    """What is looked through: since a moment or, without one, the last change of each record. `made_in_bulk`: also what
    imports made, one by one. `by_hand`: nothing that imports did."""

    since: datetime | None = None
    older_than: Place | None = None
    made_in_bulk: bool = False
    by_hand: bool = False
    most: int = PER_PAGE


@dataclass(slots=True)
class History:
    """The revisions of one record that the reader could have read, oldest first; `base` is what it was before."""

    pk: int
    kind: str
    base: Kept | None = None
    kept: list[Kept] = field(default_factory=list)
    steps: list[list[Phrase]] = field(default_factory=list)
    whole: list[Phrase] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the reader may see of what is named: records, which are loaded, and tags."""

    links: Links
    tags: set[str]

    def of(self, phrases: Iterable[Phrase]) -> list[Phrase]:
        shown = (one.for_those_who_see(self.links.__contains__, self.tags.__contains__) for one in phrases)
        return list(dict.fromkeys(one for one in shown if one))


def changes(scope: Scope, period: Period) -> Page:
    """One page of the news, the newest first. Four queries, one more each where records have gone, where tags are told of
    and for a page of older news; as many for each further batch of revisions, which are read only where very many show
    the reader nothing."""
    page, size, start = Page([], Links(scope.reader)), max(4 * period.most, LEAST), begin(scope.reader, period)
    for _ in range(BATCHES):
        rows = list(candidates(scope, period, start)[:size])
        page.entries += news_in(rows, scope.reader, period, page.links)
        if len(page.entries) > period.most or len(rows) < size:
            break
        start, size = (rows[-1][1], rows[-1][0]), size * 3
    else:
        page.older = Place(*rows[-1][1:3])
    if len(page.entries) > period.most:
        del page.entries[period.most :]
        page.older = Place(page.entries[-1].at, page.entries[-1].pk)
    return page


def begin(reader: Reader, period: Period) -> tuple[datetime, int] | None:
    """(moment, revision) after which the page begins; before all of that moment where there is no such revision."""
    if period.older_than is None:
        return None
    at, record = period.older_than
    found = Revision.objects.of_shown(reader).tellable_to(reader).of_these([record]).made_at(at)
    return at, found.newest_first().values_list("pk", flat=True).first() or 0


def candidates(scope: Scope, period: Period, start: tuple[datetime, int] | None) -> Any:
    """(revision, moment, record, kind), the newest first."""
    found = Revision.objects.tellable_to(scope.reader)
    found = found.of_shown(scope.reader) if scope.records is None else found.of_records(scope.records)
    if period.since:
        found = found.after(period.since)
    if start:
        found = found.older_than(*start)
    if not period.made_in_bulk:
        found = found.one_by_one()
    if period.by_hand:
        found = found.by_hand()
    return found.newest_first().values_list("pk", "at", "record_id", "record__kind")


def news_in(rows: Sequence[tuple[Any, ...]], reader: Reader, period: Period, links: Links) -> list[Entry]:
    """The news whose moment is that of one of the revisions: each record is told of once, wherever a page begins."""
    histories = histories_of({pk: kind for _, _, pk, kind in rows}, reader, period)
    merged = merged_away([one for one in histories.values() if one.kept and gone(one.kept[-1])])
    for one in histories.values():
        put_in_words(one, merged)
    links.load({*histories, *(pk for one in histories.values() for pk in named_in(one))})
    seen = Seen(links, known_tags(histories.values(), reader))
    news = {one.pk: entry for one in histories.values() if (entry := entry_of(one, seen, period))}
    return [news[record] for pk, _, record, _ in rows if record in news and news[record].revision == pk]


def made_in_bulk(scope: Scope, since: datetime) -> list[Made]:
    """One line for each import and kind: of records that the reader could have read when they were brought in, as others
    are told of where they came to be shown. One query."""
    made = Revision.objects.of_visible(scope.reader).readable_by(scope.reader).after(since)
    if scope.records is not None:
        made = made.of_records(scope.records)
    return [Made(*row) for row in made.bulk_totals()]


def histories_of(found: dict[int, str], reader: Reader, period: Period) -> dict[int, History]:
    histories = {pk: History(pk, kind) for pk, kind in found.items()}
    readable = Revision.objects.tellable_to(reader).of_these(histories)
    columns = ("record_id", "pk", "at", "in_bulk", "snapshot")
    within = readable.after(period.since) if period.since else readable
    for record, *row in within.newest_of_each(DEEPEST).values_list(*columns):
        histories[record].kept.append(Kept(*row))
    if period.since:
        for record, *row in readable.until(period.since).newest_of_each(1).values_list(*columns):
            histories[record].base = Kept(*row)
    for one in histories.values():
        starts_at_import = period.since and one.kept and one.kept[0].in_bulk
        if one.base is None and one.kept and (starts_at_import or len(one.kept) == DEEPEST):
            one.base = one.kept.pop(0)
    return histories


def gone(kept: Kept) -> bool:
    return bool(kept.snapshot["stage"] == Stage.WITHDRAWN)


def merged_away(withdrawn: Sequence[History]) -> dict[int, int]:
    """id of a record that was merged away -> id of the record to which its address leads."""
    paths = {kinds.address(one.kind, one.kept[-1].snapshot["slug"]): one.pk for one in withdrawn}
    if not paths:
        return {}
    led = Redirect.objects.from_paths(list(paths)).values_list("path", "record_id")
    return {paths[path]: winner for path, winner in led if paths[path] != winner}


def put_in_words(one: History, merged: dict[int, int]) -> None:
    """The phrases of each step and of the whole way."""
    path = [*([one.base] if one.base else []), *one.kept]
    if one.base is None and path:
        one.steps.append([announced(one.kind, path[0].snapshot, one.pk)])
    for before, after in pairwise(path):
        one.steps.append(difference(one, before, after, merged))
    if one.base is None:
        one.whole = [announced(one.kind, path[-1].snapshot, one.pk)] if path else []
    elif len(path) > 1:
        one.whole = difference(one, one.base, path[-1], merged)


def difference(one: History, before: Kept, after: Kept, merged: dict[int, int]) -> list[Phrase]:
    if not gone(after):
        return told(one.kind, before.snapshot, after.snapshot)
    if gone(before):
        return []
    reason = phrase(f"withdrawn: {after.snapshot.get('withdrawn_because', '')}")
    return [phrase("merged into ", merged[one.pk], otherwise=reason) if one.pk in merged else reason]


def named_in(one: History) -> Iterator[int]:
    for each in chain(*one.steps, one.whole):
        yield from each.ids()


def known_tags(histories: Iterable[History], reader: Reader) -> set[str]:
    """Of the tags that are told of, those that the reader may know of. One query, none where no tag is."""
    return tags_known_among({each.tag for one in histories for each in chain(*one.steps, one.whole)} - {""}, reader)


def entry_of(one: History, seen: Seen, period: Period) -> Entry | None:
    """The news of a record for this reader, at the moment of the last revision that showed them something."""
    last = last_shown(one, seen)
    if last is None:
        return None
    at = one.kept[last]
    is_new = one.base is None and (period.since is not None or last == 0)
    said = seen.of(one.whole) if period.since else seen.of(one.steps[last])
    ended = gone(one.kept[-1])
    if not said or (ended and one.base is None and last == 0) or not (ended or one.pk in seen.links):
        return None
    if ended and period.since and one.base is None:
        return None
    return Entry(one.pk, one.kind, at.at, at.pk, is_new, ended, one.kept[-1].snapshot, said)


def last_shown(one: History, seen: Seen) -> int | None:
    """Which of the revisions is the last that showed the reader something."""
    return next((place for place in reversed(range(len(one.kept))) if seen.of(one.steps[place])), None)


def moments_of(found: dict[int, str], reader: Reader) -> dict[int, tuple[datetime, datetime]]:
    """id -> the moments of the first revision that the reader could have read and of the last that showed them something,
    of records by their kinds. One query, four where some have more revisions than one, five where tags are told of."""
    spans = dict(Revision.objects.readable_by(reader).of_these(found).spans())
    histories = histories_of({pk: found[pk] for pk, (first, last) in spans.items() if first != last}, reader, Period())
    for one in histories.values():
        put_in_words(one, {})
    links = Links(reader).load({*histories, *(pk for one in histories.values() for pk in named_in(one))})
    seen = Seen(links, known_tags(histories.values(), reader))
    moments = {}
    for pk, (first, _) in spans.items():
        last = last_shown(histories[pk], seen) if pk in histories else None
        moments[pk] = (first, first if last is None else histories[pk].kept[last].at)
    return moments


def first_read(pks: Iterable[int], reader: Reader) -> dict[int, datetime]:
    """id -> the moment of the first revision that the reader could have read. One query."""
    return {pk: first for pk, (first, _) in Revision.objects.readable_by(reader).of_these(pks).spans()}


def as_html(said: Phrase, links: Links) -> SafeString:
    parts = (links[part] if isinstance(part, int) else conditional_escape(part) for part in said.parts)
    return mark_safe("".join(parts))


def as_text(said: Phrase, links: Links) -> str:
    return "".join((links.title(part) or "") if isinstance(part, int) else part for part in said.parts)


def heading(entry: Entry, links: Links) -> SafeString:
    """The link of the record, of one that has gone its reference, which leads to where it is said why; "" where the first
    phrase names the record itself."""
    if entry.gone:
        return mark_safe(f'<a href="/r/{entry.pk}">{kinds.ref(entry.kind, entry.pk)}</a>')
    return mark_safe("") if entry.is_new else links[entry.pk]


def mark_read(reader: User, until: datetime) -> bool:
    """Keep on the account that all up to this moment has been read, if it is later than what was kept."""
    earlier = Q(changes_read_until__isnull=True) | Q(changes_read_until__lt=until)
    return bool(User.objects.filter(earlier, pk=reader.pk).update(changes_read_until=until))
