"""The lists of actors and posts: what a row says, what narrows them, and that none is a record withheld."""

import pytest
from django.test import Client
from django.utils import timezone

from actors.models import Name
from records.access import Handling, Stage
from tests import cast
from tests.factories import a_post, a_state, a_tenure, an_actor, an_armed_group
from tests.reading import text

pytestmark = pytest.mark.django_db


def links(client: Client, path: str) -> str:
    return " ".join(row.cells[0] for row in client.get(path).context["listing"].rows)


def row(client: Client, path: str, name: str) -> str:
    """The HTML of the row that names it."""
    body = client.get(path).content.decode()
    return next(one for one in body.split('<tr role="row">') if f">{name}<" in one)


def test_an_official_is_listed_with_kind_state_and_post(client: Client) -> None:
    person = an_actor("Amna Baloch", state=a_state("Pakistan"), when="1966/")
    a_tenure(person, a_post("Foreign Secretary"), started="2024-09-11")
    shown = row(client, "/actors/", "Amna Baloch")
    for words in ("Official", "Pakistan", "Foreign Secretary", "possible", "end unknown", "born"):
        assert words in shown


def test_of_several_posts_the_surest_of_today_is_listed(client: Client) -> None:
    person, year = an_actor("Amna Baloch"), timezone.localdate().year
    a_tenure(person, a_post("Sure Post"), started="2024-01-01", ended=str(year + 2))
    a_tenure(person, a_post("Likely Post"), started="2025-01-01")
    a_tenure(person, a_post("Past Post"), started="2025-02-01", ended="2025-03-01")
    shown = row(client, "/actors/", "Amna Baloch")
    assert "Sure Post" in shown and "certain" in shown and "Likely Post" not in shown


def test_a_post_of_the_past_is_listed_without_a_standing(client: Client) -> None:
    person = an_actor("Amna Baloch")
    a_tenure(person, a_post("Consul"), started="2014", ended="2017")
    shown = row(client, "/actors/", "Amna Baloch")
    assert "Consul" in shown and "2017" in shown and "possible" not in shown


def test_a_post_and_a_state_that_may_not_be_seen_are_withheld(client: Client) -> None:
    person = an_actor("Amna Baloch", state=a_state("Hidden State", handling=Handling.RED))
    a_tenure(person, a_post("Secret Envoy", handling=Handling.RED), started="2024")
    shown = row(client, "/actors/", "Amna Baloch")
    assert shown.count("withheld</span>") == 2 and "Hidden State" not in shown and "Secret Envoy" not in shown


NAMES = ["recep", "ERDOGAN", "erdoğan recep", "Tayyib", "pasha"]


@pytest.mark.parametrize("text", NAMES)
def test_a_name_is_found_by_any_spelling_and_any_of_its_names(client: Client, text: str) -> None:
    person = an_actor("Recep Tayyip Erdoğan")
    Name.objects.create(actor=person, text="Tayyib Pasha")
    an_actor("Somebody Else")
    assert links(client, f"/actors/?name={text}") == '<a href="/actors/recep-tayyip-erdogan/">Recep Tayyip Erdoğan</a>'


@pytest.mark.parametrize("text", ["Nobody", "!!!", "%", "_"])
def test_a_text_that_is_no_name_finds_nobody(client: Client, text: str) -> None:
    an_actor("Amna Baloch")
    assert links(client, f"/actors/?name={text}") == ""


def test_a_hidden_actor_is_found_by_nobody_who_may_not_see_it(client: Client) -> None:
    hidden = an_actor("Open Name", handling=Handling.AMBER)
    Name.objects.create(actor=hidden, text="Secret Alias")
    for name in ("Open", "Secret"):
        assert links(client, f"/actors/?name={name}") == ""
    client.force_login(cast.analyst(Handling.AMBER))
    assert "Open Name" in links(client, "/actors/?name=Secret")


def test_actors_narrow_by_kind_state_and_whole(client: Client) -> None:
    state = a_state("Pakistan")
    ministry = an_actor("Foreign Office", "government_body", state=state)
    an_actor("Academy", "government_body", parent=ministry)
    an_actor("Amna Baloch", state=state)
    an_armed_group("The Group")
    assert "The Group" in links(client, "/actors/?category=armed_group") and "Amna" not in links(
        client, "/actors/?category=armed_group"
    )
    assert "Amna Baloch" in links(client, "/actors/?state=pakistan") and "Group" not in links(
        client, "/actors/?state=pakistan"
    )
    assert links(client, "/actors/?part_of=foreign-office").count("<a") == 1
    assert links(client, "/actors/?part_of=pakistan").count("<a") == 1


def test_a_state_that_may_not_be_seen_narrows_nothing(client: Client) -> None:
    hidden = a_state("Hidden State", handling=Handling.RED)
    an_actor("Amna Baloch", state=hidden)
    an_actor("Somebody Else")
    body = client.get("/actors/?state=hidden-state").content.decode()
    assert "No actor that you may read is called" in body and "Somebody Else" in body


def test_actors_are_sorted_by_name_and_by_kind(client: Client) -> None:
    an_actor("Zamir Kabulov", sort_name="Kabulov, Zamir")
    an_actor("Amna Baloch", sort_name="Baloch, Amna")
    an_armed_group("The Group")
    up, down, kinds = (links(client, f"/actors/?sort={key}") for key in ("name", "-name", "kind"))
    assert up.index("Amna") < up.index("Zamir") and down.index("Zamir") < down.index("Amna")
    assert kinds.index("The Group") < kinds.index("Amna")


def test_drafts_are_listed_for_editors_only(client: Client) -> None:
    an_actor("Unready", stage=Stage.DRAFT)
    a_post("Unready Post", stage=Stage.DRAFT)
    client.force_login(cast.analyst(Handling.RED))
    assert links(client, "/actors/") == links(client, "/posts/") == ""
    client.force_login(cast.editor())
    assert "Unready" in links(client, "/actors/") and "Unready Post" in links(client, "/posts/")


def test_a_post_is_listed_with_state_body_level_and_holders(client: Client) -> None:
    post = a_post(
        "Foreign Secretary",
        state=a_state("Pakistan"),
        organisation=an_actor("Foreign Office", "government_body"),
        level=3,
    )
    a_tenure(an_actor("Amna Baloch"), post, started="2024-09-11")
    a_post("Empty Post")
    shown = row(client, "/posts/", "Foreign Secretary")
    for words in ("Pakistan", "Foreign Office", "special envoy or vice-minister", "Amna Baloch", "possible"):
        assert words in shown
    assert "nobody on record" in row(client, "/posts/", "Empty Post")


def test_posts_narrow_by_role_state_body_host_and_level(client: Client) -> None:
    state, host, office = a_state("Pakistan"), a_state("Norway"), an_actor("Foreign Office", "government_body")
    a_post(
        "Chargé d’Affaires to Norway",
        role="Chargé d’Affaires",
        state=state,
        accredited_to=host,
        organisation=office,
        level=5,
    )
    a_post("Prime Minister", level=1)
    for query in (
        "role=charge",
        "role=d'affaires+norway",
        "state=pakistan",
        "accredited_to=norway",
        "organisation=foreign-office",
        "level=5",
    ):
        found = links(client, f"/posts/?{query}")
        assert "Affaires" in found and "Prime" not in found, query


def test_a_list_of_many_is_paged_with_an_exact_total(client: Client) -> None:
    for number in range(51):
        an_actor(f"Person {number:02d}", sort_name=f"{number:02d}")
    body = client.get("/actors/").content.decode()
    assert "Showing 1 to 50 of 51" in body and "Next page" in body
    assert links(client, "/actors/?page=2").count("<a") == 1


def names(client: Client, query: str) -> set[str]:
    return {text(row.cells[0]) for row in client.get(f"/actors/?{query}").context["listing"].rows}


def test_officials_by_the_post_they_held_and_the_day(client: Client) -> None:
    secretary, consul = a_post("Foreign Secretary"), a_post("Consul")
    early, late = an_actor("Early"), an_actor("Late")
    a_tenure(early, secretary, started="2014-01-01", ended="2017-01-01")
    a_tenure(early, consul, started="2024-01-01", ended="2025-01-01")
    a_tenure(late, secretary, started="2023-01-01", ended="2025-01-01")
    assert names(client, "post=foreign-secretary") == {"Early", "Late"}
    assert names(client, "role=secretary") == {"Early", "Late"}
    assert names(client, "on=2024-06-01") == {"Early", "Late"}
    assert names(client, "on=2015-06-01") == {"Early"}
    assert names(client, "post=foreign-secretary&on=2024-06-01") == {"Late"}
    assert names(client, "role=secretary&on=2024-06-01&category=person") == {"Late"}
    assert names(client, "role=emperor") == set()
    assert "Foreign Secretary" in row(client, "/actors/?on=2015-06-01", "Early")


def test_who_held_a_post_is_told_to_those_who_may_see_tenure_and_post(client: Client) -> None:
    hidden = a_post("Secret Envoy", handling=Handling.AMBER)
    a_tenure(an_actor("One"), hidden, started="2024-01-01", ended="2025-01-01")
    a_tenure(an_actor("Two"), a_post("Consul"), started="2024-01-01", ended="2025-01-01", handling=Handling.AMBER)
    assert names(client, "role=envoy") == names(client, "role=consul") == set()
    client.force_login(cast.analyst(Handling.AMBER))
    assert names(client, "role=envoy") == {"One"} and names(client, "role=consul") == {"Two"}
