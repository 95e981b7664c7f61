"""The files attached to a document, as its page lists them."""

from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString, mark_safe

from records.access import Reader
from records.attaching import address, file_type
from records.dates import time_html
from records.models import Attachment, Document

# Larger pictures are led to, not shown: a page with ten of them would never be read on a telephone.
SHOWN_UP_TO = 3_000_000


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """`picture` is the address of what is shown in the page, `alternative` what stands for it where it is not seen."""

    id: int
    name: str
    caption: str
    address: str
    type: str
    size: str
    sha256: str
    added: SafeString
    picture: str
    alternative: str


def attached_files(document: Document, reader: Reader) -> list[AttachedFile]:
    """One query."""
    return [attached_file(one, document) for one in Attachment.objects.of(document.pk).visible_to(reader)]


def attached_file(attachment: Attachment, document: Document) -> AttachedFile:
    kind, path = file_type(attachment), address(attachment, document)
    return AttachedFile(
        id=attachment.pk,
        name=attachment.name,
        caption=attachment.caption,
        address=path,
        type=kind.name,
        size=filesizeformat(attachment.size),
        sha256=attachment.sha256,
        added=mark_safe(time_html(attachment.at.date().isoformat())),
        picture=path if kind.picture and attachment.size <= SHOWN_UP_TO else "",
        alternative=attachment.caption or f"Picture without a description: {attachment.name}",
    )
