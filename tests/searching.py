"""What a person reads on the search page: titles found, facets with their counts, what was chosen; and who is searched for."""

import re
from html import unescape
from typing import Any

from django.test import Client
from hypothesis.extra.django import TestCase

from actors.models import Actor
from records.search.index import index
from tests.factories import an_actor, many_people
from tests.reading import text

LINK = re.compile(r'<a (?:class="more" )?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def many_found(number: int) -> None:
    """So many officials whom "person" finds."""
    index([one.pk for one in many_people(number)])


class OneNamedAtWill(TestCase):
    """`actor` is there for all examples of a test, which give it names (`keep_names`)."""

    actor: Actor

    @classmethod
    def setUpTestData(cls) -> None:
        cls.actor = an_actor("Somebody")


def page(client: Client, q: str = "", **more: Any) -> str:
    answer = client.get("/search/", {"q": q, **more} if q else more)
    assert answer.status_code == 200
    return answer.text


def titles(html: str) -> list[str]:
    """The titles found, in their order."""
    return [text(one) for one in re.findall(r'<h3 class="title"[^>]*>(.*?)</h3>', html, re.DOTALL)]


def hits(html: str) -> list[str]:
    """All the words of each record found."""
    listed = html.partition('<ol class="hits"')[2].partition("</ol>")[0]
    return [text(one) for one in re.findall(r"<li>(.*?)</li>", listed, re.DOTALL)]


def total(html: str) -> str:
    found = re.search(r'<h2 id="found">(.*?)</h2>', html)
    return found[1] if found else ""


def facet(html: str, name: str) -> dict[str, str]:
    """Label with count -> the address it leads to."""
    listed = html.partition(f'id="by-{name}"')[2].partition("</section>")[0]
    return {text(label): unescape(url) for url, label in LINK.findall(listed)}


def chips(html: str) -> dict[str, str]:
    """What is chosen -> the address without it."""
    listed = html.partition('<div class="chosen">')[2].partition("</ul>")[0]
    made = re.findall(r'<a class="chip" href="([^"]*)"[^>]*>(.*?)</a>', listed, re.DOTALL)
    return {text(label).removeprefix("Remove ").removesuffix(" ✕"): unescape(url) for url, label in made}


def unclear(html: str) -> str:
    """What is said beside the box of what was typed."""
    return text(html.partition('id="unclear">')[2].partition("</div>")[0])
