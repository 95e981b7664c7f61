from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, F

from actors.models import Actor, Name
from bench.corpus import KNOWN, SHARES, build, counts
from bench.queries import QUERIES
from bench.real import Material, made, material
from records.access import Handling, Stage
from records.models import Citation, Mention, Record, SearchEntry, TaggedRecord
from tests.imported import needs_real_data

RECORDS = 200


def rows() -> list[tuple[object, ...]]:
    columns = ("kind", "title", "summary", "handling", "stage", "when")
    first = Record.objects.order_by("pk").values_list("pk", flat=True)[0]
    mentions = Mention.objects.annotate(one=F("source_id") - first, other=F("target_id") - first)
    told = mentions.order_by("one", "other").values_list("one", "other")
    return [*Record.objects.order_by("pk").values_list(*columns), *told]


def spare() -> Material:
    return made("Nothing real.")


@pytest.fixture
def corpus(db: None) -> None:
    build(RECORDS, spare())


@pytest.mark.usefixtures("corpus")
def test_the_corpus_has_as_many_records_of_each_kind_as_it_says() -> None:
    found = dict(Record.objects.values_list("kind").annotate(Count("pk")).order_by())
    assert found == counts(RECORDS)
    assert sum(found.values()) == RECORDS


@pytest.mark.usefixtures("corpus")
def test_the_corpus_has_records_of_every_handling_and_stage() -> None:
    assert set(Record.objects.values_list("handling", flat=True)) == set(Handling.values)
    assert set(Record.objects.values_list("stage", flat=True)) == set(Stage.values)


@pytest.mark.usefixtures("corpus")
def test_the_corpus_has_everything_that_records_are_found_by() -> None:
    assert TaggedRecord.objects.exists()
    assert Citation.objects.exists()
    assert Mention.objects.count() > RECORDS
    assert Name.objects.filter(kind=Name.Kind.PRIMARY).count() == Actor.objects.count()


@pytest.mark.usefixtures("corpus")
def test_the_corpus_knows_the_names_that_are_looked_for_and_no_other_spelling_of_them() -> None:
    for title, others in KNOWN.items():
        names = Name.objects.filter(actor__title=title).values_list("text", flat=True)
        assert set(names) == {title, *others}


@pytest.mark.usefixtures("corpus")
def test_the_corpus_can_be_indexed() -> None:
    call_command("search", "rebuild", stdout=StringIO())
    assert SearchEntry.objects.count() == RECORDS


@pytest.mark.django_db
def test_the_corpus_is_the_same_each_time() -> None:
    assert built_and_undone() == built_and_undone()


def built_and_undone() -> list[tuple[object, ...]]:
    with transaction.atomic():
        build(RECORDS, spare())
        found = rows()
        transaction.set_rollback(True)
    return found


def test_the_shares_are_of_a_hundred() -> None:
    assert sum(SHARES.values()) == 100


def test_there_are_forty_different_questions() -> None:
    assert len({query.data for query in QUERIES}) == 40


@needs_real_data
def test_real_names_and_visits_are_read_where_they_are() -> None:
    found = material()
    assert len(found.names) > 3000
    assert len(found.visits) > 500
    assert "Real names" in found.said
