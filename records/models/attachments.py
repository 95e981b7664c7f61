from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models

from records.access import Reader, visible
from records.models.documents import Document
from records.models.parts import Part


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """Those of documents that the reader may see."""
        return self.filter(visible(reader, "document__"))

    def of(self, document_id: int) -> Self:
        return self.filter(document_id=document_id).order_by("pk")

    def with_content(self, sha256: str) -> Self:
        return self.filter(sha256=sha256)

    def among(self, ids: Iterable[int]) -> Self:
        return self.filter(pk__any_of=list(ids))


class Attachment(Part):
    """A file kept with a document: what was published, scanned or photographed. Its content never changes.

    `media_type` was told from the content; `name` is what the file was called where it came from.
    """

    WHOLE = "document_id"

    document = models.ForeignKey(Document, models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to="attachments", max_length=200)
    name = models.CharField(max_length=200)
    caption = models.CharField(max_length=300, blank=True)
    media_type = models.CharField(max_length=100)
    # In bytes.
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}\Z")])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "sha256"],
                name="attachment_once",
                violation_error_message="This very file is attached to the document already.",
            )
        ]

    def __str__(self) -> str:
        return self.name
