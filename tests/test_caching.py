"""No cache keeps for others, or for later, what one reader was shown."""

import pytest
from django.test import Client

from records import kinds
from records.access import Handling
from tests import cast
from tests.crawl import client_of
from tests.factories import a_claim, a_visit

pytestmark = pytest.mark.django_db
FILES = tuple(f"/{info.folder}.{suffix}" for info in kinds.KINDS.values() for suffix in ("csv", "json"))
PAGES = (
    "/", "/search/?q=open", "/search.json?q=open", "/changes/", "/timeline/", "/visits/calendar/", "/complete/?q=open",
    "/legend/", "/claims/open/", "/claims/open.json", "/claims/open/card/", "/claims/open/mentions/", "/nowhere/",
    "/claims/nowhere/", *(f"/{info.folder}/" for info in kinds.KINDS.values()),
)  # fmt: skip
MARKED = ("/visits.ics", "/feeds/all.atom", "/feeds/claims.atom", "/feeds/search.atom?q=open")


def kept(client: Client, address: str) -> set[str]:
    return set(filter(None, client.get(address).headers.get("Cache-Control", "").split(", ")))


@pytest.mark.parametrize("address", [*PAGES, *MARKED, *FILES])
def test_what_a_reader_is_shown_is_theirs_alone(client: Client, address: str) -> None:
    a_claim("Open", slug="open")
    assert not {"public", "max-age", "s-maxage"} & {one.partition("=")[0] for one in kept(client, address)}
    if "nowhere" not in address:
        assert "Cookie" in client.get(address).headers["Vary"]
    assert {"private", "no-cache"} <= kept(client_of(cast.analyst()), address)


@pytest.mark.parametrize("address", FILES)
def test_a_file_of_more_than_everybody_may_see_is_kept_nowhere(client: Client, address: str) -> None:
    assert "no-store" in kept(client_of(cast.analyst(Handling.AMBER)), address)
    assert "no-store" not in kept(client, address)


@pytest.mark.parametrize("address", MARKED)
def test_who_has_it_already_is_told_so_whoever_reads(client: Client, address: str) -> None:
    a_visit(when="2024-11-18")
    for reader in (client, client_of(cast.analyst())):
        mark = reader.get(address).headers["ETag"]
        assert reader.get(address, headers={"if-none-match": mark}).status_code == 304


def test_what_needs_no_database_asks_none(client: Client, django_assert_num_queries: object) -> None:
    client.cookies["sessionid"] = "any"
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert client.get("/health/live").status_code == 200
