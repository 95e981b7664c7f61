"""Queries that are written once answer as those that are written each time, for every reader."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, QuerySet, Value, Window

from records.access import Handling, Reader, Role, Stage, door, visible
from records.models import Record
from records.prepared import prepared
from tests import cast
from tests.factories import an_actor, an_event

pytestmark = pytest.mark.django_db


def titles(reader: Reader, ids: list[int]) -> QuerySet:
    return Record.objects.visible_to(reader).among(ids).order_by("pk").values_list("pk", "title", "earliest")


@prepared
def titled(reader: Reader, ids: list[int]) -> QuerySet:
    return titles(reader, ids)


@prepared
def since(reader: Reader, day: date, word: str, *, newest: bool) -> QuerySet:
    found = Record.objects.visible_to(reader).filter(earliest__gte=day, title__gt=word)
    ordered = found.newest_first() if newest else found.oldest_first()
    return ordered.annotate(asked=Value(day), total=Window(Count("pk"))).values_list("title", "asked", "total")[:2]


def at_every_level() -> list[int]:
    stages = (Stage.DRAFT, Stage.PUBLISHED)
    return [an_actor(f"{at} {stage}", handling=at, stage=stage).pk for at in Handling for stage in stages]


def test_every_reader_gets_the_rows_of_the_query_as_it_would_be_written_for_them() -> None:
    ids = at_every_level()
    for name, reader in cast.everybody().items():
        assert titled(reader, ids) == list(titles(reader, ids)), name


def test_a_reader_whose_clearance_or_role_changes_is_asked_for_anew() -> None:
    ids, reader = at_every_level(), cast.analyst(Handling.CLEAR)
    assert len(titled(reader, ids)) == 1
    reader.clearance = Handling.RED
    assert len(titled(reader, ids)) == 5
    reader.role = Role.EDITOR
    assert len(titled(reader, ids)) == 10
    reader.is_active = False
    assert len(titled(reader, ids)) == 1


def test_a_door_opens_what_it_opens_for_the_reader() -> None:
    for name, reader in cast.everybody().items():
        assert visible(door(reader)) == visible(reader), name


def test_values_go_where_the_query_has_them() -> None:
    one, other = an_event("One", when="2024-11-18"), an_event("Other", when="2024-11-20")
    assert [row[0] for row in titled(AnonymousUser(), [one.pk])] == [one.pk]
    assert [row[0] for row in titled(AnonymousUser(), [other.pk, one.pk])] == [one.pk, other.pk]
    assert titled(AnonymousUser(), []) == []


def test_days_come_out_as_days_and_what_shapes_the_query_shapes_it() -> None:
    for title, when in (("One", "2024-11-18"), ("Two", "2024-11-19"), ("Three", "2024-11-20")):
        an_event(title, when=when)
    day = date(2024, 11, 19)
    assert since(AnonymousUser(), day, "A", newest=True) == [("Three", day, 2), ("Two", day, 2)]
    assert since(AnonymousUser(), day, "A", newest=False) == [("Two", day, 2), ("Three", day, 2)]
    assert since(AnonymousUser(), date(2024, 11, 20), "A", newest=False) == [("Three", date(2024, 11, 20), 1)]
    assert since(AnonymousUser(), day, "Ti", newest=False) == [("Two", day, 1)]
    assert titled(AnonymousUser(), [Record.objects.get(title="One").pk])[0][2] == date(2024, 11, 18)


def test_it_is_asked_in_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        titled(AnonymousUser(), [1, 2])


@pytest.mark.parametrize("condition", [{"title__contains": F("title")}, {"title__startswith": "word"}, {}])
def test_a_value_that_is_changed_or_left_out_is_refused(condition: dict[str, Any]) -> None:
    @prepared
    def ask(reader: Reader, word: str) -> QuerySet:
        given = {name: word if value == "word" else value for name, value in condition.items()}
        return Record.objects.visible_to(reader).filter(**given).values_list("pk")

    with pytest.raises(TypeError, match="value 0 of a prepared query"):
        ask(AnonymousUser(), "One")


def test_nothing_of_the_reader_is_known_but_the_door() -> None:
    @prepared
    def own(reader: Any, pk: int) -> QuerySet:
        return Record.objects.visible_to(reader).filter(pk=pk, created_by=reader.pk).values_list("pk")

    with pytest.raises(AttributeError):
        own(cast.editor(), 1)
