from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models.expressions import RawSQL

from records.access import Reader, visible
from records.search.index import engine
from records.search.query import Tree


class SearchEntryQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        return self.filter(visible(reader))

    def of_kinds(self, wanted: Iterable[str]) -> Self:
        return self.filter(kind__in=list(wanted))

    def headed(self, tree: Tree) -> Self:
        """Those in whose titles and names the tree is found."""
        return self.filter(RawSQL(*engine().entry_headed(tree), output_field=models.BooleanField()))


class SearchEntry(models.Model):
    """What is asked, counted and sorted of a record that is found, so that this one narrow table answers a question; on
    PostgreSQL its words too (`records.search.postgres`). The first four columns are copies of the record's."""

    record = models.OneToOneField("records.Record", models.CASCADE, primary_key=True, related_name="entry")
    kind = models.CharField(max_length=12)
    handling = models.PositiveSmallIntegerField()
    stage = models.PositiveSmallIntegerField()
    earliest = models.DateField(null=True)
    title_length = models.PositiveSmallIntegerField()
    grade = models.CharField(max_length=2, blank=True)
    # Whether its texts have references: what those lead to is in its words.
    refers = models.BooleanField(default=False)
    # What the facets count, as `records.search.tally` writes it: facts and tags; ids of the records that it names.
    facets = models.TextField()
    named = models.TextField(blank=True)

    objects = SearchEntryQuerySet.as_manager()


class SearchText(models.Model):
    """What a record is found by, as it was written: for the passages that a page of results shows.

    `names` and `body` are a line for each name and text. `marks` are words that nobody can type ("kind:claim"), for
    `field:value`. All of it obeys the rule of the strictest part: whoever may see the record may see all of it.
    """

    record = models.OneToOneField("records.Record", models.CASCADE, primary_key=True, related_name="search_text")
    title = models.CharField(max_length=300)
    names = models.TextField(blank=True)
    marks = models.TextField(blank=True)
    body = models.TextField(blank=True)
