"""The feeds of news: what stands in each for one reader."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.html import escape

from records import kinds
from records.changes import Entry, Period, Scope, as_text, changes, first_read
from records.feeds import FeedEntry, FeedHead, feed_text, urn
from records.links import Links


@dataclass(frozen=True, slots=True)
class Telling:
    """What the entries of a feed have in common: `site` is its scheme and host, `born` when it was set up."""

    links: Links
    site: str
    born: datetime


def feed_of(scope: Scope, name: str, title: str, page: str, address: str, subtitle: str = "") -> tuple[str, datetime]:
    """The text of a feed, and the moment of its newest entry; `page` and `address` are whole. `name` tells it apart.

    Seven queries.
    """
    news = changes(scope, Period(made_in_bulk=True))
    born, first = begun(), first_read((one.pk for one in news.entries), scope.reader)
    site = page.split("/", 3)
    told = Telling(news.links, f"{site[0]}//{site[2]}", born)
    entries = [entry_of(one, told, first.get(one.pk, one.at)) for one in news.entries]
    head = FeedHead(urn("feed", born.isoformat(), name), title, subtitle, page, address, born)
    return feed_text(head, entries), max((one.updated for one in entries), default=born)


def begun() -> datetime:
    """When this site was set up, which tells its feeds from those of another."""
    first = MigrationRecorder(connection).migration_qs.order_by("id").values_list("applied", flat=True)[:1]
    return first[0]


def entry_of(one: Entry, told: Telling, first: datetime) -> FeedEntry:
    """`first`: when the reader could first have read the record; when it was made is not told."""
    reference = kinds.ref(one.kind, one.pk)
    said = [as_text(each, told.links) for each in one.phrases]
    tags = () if one.gone else tuple(one.snapshot.get("tags", ()))
    return FeedEntry(
        identity=urn("record", told.born.isoformat(), one.pk),
        title=reference if one.gone else told.links.title(one.pk) or reference,
        address=f"{told.site}/r/{one.pk}" if one.gone else f"{told.site}{told.links.address(one.pk)}",
        updated=one.at,
        published=min(first, one.at),
        summary=escape("; ".join(said)),
        categories=(kinds.KINDS[one.kind].label, *tags),
    )
