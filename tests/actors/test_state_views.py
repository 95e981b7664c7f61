import pytest
from django.test import Client
from django.utils import timezone

from actors.models import Actor, Name
from records.access import Handling
from records.models import Identifier
from tests import cast
from tests.factories import a_post, a_relation, a_state, a_tenure, an_actor, an_armed_group

pytestmark = pytest.mark.django_db


def page(client: Client, actor: Actor) -> str:
    return client.get(actor.get_absolute_url()).content.decode()


def section(body: str, heading: str) -> str:
    """The section with this heading, up to the next one."""
    return body.partition(f">{heading}")[2].partition("<section")[0]


def test_the_facts_of_a_state(client: Client) -> None:
    state = a_state("Pakistan", when="1947-08-14/..")
    Identifier.objects.create(record=state, scheme="iso3166-1", value="pk")
    Name.objects.create(actor=state, text="Dominion of Pakistan", kind=Name.Kind.FORMER)
    body = page(client, state)
    assert "<dt>ISO code</dt><dd>PK</dd>" in body and "ISO 3166-1" not in body
    assert "<dt>Kind</dt><dd>State</dd>" in body
    assert "since" in body and "14 Aug 1947" in body and "Dominion of Pakistan" in body
    assert '"@type": "Country"' in body


def test_a_territory_has_the_page_of_a_state(client: Client) -> None:
    body = page(client, an_actor("Greenland", "territory"))
    assert "<span>Territory</span>" in body and "Officials now" in body and "AdministrativeArea" in body


def test_a_state_of_which_nothing_is_known_says_what_would_stand_there(client: Client) -> None:
    body = page(client, a_state("Nowhere"))
    for words in (
        "Who certainly or possibly holds a post",
        "The offices of this state",
        "The ministries and other bodies",
    ):
        assert words in body


def test_officials_now_are_those_certainly_and_possibly_in_office(client: Client) -> None:
    state, year = a_state("Pakistan"), timezone.localdate().year
    post = a_post("Foreign Secretary", state=state, level=3)
    a_tenure(an_actor("Past One"), post, started="2001", ended="2003")
    a_tenure(an_actor("Likely One"), post, started="2024-09-11")
    a_tenure(an_actor("Sure One"), a_post("Envoy", state=state), started="2024-01-01", ended=str(year + 2))
    a_tenure(an_actor("Elsewhere"), a_post("Foreign Secretary of another state", state=a_state()), started="2024")
    officials = section(page(client, state), "Officials now")
    assert "Likely One" in officials and "Sure One" in officials
    assert "possible" in officials and "certain" in officials
    assert "Past One" not in officials and "Elsewhere" not in officials


def test_the_highest_officials_come_first(client: Client) -> None:
    state = a_state("Pakistan")
    for name, level in (("Clerk", 5), ("President", 1), ("Minister", 2)):
        a_tenure(an_actor(name), a_post(f"Post of the {name}", state=state, level=level), started="2024")
    officials = section(page(client, state), "Officials now")
    assert officials.index("President") < officials.index("Minister") < officials.index("Clerk")


def test_a_post_that_may_not_be_seen_gives_its_holder_away_to_nobody(client: Client) -> None:
    state = a_state("Pakistan")
    a_tenure(an_actor("Amna Baloch"), a_post("Secret Envoy", state=state, handling=Handling.RED), started="2024")
    body = page(client, state)
    assert "Amna Baloch" not in section(body, "Officials now") and "Secret Envoy" not in section(body, "Posts")
    client.force_login(cast.analyst(Handling.RED))
    assert "Amna Baloch" in section(page(client, state), "Officials now")


def test_a_holder_who_may_not_be_seen_is_withheld(client: Client) -> None:
    state = a_state("Pakistan")
    a_tenure(an_actor("Hidden One", handling=Handling.RED), a_post("Envoy", state=state), started="2024")
    officials = section(page(client, state), "Officials now")
    assert "withheld" in officials and "Hidden One" not in officials and "hidden-one" not in officials


def test_posts_bodies_and_relations_of_the_state(client: Client) -> None:
    state = a_state("Pakistan")
    a_post("Foreign Secretary", state=state, level=3, when="1947/..")
    an_actor("Foreign Office", "government_body", state=state)
    an_actor("Some Citizen", state=state)
    a_relation(state, "proscribes", an_armed_group("The Group"), when="2008-08-25")
    body = page(client, state)
    assert "Foreign Secretary" in section(body, "Posts") and "since" in section(body, "Posts")
    assert "Foreign Office" in section(body, "Organisations") and "Some Citizen" not in section(body, "Organisations")
    assert "proscribes" in section(body, "Relations") and "The Group" in section(body, "Relations")


def test_who_is_accredited_to_a_state_stands_on_its_page(client: Client) -> None:
    host, sender = a_state("Norway"), a_state("United States")
    a_post("Ambassador to Norway", state=sender, accredited_to=host)
    assert "United States" in section(page(client, host), "Accredited here")
    assert "Norway" in section(page(client, sender), "Posts")


def test_many_posts_are_shown_in_part_with_the_way_to_all(client: Client) -> None:
    state = a_state("Pakistan")
    for number in range(23):
        a_post(f"Office {number:02d}", state=state)
    body = page(client, state)
    assert '<a class="more" href="/posts/?state=pakistan">All 23</a>' in body
    assert "Office 19" in section(body, "Posts") and "Office 20" not in section(body, "Posts")


def test_what_is_listed_and_counted_is_what_the_reader_may_see(client: Client) -> None:
    state = a_state("Pakistan")
    a_post("Open Office", state=state)
    a_post("Closed Office", state=state, handling=Handling.AMBER)
    an_actor("Closed Bureau", "government_body", state=state, handling=Handling.AMBER)
    body = page(client, state)
    assert 'Posts <span class="count">1</span>' in body and "Closed" not in body
