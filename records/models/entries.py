from django.db import models


class SearchEntry(models.Model):
    """What is counted and sorted of a record that is found; on PostgreSQL its words too (`records.search.postgres`)."""

    record = models.OneToOneField("records.Record", models.CASCADE, primary_key=True, related_name="entry")
    year = models.SmallIntegerField(null=True)
    grade = models.CharField(max_length=2, blank=True)
    # Whether its texts have references: what those lead to is in its words.
    refers = models.BooleanField(default=False)


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


class SearchNamed(models.Model):
    """A record names another one by which what is found can be narrowed down: an actor, itself or through a record between
    (a tenure names the state of its post). What `Mention` has of such records is among it."""

    record = models.ForeignKey("records.Record", models.CASCADE, related_name="+", db_index=False)
    target = models.ForeignKey("records.Record", models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "target"], name="search_named_once")]
