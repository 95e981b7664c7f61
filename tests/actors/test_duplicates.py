"""Actors that may be one: the list, a pair of them, what is remembered, and what an editor is told who enters one."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.linkage.finding import find_all, look_again, looks_like
from actors.models import Actor, Category, Name, NotSame, PossibleDuplicate
from records.access import Handling
from records.models import User
from tests.cast import analyst, curator, editor
from tests.factories import a_post, a_state, a_tenure, an_actor
from tests.forms import fields_of, opened, refusals

pytestmark = pytest.mark.django_db


def found() -> list[tuple[str, str]]:
    sum(find_all())
    pairs = PossibleDuplicate.objects.likeliest_first().select_related("one", "other")
    return [(pair.one.title, pair.other.title) for pair in pairs]


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def the_two(**more: Any) -> tuple[Actor, Actor]:
    return an_actor("Yue Xiaoyong", **more), an_actor("Yue Xiao-yong")


def address(one: Actor, other: Actor) -> str:
    return f"/desk/duplicates/{one.pk}/{other.pk}/"


def test_all_actors_are_compared_and_those_alike_are_listed() -> None:
    the_two()
    an_actor("Amna Baloch")
    an_actor("Haqqani Network", Category.ARMED_GROUP)
    an_actor("Haqani Network", Category.ARMED_GROUP)
    assert sorted(found()) == [("Haqqani Network", "Haqani Network"), ("Yue Xiaoyong", "Yue Xiao-yong")]


def test_another_name_of_one_of_them_is_enough() -> None:
    person = an_actor("Nur Wali Mehsud")
    Name.objects.create(actor=person, text="Abu Mansoor Asim", kind=Name.Kind.NOM_DE_GUERRE)
    an_actor("Abu Mansur Asim")
    assert found() == [("Nur Wali Mehsud", "Abu Mansur Asim")]


def test_those_known_to_be_different_are_not_asked_about_again() -> None:
    one, other = the_two()
    NotSame.objects.create(one=one, other=other, reason="Two births.")
    found()
    assert not PossibleDuplicate.objects.undecided().exists()


def test_withdrawn_actors_and_states_are_left_out() -> None:
    one, _ = the_two()
    Actor.objects.filter(pk=one.pk).update(stage=3, withdrawn_because="Entered twice.")
    a_state("Korea")
    a_state("Corea")
    assert found() == []


def test_the_command_says_how_many_it_compared(capsys: pytest.CaptureFixture[str]) -> None:
    the_two()
    call_command("duplicates")
    assert capsys.readouterr().out == "1 pairs were compared; 1 may be one actor, 1 of them undecided.\n"


def test_what_the_other_may_not_say_of_itself_is_no_reason() -> None:
    """A tenure of stricter handling would tell of itself in the score."""
    one, other = the_two()
    found()
    before = PossibleDuplicate.objects.get().score
    post = a_post()
    for person in (one, other):
        a_tenure(person, post, started="2020", handling=Handling.RED)
    found()
    assert PossibleDuplicate.objects.get().score == before


def test_an_actor_saved_at_the_desk_is_compared_at_once() -> None:
    one, other = the_two()
    look_again([one.pk])
    assert PossibleDuplicate.objects.of_pair(one.pk, other.pk).exists()
    one.title = "Somebody Else Entirely"
    one.save()
    look_again([one.pk])
    assert not PossibleDuplicate.objects.exists()


def test_the_list_shows_a_curator_why_and_leads_to_the_pair() -> None:
    one, other = the_two()
    found()
    page = client_of(curator()).get("/desk/duplicates/").content.decode()
    assert address(one, other) in page
    assert "both are called" in page


def test_a_pair_of_which_one_is_hidden_is_not_there() -> None:
    one, other = the_two(handling=Handling.RED)
    found()
    of_green = User.objects.create_user("green", clearance=Handling.GREEN, role="curator", is_staff=True)
    client = client_of(of_green)
    assert address(one, other) not in client.get("/desk/duplicates/").content.decode()
    assert client.get(address(one, other)).status_code == 404


def test_what_has_been_marked_more_strictly_since_is_no_reason_any_more() -> None:
    one, other = the_two()
    post = a_post()
    held = [a_tenure(person, post, started="2020") for person in (one, other)]
    found()
    client = client_of(curator())
    assert "both held one post" in client.get("/desk/duplicates/").content.decode()
    for tenure in held:
        tenure.handling = Handling.RED
        tenure.save()
    for page in ("/desk/duplicates/", address(one, other)):
        assert "held one post" not in client.get(page).content.decode()


def test_a_post_that_is_hidden_from_whoever_sees_the_two_is_no_reason() -> None:
    one, other = the_two()
    post = a_post(handling=Handling.RED)
    for person in (one, other):
        a_tenure(person, post, started="2020")
    found()
    assert "held one post" not in client_of(curator()).get(address(one, other)).content.decode()


def test_an_actor_that_the_editor_may_not_see_takes_nobody_out_of_the_answer() -> None:
    known, hidden = an_actor("Yue Xiaoyong"), an_actor("Yue Xiaoyong", handling=Handling.RED)
    NotSame.objects.create(one=known, other=hidden, reason="Two births.")
    client = client_of(editor(Handling.GREEN))
    told = client.get("/desk/reads/actors/", {"name": "Yue Xiao-yong", "actor": hidden.pk}).json()["alike"]
    assert known.get_absolute_url() in told


def test_hidden_bearers_of_a_name_do_not_show_in_the_weights() -> None:
    one, other = the_two()
    client = client_of(User.objects.create_user("green", clearance=Handling.GREEN, role="curator", is_staff=True))
    before = client.get(address(one, other)).content.decode()
    for number in range(5):
        an_actor(f"Yue Number{number}", handling=Handling.RED)
    assert client.get(address(one, other)).content.decode().count("+11.0") == before.count("+11.0")


def test_the_list_is_for_curators() -> None:
    one, other = the_two()
    for who in (editor(), analyst()):
        client = client_of(who)
        assert client.get("/desk/duplicates/").status_code == 403
        assert client.post(address(one, other), {"decision": "different", "reason": "No."}).status_code == 403
    assert Client().get("/desk/duplicates/").status_code == 302


def test_a_curator_keeps_them_apart_with_a_reason_and_takes_it_back() -> None:
    one, other = the_two()
    found()
    client = client_of(curator())
    refused = client.post(address(one, other), {"decision": "different", "reason": " "})
    assert refused.status_code == 422
    assert "Say how you know" in refused.content.decode()
    client.post(address(one, other), {"decision": "different", "reason": "Father and son."})
    assert NotSame.objects.get().reason == "Father and son."
    assert address(one, other) not in client.get("/desk/duplicates/").content.decode()
    assert "Father and son." in client.get(address(one, other)).content.decode()
    client.post(address(one, other), {"decision": "undecided"})
    assert not NotSame.objects.exists()


def test_the_list_asks_the_database_as_often_for_many_pairs_as_for_one() -> None:
    client = client_of(curator())
    the_two()
    found()
    client.get("/desk/duplicates/")
    with CaptureQueriesContext(connection) as few:
        client.get("/desk/duplicates/")
    for number in range(20):
        an_actor(f"Person Uncommon{number}ly Named")
        an_actor(f"Person Uncommon{number}ley Named")
    found()
    with CaptureQueriesContext(connection) as many:
        client.get("/desk/duplicates/")
    assert len(many) == len(few)


def test_an_editor_who_enters_one_is_told_whom_it_looks_like_and_can_go_on() -> None:
    known = an_actor("Yue Xiaoyong", state=a_state("China"))
    client = client_of(editor())
    typed = opened(client, "/desk/actors/new/") | {"title": ["Yue Xiao-yong"], "category": ["person"]}
    first = client.post("/desk/actors/new/", typed)
    assert "Look first" in refusals(first)
    assert known.get_absolute_url() in first.content.decode()
    again = fields_of(first)
    assert again["title"] == ["Yue Xiao-yong"]
    assert client.post("/desk/actors/new/", again).status_code == 302
    assert PossibleDuplicate.objects.count() == 1


def test_while_a_name_is_typed_it_is_told_too() -> None:
    known = an_actor("Yue Xiaoyong")
    an_actor("Yue Xiaoyong the Hidden", handling=Handling.RED)
    client = client_of(editor(Handling.GREEN))
    told = json.loads(client.get("/desk/reads/actors/", {"name": "Yue Xiao-yong"}).content)["alike"]
    assert known.get_absolute_url() in told
    assert "Hidden" not in told
    assert (
        json.loads(client.get("/desk/reads/actors/", {"name": "\x00", "state": "\x00"}).content)["alike"].strip() == ""
    )


def test_hidden_actors_do_not_crowd_out_those_that_the_editor_may_see() -> None:
    known = an_actor("Yue Xiaoyong")
    for _ in range(210):
        an_actor("Yue Xiaoyong", handling=Handling.RED)
    assert [pk for pk, _ in looks_like(["Yue Xiaoyong"], True, None, editor(Handling.GREEN))] == [known.pk]
