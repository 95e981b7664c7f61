from io import StringIO

from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, F
from django.test import TestCase

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


class Corpus(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        build(RECORDS, spare())

    def test_has_as_many_records_of_each_kind_as_it_says(self) -> None:
        found = dict(Record.objects.values_list("kind").annotate(Count("pk")).order_by())
        self.assertEqual(found, counts(RECORDS))
        self.assertEqual(sum(found.values()), RECORDS)

    def test_has_records_of_every_handling_and_stage(self) -> None:
        self.assertEqual(set(Record.objects.values_list("handling", flat=True)), set(Handling.values))
        self.assertEqual(set(Record.objects.values_list("stage", flat=True)), set(Stage.values))

    def test_has_everything_that_records_are_found_by(self) -> None:
        self.assertTrue(TaggedRecord.objects.exists())
        self.assertTrue(Citation.objects.exists())
        self.assertGreater(Mention.objects.count(), RECORDS)
        self.assertEqual(Name.objects.filter(kind=Name.Kind.PRIMARY).count(), Actor.objects.count())

    def test_knows_the_names_that_are_looked_for_and_no_other_spelling_of_them(self) -> None:
        for title, others in KNOWN.items():
            names = Name.objects.filter(actor__title=title).values_list("text", flat=True)
            self.assertEqual(set(names), {title, *others})

    def test_can_be_indexed(self) -> None:
        call_command("search", "rebuild", stdout=StringIO())
        self.assertEqual(SearchEntry.objects.count(), RECORDS)


class CorpusTwice(TestCase):
    def test_is_the_same_each_time(self) -> None:
        self.assertEqual(built_and_undone(), built_and_undone())


def built_and_undone() -> list[tuple[object, ...]]:
    with transaction.atomic():
        build(RECORDS, spare())
        found = rows()
        transaction.set_rollback(True)
    return found


class Shares(TestCase):
    def test_are_of_a_hundred(self) -> None:
        self.assertEqual(sum(SHARES.values()), 100)

    def test_there_are_forty_different_questions(self) -> None:
        self.assertEqual(len({query.data for query in QUERIES}), 40)

    @needs_real_data
    def test_real_names_and_visits_are_read_where_they_are(self) -> None:
        found = material()
        self.assertGreater(len(found.names), 3000)
        self.assertGreater(len(found.visits), 500)
        self.assertIn("Real names", found.said)
