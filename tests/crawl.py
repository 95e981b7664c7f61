"""A reader who follows every link of the site, and guesses the addresses that no link leads to."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from django.test import Client

from records import kinds
from records.access import Reader
from records.desk import PAGES, begun_from
from records.desk_lists import LISTS
from records.models import Record, User

LINK = re.compile(r'(?:href|src|action)="([^"]*)"')
# Signing out would end the crawl; the sign-in only leads back here.
LEFT_OUT = ("/sign-out/", "/sign-in/", "/static/")
# What differs from one answer to the next though nothing has changed.
PASSING = re.compile(r'name="(?:csrfmiddlewaretoken|until)" value="[^"]*"|"generated_at": "[^"]*"')
# Years, months and days of the timeline, and the months of the calendar.
IN_TIME = re.compile(r"^/timeline/\?.*since=(\d{4})(-.*|&until=\1$)|^/visits/calendar/.*month=")
UNDER_A_RECORD = ("", "card/", "mentions/", "sources/", "history/")
FORMATTED = ("actors", "posts", "tenures")
STARTS = (
    "/", "/briefings/", "/visits/", "/meetings/", "/events/", "/claims/", "/commitments/", "/documents/", "/actors/",
    "/posts/", "/tenures/", "/relations/", "/assertions/", "/legend/", "/search/", "/search/?q=canary", "/search/?q=canar*",
    "/search/?q=open", "/search/?q=open+-haven&kind=actor&kind=visit&more=actor&more=tag&sort=oldest",
    "/search/?q=kind%3Aactor+OR+kind%3Aclaim", "/search/?q=opne&year=2024", "/search.json?q=canar*", "/search.json?kind=visit",
    "/complete/?q=canary", "/complete/?q=canar", "/complete/?q=canarx", "/complete/?q=canar+person&kind=actor:person",
    "/changes/", "/changes/?since=2000", "/changes/?since=2000&q=canary", "/feeds/all.atom",
    "/feeds/search.atom?q=open", "/feeds/search.atom?q=canary", *(f"/feeds/{folder}.atom" for folder in kinds.FOLDERS),
    *(f"/{info.folder}.{suffix}" for info in kinds.KINDS.values() for suffix in ("csv", "json")),
    *(f"/{folder}.{suffix}" for folder in FORMATTED for suffix in ("popolo.json", "ftm.jsonl", "table.csv")),
    *(f"/exports/{folder}/" for folder in FORMATTED),
    "/timeline/", "/timeline/?q=canary", "/timeline/?since=2024-11&until=2024-11", "/timeline/?since=2024-11-18&sort=-date",
    "/visits/calendar/", "/visits/calendar/?month=2024-11", "/visits/calendar/?month=2024-10&who=canar", "/visits.ics",
    "/visits.ics?since=2024", "/visits.ics?since=2024&host=canar", "/desk/", "/desk/bulk/", "/desk/batches/",
    "/desk/audit/", "/desk/audit.csv", "/desk/merges/",
    *(f"/desk/lists/{key}/" for key in LISTS),
    *(f"/desk/{page.model.FOLDER}/new/?person=canary&claim=canary&visit=canary&document=canary" for page in PAGES.values()),
    "/desk/duplicates/", "/desk/reads/actors/?name=canary", "/desk/reads/actors/?name=canary+person",
    "/desk/reads/posts/?actor=canary&when=2024-11-18", "/desk/reads/posts/?actor=open+person&when=2024-11-18",
)  # fmt: skip


def client_of(reader: Reader) -> Client:
    client = Client()
    if isinstance(reader, User):
        client.force_login(reader)
    return client


def addresses_of(records: Iterable[Record]) -> Iterator[str]:
    """Every address under each of these records, and the one by number."""
    for record in records:
        path = record.get_absolute_url()
        yield from (path + rest for rest in UNDER_A_RECORD)
        yield f"{path[:-1]}.json"
        yield f"/r/{record.pk}"


def desk_addresses_of(records: Iterable[Record]) -> Iterator[str]:
    """What the editors' desk has of each of these: its review, its form, and the forms that are begun from it."""
    for record in records:
        path = record.get_absolute_url()
        yield from (f"/desk{path}{rest}" for rest in ("review/", "edit/"))
        yield from (address for _, address in begun_from(record.kind, path))
        yield from (f"/desk{path}{rest}" for rest in ("merge/", "split/") if record.kind == "actor")


def links_in(body: str, path: str) -> Iterator[str]:
    for found in LINK.findall(body):
        address = urldefrag(urljoin(path, unescape(found)))[0]
        if urlsplit(address).netloc == "" and address.startswith("/"):
            yield address


def crawl(client: Client, starts: Iterable[str], within: str = "", most: int = 10_000) -> Iterator[tuple[str, Any]]:
    """(address, answer) of the starts and of all that links lead to; `within` "/admin/" keeps to the administration."""
    seen = set(starts)
    queue = list(starts)
    while queue:
        address = queue.pop()
        answer = client.get(address)
        yield address, answer
        body = text_of(answer)
        followed = [*links_in(body, address), *filter(None, [answer.headers.get("Location")])]
        for link in followed:
            if link not in seen and is_followed(link, within):
                seen.add(link)
                queue.append(link)
        assert len(seen) < most, f"the site has no end: {address}"


def is_followed(link: str, within: str) -> bool:
    """Lists are read in one order, and the administration page by page: their links by query have no end.

    Of what a search can be narrowed down to, kinds and tags of one search: all of it together has no end either.
    Of the timeline the larger periods are read, of the calendar those years to which others lead.
    """
    if link.startswith(LEFT_OUT):
        return False
    if link.startswith("/admin/"):
        return bool(within) and "?" not in link and not link.startswith(("/admin/logout", "/admin/jsi18n"))
    if link.startswith("/search"):
        narrowed = link.startswith(("/search/?q=open&kind=", "/search/?q=open&tag=")) and link.count("&") == 1
        return not within and ".json" not in link and ("&" not in link or narrowed)
    # The forms of the open records, and of the hidden ones, are among the starts; those of all others are alike.
    # The audit log grows with each page that is refused, and has no end.
    alike = link.endswith(("/edit/", "/merge/", "/split/"))
    form = link.startswith("/desk/") and (alike or "/new/?" in link or "/audit/?" in link)
    return not within and not form and "sort=" not in link and not IN_TIME.search(link)


def text_of(answer: Any) -> str:
    return PASSING.sub("", b"".join(answer).decode()) if answer.streaming else PASSING.sub("", answer.content.decode())


def said(address: str, answer: Any) -> str:
    """All that the answer tells the reader, less what they had written into the address themselves."""
    whole = "\n".join((*(f"{name}: {value}" for name, value in answer.headers.items()), unescape(text_of(answer))))
    path = urlsplit(address).path
    for own in (address, quote(address), path, path.removesuffix(".json")):
        whole = whole.replace(own, "") if len(own) > 1 else whole
    return whole.lower()
