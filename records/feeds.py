"""News as an Atom feed (RFC 4287). It asks the database nothing.

Identifiers are `urn:uuid:` (RFC 9562, version 5), made of what never changes and all may know: of a record its number and the
moment at which the site was set up, so that no change of host, address or title makes an entry anew.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid5

from django.utils.feedgenerator import Atom1Feed

# Characters that XML 1.0 has no form for (section 2.2).
UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NAMESPACE = UUID("0d3f6c1e-5a0b-4d62-9a77-6f6b1c2f7a11")
TYPE = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    identity: str
    title: str
    address: str
    updated: datetime
    published: datetime
    summary: str
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedHead:
    """`identity` tells feeds of one site apart, `since` is the moment of a feed without an entry."""

    identity: str
    title: str
    subtitle: str
    page: str
    address: str
    since: datetime


class Feed(Atom1Feed):
    """As Django's, with the moment of the newest entry, never that of asking."""

    def __init__(self, head: FeedHead, updated: datetime) -> None:
        self._updated = updated
        super().__init__(
            title=sayable(head.title),
            link=head.page,
            description="",
            subtitle=sayable(head.subtitle) or None,
            author_name="Chancery",
            feed_url=head.address,
            feed_guid=head.identity,
            language="en-GB",
        )

    def latest_post_date(self) -> datetime:
        return self._updated


def sayable(text: str) -> str:
    return UNSAYABLE.sub("", text)


def urn(*parts: object) -> str:
    return uuid5(NAMESPACE, "\n".join(map(str, parts))).urn


def feed_text(head: FeedHead, entries: Sequence[FeedEntry]) -> str:
    feed = Feed(head, max((one.updated for one in entries), default=head.since))
    for one in entries:
        feed.add_item(
            title=sayable(one.title),
            link=one.address,
            description=sayable(one.summary),
            unique_id=one.identity,
            pubdate=one.published,
            updateddate=one.updated,
            categories=[sayable(each) for each in one.categories],
        )
    return feed.writeString("utf-8")


def etag(text: str) -> str:
    """A mark of the very text, so that it differs wherever two readers are told different things."""
    return f'"{sha256(text.encode()).hexdigest()[:32]}"'
