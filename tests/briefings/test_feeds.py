"""Feeds are read by feedparser and by an XML parser, and held to what RFC 4287 requires."""

import re
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from records import kinds
from records.access import Handling, Stage
from records.models import Record, Revision
from tests import cast
from tests.factories import a_claim, a_state, a_visit, an_actor, an_armed_group

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def broken_rules(xml: bytes) -> list[str]:
    """The requirements of RFC 4287, 4.1 and 4.2, that the feed does not keep."""
    root = ET.fromstring(xml)
    found = [] if root.tag == f"{ATOM}feed" else ["no feed"]
    for element in (root, *root.findall(f"{ATOM}entry")):
        required = ("id", "title", "updated")
        found += [f"not one {name}" for name in required if len(element.findall(f"{ATOM}{name}")) != 1]
        for name in ("updated", "published"):
            found += [
                f"no date: {one.text}" for one in element.findall(f"{ATOM}{name}") if not DATE.fullmatch(one.text or "")
            ]
        alternates = [one for one in element.findall(f"{ATOM}link") if one.get("rel") == "alternate"]
        if len(alternates) != 1 or not alternates[0].get("href", "").startswith("http://testserver/"):
            found.append("no alternate link")
    entries = root.findall(f"{ATOM}entry")
    if not root.findall(f"{ATOM}author/{ATOM}name"):
        found.append("no author")
    if len([one for one in root.findall(f"{ATOM}link") if one.get("rel") == "self"]) != 1:
        found.append("no link to itself")
    identities = [one.findtext(f"{ATOM}id") for one in entries]
    if len(set(identities)) != len(identities):
        found.append("one identity for two entries")
    newest = max((one.findtext(f"{ATOM}updated") or "" for one in entries), default=root.findtext(f"{ATOM}updated"))
    return found if newest == root.findtext(f"{ATOM}updated") else [*found, "not of the moment of its newest entry"]


def feed(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert broken_rules(answer.content) == [], address
    parsed = feedparser.parse(answer.content)
    assert not parsed.bozo, address
    assert "Cookie" in answer.headers["Vary"]
    return parsed


def titles(client: Client, address: str) -> list[str]:
    return [one.title for one in feed(client, address).entries]


def test_every_feed_is_well_formed_with_and_without_entries(client: Client) -> None:
    addresses = ["/feeds/all.atom", "/feeds/search.atom", "/feeds/search.atom?q=%28", "/feeds/search.atom?q=kabul"]
    addresses += [f"/feeds/{info.folder}.atom" for info in kinds.KINDS.values()]
    for address in addresses:
        feed(client, address)
    a_visit(an_actor("Yue"), host=a_state("China"), place="Kabul")
    for address in [*addresses, "/feeds/actors/china.atom", "/feeds/actors/yue.atom"]:
        feed(client, address)


def test_a_feed_holds_its_kind_its_actor_or_what_is_searched(client: Client) -> None:
    china = a_state("China")
    a_visit(an_actor("Yue"), host=china)
    a_claim("It is so", about=[an_armed_group("TTP")])
    assert titles(client, "/feeds/visits.atom") == ["Yue in China"]
    assert titles(client, "/feeds/claims.atom") == ["It is so"]
    assert titles(client, "/feeds/actors/china.atom") == ["Yue in China", "China"]
    assert titles(client, "/feeds/search.atom?q=kind:claim") == ["It is so"]
    assert titles(client, "/feeds/search.atom?kind=claim") == ["It is so"]


def test_an_entry_keeps_its_identity_when_address_title_and_host_change(client: Client) -> None:
    claim = a_claim("First")
    one = feed(client, "/feeds/claims.atom").entries[0]
    claim.title, claim.slug = "Second", "another"
    claim.save()
    with override_settings(ALLOWED_HOSTS=["*"]):
        answer = client.get("/feeds/claims.atom", headers={"host": "elsewhere.example"})
    other = feedparser.parse(answer.content).entries[0]
    assert one.id == other.id
    assert (other.title, other.summary) == ("Second", "renamed: “Second”")
    assert other.link == "http://elsewhere.example/claims/another/"
    assert other.updated > one.updated
    assert other.published == one.published


def test_a_save_that_changes_nothing_leaves_the_feed_as_it_is(client: Client) -> None:
    claim = a_claim("First")
    before = client.get("/feeds/claims.atom")
    claim.save()
    assert client.get("/feeds/claims.atom").content == before.content


def test_tags_and_kind_are_categories(client: Client) -> None:
    claim = a_claim("First")
    claim.tags.add("border")
    claim.save()
    assert [one.term for one in feed(client, "/feeds/claims.atom").entries[0].tags] == ["Claim", "border"]


def test_what_xml_has_no_form_for_is_left_out(client: Client) -> None:
    claim = a_claim("Bell \x07 and \ufffe, <b>&amp; ]]>")
    claim.tags.add("ta\x0bg")
    claim.save()
    assert feed(client, "/feeds/claims.atom").entries[0].title_detail.value == "Bell  and , <b>&amp; ]]>"


def test_a_summary_is_text_even_where_it_looks_like_html(client: Client) -> None:
    a_claim("<script>alert(1)</script>")
    xml = ET.fromstring(client.get("/feeds/claims.atom").content)
    summary = xml.find(f"{ATOM}entry/{ATOM}summary")
    assert summary is not None and summary.text
    assert summary.get("type") == "html"
    assert "<script>" not in summary.text


def test_fifty_entries_the_newest_first(client: Client) -> None:
    for one in range(60):
        a_claim(f"Claim {one}")
    found = titles(client, "/feeds/claims.atom")
    assert (len(found), found[0], found[-1]) == (50, "Claim 59", "Claim 10")


def test_a_withdrawn_record_says_why(client: Client) -> None:
    claim = a_claim("Nonsense")
    claim.stage, claim.withdrawn_because = Stage.WITHDRAWN, "Entered twice."
    claim.save()
    entry = feed(client, "/feeds/all.atom").entries[0]
    assert (entry.title, entry.summary) == (claim.ref, "withdrawn: Entered twice.")


def test_a_former_address_of_an_actor_leads_to_the_feed_of_today(client: Client) -> None:
    china = a_state("China")
    china.slug = "prc"
    china.save()
    answer = client.get("/feeds/actors/china.atom")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/feeds/actors/prc.atom")


def test_an_actors_feed_is_asked_with_a_fixed_number_of_queries(client: Client) -> None:
    china = a_state("China")
    numbers = []
    for more in (2, 50):
        for _ in range(more):
            a_visit(an_actor(), host=china)
        with CaptureQueriesContext(connection) as queries:
            feed(client, "/feeds/actors/china.atom")
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


def test_pages_tell_of_their_feeds(client: Client) -> None:
    a_state("China")
    for page, feed in {
        "/visits/": "/feeds/visits.atom",
        "/actors/china/": "/feeds/actors/china.atom",
        "/search/?q=china": "/feeds/search.atom?q=china",
        "/changes/": "/feeds/all.atom",
    }.items():
        found = re.findall(
            r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">',
            client.get(page).content.decode(),
        )
        assert found == [feed], page


def test_who_has_it_already_gets_no_second_copy(client: Client) -> None:
    a_claim("First")
    answer = client.get("/feeds/claims.atom")
    again = client.get("/feeds/claims.atom", headers={"if-none-match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    a_claim("Second")
    again = client.get("/feeds/claims.atom", headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 200


def test_the_moment_alone_does_not_hold_back_what_has_gone(client: Client) -> None:
    claim = a_claim("First")
    a_claim("Second")
    answer = client.get("/feeds/claims.atom")
    Record.objects.among([claim.pk]).update(handling=Handling.RED)
    again = client.get("/feeds/claims.atom", headers={"if-modified-since": answer.headers["Last-Modified"]})
    assert again.status_code == 200
    assert "First" not in again.text


def test_the_mark_is_each_readers_own(client: Client) -> None:
    a_claim("Open")
    secret = a_claim("Secret", handling=Handling.RED)
    open_mark = client.get("/feeds/claims.atom").headers["ETag"]
    client.force_login(cast.admin())
    answer = client.get("/feeds/claims.atom", headers={"if-none-match": open_mark})
    assert "Secret" in answer.text
    client.logout()
    again = client.get("/feeds/claims.atom", headers={"if-none-match": answer.headers["ETag"]})
    assert secret.title not in again.text
    assert again.headers["ETag"] == open_mark


def test_the_moment_is_that_of_the_newest_entry(client: Client) -> None:
    a_claim("First")
    Revision.objects.update(at=timezone.now() - timedelta(days=365))
    answer = client.get("/feeds/claims.atom")
    updated = datetime.fromisoformat(feedparser.parse(answer.content).feed.updated)
    assert updated < timezone.now() - timedelta(days=364)
