"""All links of a page in one query, and nothing of what the reader may not see."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.access import Handling, Stage
from records.links import WITHHELD, Links, outside
from tests.cast import analyst
from tests.factories import an_actor, an_event

pytestmark = pytest.mark.django_db


def test_however_many_links_they_are_one_query() -> None:
    ids = [an_event().pk for _ in range(20)]
    with CaptureQueriesContext(connection) as asked:
        links = Links(AnonymousUser()).load([*ids, None, *ids])
    assert len(asked) == 1
    assert all(pk in links for pk in ids)


def test_what_is_loaded_is_not_asked_for_again() -> None:
    event = an_event()
    links = Links(AnonymousUser()).load([event.pk])
    with CaptureQueriesContext(connection) as asked:
        links.load([event.pk, None])
        assert links[event.pk]
    assert len(asked) == 0


def test_a_link_has_the_title_as_text() -> None:
    event = an_event("<b>", slug="b")
    assert Links(AnonymousUser()).load([event.pk])[event.pk] == '<a href="/events/b/">&lt;b&gt;</a>'


@pytest.mark.parametrize("hidden", [{"handling": Handling.GREEN}, {"stage": Stage.DRAFT}, {"stage": Stage.REVIEW}])
def test_a_hidden_record_gives_away_nothing(hidden: dict) -> None:
    pk = an_actor("Canary", **hidden).pk
    links = Links(AnonymousUser()).load([pk])
    assert links[pk] == WITHHELD == Links(AnonymousUser()).load([987654])[987654]
    assert (links.title(pk), links.address(pk), links.kind(pk), pk in links) == (None, None, None, False)


def test_no_record_is_no_link() -> None:
    links = Links(AnonymousUser())
    assert links[None] == ""
    assert links.title(None) is None


def test_a_link_that_was_not_loaded_is_withheld() -> None:
    assert Links(AnonymousUser())[an_event().pk] == WITHHELD


def test_the_cleared_reader_has_the_link() -> None:
    pk = an_actor("Canary", handling=Handling.GREEN).pk
    assert "Canary" in Links(analyst(Handling.GREEN)).load([pk])[pk]


@pytest.mark.parametrize(
    ("url", "shown"),
    [("https://example.org", True), ("HTTP://example.org", True), ("javascript:alert(1)", False), ("//example.org", False),
     ("data:text/html,x", False), ("", False), (" https://example.org", False), ("/events/", False)],
)  # fmt: skip
def test_only_addresses_of_the_web_become_links_outside(url: str, shown: bool) -> None:
    assert outside(url) == (url if shown else "")
