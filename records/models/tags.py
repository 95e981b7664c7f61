from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from taggit.models import Tag, TaggedItemBase

from records.access import Reader, visible


class TaggedRecordQuerySet(QuerySet):
    def with_tag(self, slug: str) -> QuerySet:
        """The ids of the records that have the tag."""
        return self.filter(tag__slug=slug).values("content_object")


class TaggedRecord(TaggedItemBase):
    """A tag on a record of any kind, held by a real key, so that a tag's records are one query."""

    content_object = models.ForeignKey("records.Record", models.CASCADE, related_name="tagged")

    objects = TaggedRecordQuerySet.as_manager()


def tags_known_to(reader: Reader) -> QuerySet[Tag]:
    """Those on a record that the reader may see, or on none: a tag of hidden records alone would tell of them."""
    used = TaggedRecord.objects.filter(tag=OuterRef("pk"))
    return Tag.objects.filter(Exists(used.filter(visible(reader, "content_object__"))) | ~Exists(used))


def tags_known_among(names: Iterable[str], reader: Reader) -> set[str]:
    """Those of these names that the reader may know of. One query, none where no name is given."""
    wanted = set(names)
    return set(tags_known_to(reader).filter(name__in=wanted).values_list("name", flat=True)) if wanted else set()


def tags_hidden_among(names: Iterable[str], reader: Reader) -> set[str]:
    """Those of these names that are tags of which the reader may not know. One query, none where no name is given."""
    wanted = set(names)
    there = Tag.objects.filter(name__in=wanted).exclude(pk__in=tags_known_to(reader).values("pk"))
    return set(there.values_list("name", flat=True)) if wanted else set()
