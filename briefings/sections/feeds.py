"""The feeds of news: what stands in each for one reader."""

from datetime import datetime

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.html import escape

from records import kinds
from records.changes import Entry, Period, Scope, as_text, changes
from records.feeds import FeedEntry, FeedHead, feed_text, urn
from records.links import Links
from records.models import Record


def feed_of(scope: Scope, name: str, title: str, page: str, address: str, subtitle: str = "") -> tuple[str, datetime]:
    """The text of a feed, and the moment of its newest entry; `page` and `address` are whole. `name` tells it apart.

    Seven queries.
    """
    news = changes(scope, Period(made_in_bulk=True))
    times = moments(news.entries)
    site = page.split("/", 3)
    entries = [entry_of(one, news.links, times[one.pk], f"{site[0]}//{site[2]}") for one in news.entries]
    born = begun()
    head = FeedHead(urn("feed", born.isoformat(), name), title, subtitle, page, address, born)
    return feed_text(head, entries), max((one.updated for one in entries), default=born)


def moments(entries: list[Entry]) -> dict[int, tuple[datetime, datetime | None]]:
    """id -> when the record was made, and published. Of records that the reader is told of."""
    rows = Record.objects.among(one.pk for one in entries).values_list("pk", "created_at", "published_at")
    return {pk: (made, published) for pk, made, published in rows}


def begun() -> datetime:
    """When this site was set up, which tells its feeds from those of another."""
    first = MigrationRecorder(connection).migration_qs.order_by("id").values_list("applied", flat=True)[:1]
    return first[0]


def entry_of(one: Entry, links: Links, times: tuple[datetime, datetime | None], site: str) -> FeedEntry:
    made, published = times
    reference = kinds.ref(one.kind, one.pk)
    said = [as_text(each, links) for each in one.phrases]
    tags = () if one.gone else tuple(one.snapshot.get("tags", ()))
    return FeedEntry(
        identity=urn("record", one.pk, made.isoformat()),
        title=reference if one.gone else links.title(one.pk) or reference,
        address=f"{site}/r/{one.pk}" if one.gone else f"{site}{links.address(one.pk)}",
        updated=one.at,
        published=min(published or made, one.at),
        summary=escape("; ".join(said)),
        categories=(kinds.KINDS[one.kind].label, *tags),
    )
