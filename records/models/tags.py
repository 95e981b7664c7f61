from django.db import models
from taggit.models import TaggedItemBase


class TaggedRecord(TaggedItemBase):
    """A tag on a record of any kind, held by a real key, so that a tag's records are one query."""

    content_object = models.ForeignKey("records.Record", models.CASCADE, related_name="tagged")
