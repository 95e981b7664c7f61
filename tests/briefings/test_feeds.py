"""Feeds are read by feedparser and by an XML parser, and held to what RFC 4287 requires."""

import re
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from records import kinds
from records.access import Handling, Stage
from records.models import Record, Revision
from tests import cast
from tests.factories import a_claim, a_state, a_visit, an_actor, an_armed_group

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


class Feeds(TestCase):
    def feed(self, address: str) -> Any:
        answer = self.client.get(address)
        self.assertEqual(answer.status_code, 200, address)
        self.assertEqual(broken_rules(answer.content), [], address)
        parsed = feedparser.parse(answer.content)
        self.assertFalse(parsed.bozo, address)
        self.assertIn("Cookie", answer.headers["Vary"])
        return parsed

    def titles(self, address: str) -> list[str]:
        return [one.title for one in self.feed(address).entries]

    def test_every_feed_is_well_formed_with_and_without_entries(self) -> None:
        addresses = ["/feeds/all.atom", "/feeds/search.atom", "/feeds/search.atom?q=%28", "/feeds/search.atom?q=kabul"]
        addresses += [f"/feeds/{info.folder}.atom" for info in kinds.KINDS.values()]
        for address in addresses:
            self.feed(address)
        a_visit(an_actor("Yue"), host=a_state("China"), place="Kabul")
        for address in [*addresses, "/feeds/actors/china.atom", "/feeds/actors/yue.atom"]:
            self.feed(address)

    def test_a_feed_holds_its_kind_its_actor_or_what_is_searched(self) -> None:
        china = a_state("China")
        a_visit(an_actor("Yue"), host=china)
        a_claim("It is so", about=[an_armed_group("TTP")])
        self.assertEqual(self.titles("/feeds/visits.atom"), ["Yue in China"])
        self.assertEqual(self.titles("/feeds/claims.atom"), ["It is so"])
        self.assertEqual(self.titles("/feeds/actors/china.atom"), ["Yue in China", "China"])
        self.assertEqual(self.titles("/feeds/search.atom?q=kind:claim"), ["It is so"])
        self.assertEqual(self.titles("/feeds/search.atom?kind=claim"), ["It is so"])

    def test_an_entry_keeps_its_identity_when_address_title_and_host_change(self) -> None:
        claim = a_claim("First")
        one = self.feed("/feeds/claims.atom").entries[0]
        claim.title, claim.slug = "Second", "another"
        claim.save()
        with self.settings(ALLOWED_HOSTS=["*"]):
            answer = self.client.get("/feeds/claims.atom", headers={"host": "elsewhere.example"})
        other = feedparser.parse(answer.content).entries[0]
        self.assertEqual(one.id, other.id)
        self.assertEqual((other.title, other.summary), ("Second", "renamed: “Second”"))
        self.assertEqual(other.link, "http://elsewhere.example/claims/another/")
        self.assertGreater(other.updated, one.updated)
        self.assertEqual(other.published, one.published)

    def test_a_save_that_changes_nothing_leaves_the_feed_as_it_is(self) -> None:
        claim = a_claim("First")
        before = self.client.get("/feeds/claims.atom")
        claim.save()
        self.assertEqual(self.client.get("/feeds/claims.atom").content, before.content)

    def test_tags_and_kind_are_categories(self) -> None:
        claim = a_claim("First")
        claim.tags.add("border")
        claim.save()
        self.assertEqual([one.term for one in self.feed("/feeds/claims.atom").entries[0].tags], ["Claim", "border"])

    def test_what_xml_has_no_form_for_is_left_out(self) -> None:
        claim = a_claim("Bell \x07 and \ufffe, <b>&amp; ]]>")
        claim.tags.add("ta\x0bg")
        claim.save()
        self.assertEqual(self.feed("/feeds/claims.atom").entries[0].title_detail.value, "Bell  and , <b>&amp; ]]>")

    def test_a_summary_is_text_even_where_it_looks_like_html(self) -> None:
        a_claim("<script>alert(1)</script>")
        xml = ET.fromstring(self.client.get("/feeds/claims.atom").content)
        summary = xml.find(f"{ATOM}entry/{ATOM}summary")
        assert summary is not None and summary.text
        self.assertEqual(summary.get("type"), "html")
        self.assertNotIn("<script>", summary.text)

    def test_fifty_entries_the_newest_first(self) -> None:
        for one in range(60):
            a_claim(f"Claim {one}")
        titles = self.titles("/feeds/claims.atom")
        self.assertEqual((len(titles), titles[0], titles[-1]), (50, "Claim 59", "Claim 10"))

    def test_a_withdrawn_record_says_why(self) -> None:
        claim = a_claim("Nonsense")
        claim.stage, claim.withdrawn_because = Stage.WITHDRAWN, "Entered twice."
        claim.save()
        entry = self.feed("/feeds/all.atom").entries[0]
        self.assertEqual((entry.title, entry.summary), (claim.ref, "withdrawn: Entered twice."))

    def test_a_former_address_of_an_actor_leads_to_the_feed_of_today(self) -> None:
        china = a_state("China")
        china.slug = "prc"
        china.save()
        self.assertRedirects(self.client.get("/feeds/actors/china.atom"), "/feeds/actors/prc.atom", status_code=301)

    def test_an_actors_feed_is_asked_with_a_fixed_number_of_queries(self) -> None:
        china = a_state("China")
        numbers = []
        for more in (2, 50):
            for _ in range(more):
                a_visit(an_actor(), host=china)
            with CaptureQueriesContext(connection) as queries:
                self.feed("/feeds/actors/china.atom")
            numbers.append(len(queries))
        self.assertEqual(numbers[0], numbers[1])

    def test_pages_tell_of_their_feeds(self) -> None:
        a_state("China")
        for page, feed in {
            "/visits/": "/feeds/visits.atom",
            "/actors/china/": "/feeds/actors/china.atom",
            "/search/?q=china": "/feeds/search.atom?q=china",
            "/changes/": "/feeds/all.atom",
        }.items():
            found = re.findall(
                r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">',
                self.client.get(page).content.decode(),
            )
            self.assertEqual(found, [feed], page)


class AskedAgain(TestCase):
    def test_who_has_it_already_gets_no_second_copy(self) -> None:
        a_claim("First")
        answer = self.client.get("/feeds/claims.atom")
        again = self.client.get("/feeds/claims.atom", headers={"if-none-match": answer.headers["ETag"]})
        self.assertEqual((again.status_code, again.content), (304, b""))
        a_claim("Second")
        again = self.client.get("/feeds/claims.atom", headers={"if-none-match": answer.headers["ETag"]})
        self.assertEqual(again.status_code, 200)

    def test_the_moment_alone_does_not_hold_back_what_has_gone(self) -> None:
        claim = a_claim("First")
        a_claim("Second")
        answer = self.client.get("/feeds/claims.atom")
        Record.objects.among([claim.pk]).update(handling=Handling.RED)
        again = self.client.get("/feeds/claims.atom", headers={"if-modified-since": answer.headers["Last-Modified"]})
        self.assertEqual(again.status_code, 200)
        self.assertNotContains(again, "First")

    def test_the_mark_is_each_readers_own(self) -> None:
        a_claim("Open")
        secret = a_claim("Secret", handling=Handling.RED)
        open_mark = self.client.get("/feeds/claims.atom").headers["ETag"]
        self.client.force_login(cast.admin())
        answer = self.client.get("/feeds/claims.atom", headers={"if-none-match": open_mark})
        self.assertContains(answer, "Secret")
        self.client.logout()
        again = self.client.get("/feeds/claims.atom", headers={"if-none-match": answer.headers["ETag"]})
        self.assertNotContains(again, secret.title)
        self.assertEqual(again.headers["ETag"], open_mark)

    def test_the_moment_is_that_of_the_newest_entry(self) -> None:
        a_claim("First")
        Revision.objects.update(at=timezone.now() - timedelta(days=365))
        answer = self.client.get("/feeds/claims.atom")
        updated = datetime.fromisoformat(feedparser.parse(answer.content).feed.updated)
        self.assertLess(updated, timezone.now() - timedelta(days=364))
