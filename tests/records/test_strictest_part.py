"""Titles made of names draw on nothing stricter than the record itself, whatever changes afterwards and however."""

from collections.abc import Callable
from typing import Any

import pytest

from actors.models import Actor
from records.access import Handling, Stage
from records.models import Kind, Record, saving
from tests.factories import a_claim, a_meeting, a_post, a_relation, a_state, a_tenure, a_visit, an_actor, an_assertion

pytestmark = pytest.mark.django_db


def a_titled_visit(actor: Actor, **given: Any) -> Kind:
    return a_visit(actor, place="Islamabad", **given)


def a_titled_meeting(actor: Actor, **given: Any) -> Kind:
    return a_meeting(actor, an_actor("Amna Baloch"), place="Islamabad", **given)


def a_titled_tenure(actor: Actor, **given: Any) -> Kind:
    return a_tenure(actor, a_post("Envoy"), **given)


def a_titled_relation(actor: Actor, **given: Any) -> Kind:
    return a_relation(actor, "member_of", an_actor("Council"), **given)


def a_titled_assertion(actor: Actor, **given: Any) -> Kind:
    return an_assertion(a_claim("It is so"), actor, **given)


WITH_NAME = {
    a_titled_visit: "Canary in Islamabad",
    a_titled_meeting: "Canary and Amna Baloch, Islamabad",
    a_titled_tenure: "Canary, Envoy",
    a_titled_relation: "Canary is a member of Council",
    a_titled_assertion: "Canary affirms: It is so",
}
Maker = Callable[..., Kind]
every_kind = pytest.mark.parametrize("make", WITH_NAME, ids=lambda make: make.__name__)


def title(record: Kind) -> str:
    return Record.objects.values_list("title", flat=True).get(pk=record.pk)


def change(actor: Actor, **columns: Any) -> None:
    fresh = Actor.objects.get(pk=actor.pk)
    for name, value in columns.items():
        setattr(fresh, name, value)
    fresh.save()


def change_in_bulk(actor: Actor, **columns: Any) -> None:
    Record.objects.filter(pk=actor.pk).update(**columns)


def change_in_one_act(actor: Actor, **columns: Any) -> None:
    with saving(None):
        change(actor, **columns)


def change_many(actor: Actor, **columns: Any) -> None:
    fresh = Actor.objects.get(pk=actor.pk)
    for name, value in columns.items():
        setattr(fresh, name, value)
    Actor.objects.bulk_update([fresh], list(columns))


every_way = pytest.mark.parametrize("way", [change, change_in_bulk, change_in_one_act, change_many])


@every_kind
@pytest.mark.parametrize("handling", [Handling.CLEAR, Handling.GREEN])
@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.PUBLISHED])
def test_a_title_names_what_is_as_open_as_the_record(make: Maker, handling: Handling, stage: Stage) -> None:
    record = make(an_actor("Canary", handling=handling, stage=stage), handling=handling, stage=stage)
    assert "Canary" in title(record)


HIDDEN = [
    {"handling": Handling.GREEN},
    {"stage": Stage.DRAFT},
    {"stage": Stage.WITHDRAWN, "withdrawn_because": "Wrong."},
]


@every_kind
@pytest.mark.parametrize("hidden", HIDDEN, ids=str)
def test_a_title_does_not_name_what_is_hidden(make: Maker, hidden: dict[str, Any]) -> None:
    record = make(an_actor("Canary", **hidden))
    assert "Canary" not in title(record)
    assert "canary" not in record.slug


@every_kind
@every_way
@pytest.mark.parametrize("hidden", HIDDEN, ids=str)
def test_a_title_loses_a_name_that_becomes_hidden(make: Maker, way: Any, hidden: dict[str, Any]) -> None:
    actor = an_actor("Canary")
    record = make(actor)
    way(actor, **hidden)
    assert "Canary" not in title(record)


@every_kind
@every_way
def test_a_title_takes_on_the_new_name(make: Maker, way: Any) -> None:
    actor = an_actor("Canary")
    record = make(actor)
    way(actor, title="Somebody Else")
    assert title(record) == WITH_NAME[make].replace("Canary", "Somebody Else")


@every_kind
@every_way
def test_a_title_loses_the_name_when_the_record_itself_is_opened(make: Maker, way: Any) -> None:
    record = make(an_actor("Canary", handling=Handling.RED), handling=Handling.RED)
    assert "Canary" in title(record)
    opened = type(record).objects.get(pk=record.pk)
    if way is change or way is change_in_one_act:
        opened.handling = Handling.CLEAR
        opened.save()
    else:
        Record.objects.filter(pk=record.pk).update(handling=Handling.CLEAR)
    assert "Canary" not in title(record)


def test_many_re_marked_at_once_lose_every_name() -> None:
    actors = [an_actor(f"Canary {number}") for number in range(5)]
    visits = [a_visit(actor) for actor in actors]
    Actor.objects.filter(pk__in=[actor.pk for actor in actors]).update(handling=Handling.RED)
    assert {title(visit) for visit in visits} == {"A withheld visitor"}


def test_the_host_of_a_visit_is_a_part_of_it() -> None:
    host = a_state("Canary")
    visit = a_visit(an_actor("Yue Xiaoyong"), host=host)
    assert title(visit) == "Yue Xiaoyong in Canary"
    change(host, handling=Handling.RED)
    assert title(visit) == "Yue Xiaoyong"


def test_a_claim_in_the_title_of_an_assertion_is_a_part_of_it() -> None:
    claim = a_claim("Canary")
    assertion = an_assertion(claim, an_actor("A spokesman"))
    Record.objects.filter(pk=claim.pk).update(handling=Handling.RED)
    assert title(assertion) == "A spokesman affirms: a withheld claim"


def test_a_post_in_the_title_of_a_tenure_is_a_part_of_it() -> None:
    post = a_post("Canary")
    tenure = a_tenure(an_actor("Amna Baloch"), post)
    Record.objects.filter(pk=post.pk).update(title="Foreign Secretary")
    assert title(tenure) == "Amna Baloch, Foreign Secretary"


def test_a_title_of_ones_own_replaces_the_composed_one() -> None:
    actor = an_actor("Canary")
    visit = a_visit(actor, own_title="The visit of Monday")
    change(actor, title="Somebody Else")
    assert title(visit) == "The visit of Monday"


def test_a_name_that_comes_back_is_named_again() -> None:
    actor = an_actor("Canary", handling=Handling.RED)
    visit = a_visit(actor)
    change(actor, handling=Handling.CLEAR)
    assert title(visit) == "Canary"
