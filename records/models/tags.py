from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from taggit.models import Tag, TaggedItemBase

from records.access import Reader, visible


class TaggedRecordQuerySet(QuerySet):
    def with_tag(self, slug: str) -> QuerySet:
        """The ids of the records that have the tag."""
        return self.filter(tag__slug=slug).values("content_object")

    def of_tag(self, tag_id: int) -> QuerySet:
        return self.filter(tag=tag_id)


class TaggedRecord(TaggedItemBase):
    """A tag on a record of any kind, held by a real key, so that a tag's records are one query."""

    content_object = models.ForeignKey("records.Record", models.CASCADE, related_name="tagged")

    objects = TaggedRecordQuerySet.as_manager()


class TagNoteQuerySet(QuerySet):
    def text_of(self, tag_id: int) -> str:
        return self.filter(tag=tag_id).values_list("text", flat=True).first() or ""

    def seen_by(self, reader: Reader) -> Self:
        """Of a tag on no record nobody knows any more whom its description may be told."""
        return self.filter(Exists(borne(visible(reader, "content_object__"), "tag")))

    def told_to(self, reader: Reader, slugs: Iterable[str]) -> QuerySet:
        """(name of the tag, description) of those of these tags that have one and are on a record that the reader may see."""
        found = self.seen_by(reader).filter(tag__slug__in=list(slugs)).exclude(text="")
        return found.order_by("tag__name").values_list("tag__name", "text")


class TagNote(models.Model):
    """What is tagged so, and what is not, in the words of a curator."""

    LONGEST = 1000

    tag = models.OneToOneField(Tag, models.CASCADE, primary_key=True, related_name="note")
    text = models.TextField(blank=True, max_length=LONGEST)

    objects = TagNoteQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text


def borne(records: Q, tag: str = "pk") -> QuerySet:
    """Where a tag is on one of these records; `tag` is what the outer query calls its id."""
    return TaggedRecord.objects.filter(records, tag=OuterRef(tag))


def tags_known_to(reader: Reader) -> QuerySet[Tag]:
    """Those on a record that the reader may see, or on none: a tag of hidden records alone would tell of them."""
    return Tag.objects.filter(Exists(borne(visible(reader, "content_object__"))) | ~Exists(borne(Q())))


def tags_known_among(names: Iterable[str], reader: Reader) -> set[str]:
    """Those of these names that the reader may know of. One query, none where no name is given."""
    wanted = set(names)
    return set(tags_known_to(reader).filter(name__in=wanted).values_list("name", flat=True)) if wanted else set()


def tags_hidden_among(names: Iterable[str], reader: Reader) -> set[str]:
    """Those of these names that are tags of which the reader may not know. One query, none where no name is given."""
    wanted = set(names)
    there = Tag.objects.filter(name__in=wanted).exclude(pk__in=tags_known_to(reader).values("pk"))
    return set(there.values_list("name", flat=True)) if wanted else set()
