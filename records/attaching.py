"""Keep a file with a document, or take it away. The content lies under its own hash, once however often it is attached."""

import hashlib
import unicodedata
from pathlib import PurePosixPath
from typing import IO
from urllib.parse import quote

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.core.files.storage import Storage
from django.db import IntegrityError

from records.access import can_edit
from records.file_types import TYPES, FileType, NotKept, told
from records.models import Attachment, Document, User, saving
from records.uploads import MEGABYTE, limit

LONGEST_NAME = 150
BLOCK = 1 << 20
TWICE = "This very file is attached to the document already."


def attach(document: Document, file: File, by: User, caption: str = "", comment: str = "") -> Attachment:
    """Raises ValidationError in words for a file that is not kept, PermissionDenied where the user may not edit the document.

    The content is written before the row: what fails between leaves a file that the next attempt takes up.
    """
    if not can_edit(by, document):
        raise PermissionDenied
    if (file.size or 0) > limit():
        raise ValidationError(
            f"The file is larger than {limit() // MEGABYTE} MB: make it smaller, or attach its parts."
        )
    content: IO[bytes] = file.open("rb")
    try:
        kind = told(content)
    except NotKept as error:
        raise ValidationError(str(error)) from error
    sha256 = digest(content)
    if Attachment.objects.of(document.pk).with_content(sha256).exists():
        raise ValidationError(TWICE)
    name = clean_name(file.name or "", kind)
    made = Attachment(
        document=document, name=name, caption=caption, media_type=kind.media_type, size=file.size, sha256=sha256, by=by
    )
    made.file.name = stored(file, sha256)
    try:
        with saving(by=by, comment=comment or f"Attached {name}"):
            made.full_clean(exclude=["document", "by", "file"])
            made.save()
    except IntegrityError as error:
        raise ValidationError(TWICE) from error
    return made


def detach(attachment: Attachment, by: User, comment: str) -> None:
    """Takes the row away; the file stays, for the history names it."""
    if not can_edit(by, attachment.document):
        raise PermissionDenied
    with saving(by=by, comment=comment or f"Removed {attachment.name}"):
        attachment.delete()


def digest(content: IO[bytes]) -> str:
    content.seek(0)
    found = hashlib.sha256()
    while block := content.read(BLOCK):
        found.update(block)
    return found.hexdigest()


def stored(file: File, sha256: str) -> str:
    """The name under which the content lies. One that was only half written, as by a crash, is written anew."""
    name = f"attachments/{sha256[:2]}/{sha256}"
    storage: Storage = Attachment._meta.get_field("file").storage
    if storage.exists(name):
        if storage.size(name) == file.size:
            return name
        storage.delete(name)
    file.seek(0)
    return str(storage.save(name, file))


def clean_name(given: str, kind: FileType) -> str:
    """The name without folders and signs that are not seen, with an ending that fits what the file is."""
    plain = given.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(letter for letter in plain if unicodedata.category(letter)[0] != "C")
    name = " ".join(seen.split()).strip(". ") or "file"
    ending = PurePosixPath(name).suffix.lower()
    if ending not in kind.ends:
        return f"{name[:LONGEST_NAME]}{kind.ends[0]}"
    return f"{name[: -len(ending)][:LONGEST_NAME]}{ending}"


def file_type(attachment: Attachment) -> FileType:
    """As it was told when it was attached; what is not known any more is only ever saved, never shown."""
    return TYPES.get(attachment.media_type, FileType("application/octet-stream", "file", ("",)))


def address(attachment: Attachment, document: Document) -> str:
    return f"{document.get_absolute_url()}attachments/{attachment.pk}/{quote(attachment.name, safe='')}"
