"""What a file is, told from its content alone: its name and what the browser says of it do not count. Pure.

Kept is what cannot act when it is opened from this site: no HTML, SVG or other markup, no programs, no macros.
"""

import re
import zlib
from dataclasses import dataclass
from lzma import LZMAError
from typing import IO
from zipfile import BadZipFile, ZipFile

import filetype
import imagesize

HEAD = 8192
MOST_PIXELS = 100_000_000
MOST_MEMBERS = 5000
# How reading an archive fails that is damaged, locked, cut off, or packed in a way that nobody here unpacks.
BROKEN = (BadZipFile, zlib.error, LZMAError, RuntimeError, EOFError, NotImplementedError, OSError, ValueError)
# Unpacked, by its own account.
MOST_UNPACKED = 500_000_000
MARKUP = re.compile(rb"\s*<[a-z!?/]|<(?:!doctype|html|head|body|script|svg|iframe|object|embed)\b", re.IGNORECASE)
NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
CONTENT_TYPES, MIMETYPE = "[Content_Types].xml", "mimetype"
MACROS = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
KEPT = (
    "PDF, PNG, JPEG, GIF, WebP, TIFF, plain text and CSV, DOCX, XLSX, PPTX, ODT, ODS, ODP, MP3, MP4, M4A, OGG and WAV"
)


class NotKept(ValueError):
    """The file is none that is kept here. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class FileType:
    """`ends` are the endings that a name may have, the first the usual one; a `picture` is shown in the page."""

    media_type: str
    name: str
    ends: tuple[str, ...]
    picture: bool = False


PICTURES = (
    FileType("image/png", "PNG picture", (".png",), True),
    FileType("image/jpeg", "JPEG picture", (".jpg", ".jpeg"), True),
    FileType("image/gif", "GIF picture", (".gif",), True),
    FileType("image/webp", "WebP picture", (".webp",), True),
    FileType("image/tiff", "TIFF picture", (".tif", ".tiff")),
)
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
PACKED = {
    b"wordprocessingml.document.main+xml": FileType(f"{OFFICE}wordprocessingml.document", "Word document", (".docx",)),
    b"spreadsheetml.sheet.main+xml": FileType(f"{OFFICE}spreadsheetml.sheet", "Excel workbook", (".xlsx",)),
    b"presentationml.presentation.main+xml": FileType(
        f"{OFFICE}presentationml.presentation", "PowerPoint presentation", (".pptx",)
    ),
    b"opendocument.text": FileType(f"{OPEN}text", "OpenDocument text", (".odt",)),
    b"opendocument.spreadsheet": FileType(f"{OPEN}spreadsheet", "OpenDocument spreadsheet", (".ods",)),
    b"opendocument.presentation": FileType(f"{OPEN}presentation", "OpenDocument presentation", (".odp",)),
}
PLAIN = FileType("text/plain", "plain text", (".txt", ".csv", ".tsv", ".md", ".srt", ".vtt"))
OTHERS = (
    FileType("application/pdf", "PDF", (".pdf",)),
    FileType("audio/mpeg", "MP3 recording", (".mp3",)),
    FileType("audio/mp4", "M4A recording", (".m4a",)),
    FileType("audio/ogg", "OGG recording", (".ogg", ".oga", ".opus")),
    FileType("audio/x-wav", "WAV recording", (".wav",)),
    FileType("video/mp4", "MP4 film", (".mp4", ".m4v")),
)
TYPES = {one.media_type: one for one in (*PICTURES, *PACKED.values(), PLAIN, *OTHERS)}


def told(file: IO[bytes]) -> FileType:
    """The type of a file that stands open at any place; raises NotKept."""
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        raise NotKept("The file is empty.")
    if head.startswith(b"PK\x03\x04"):
        return _packed(file)
    found = filetype.guess(head)
    kind = TYPES.get(found.mime) if found else None
    if kind in PICTURES:
        _check_size(file)
    if kind and not kind.media_type.startswith("application/vnd"):
        return kind
    if found:
        raise NotKept(f"Files of this type ({found.extension}) are not kept: save it as PDF, or as one of {KEPT}.")
    return _text(file, head)


def _check_size(file: IO[bytes]) -> None:
    """A picture of more pixels than a screen could show is a trap for whoever opens it."""
    file.seek(0)
    try:
        width, height = imagesize.get(file)
    except Exception:  # the library fails in many ways on what is no picture
        width = height = -1
    if width < 1 or height < 1:
        raise NotKept("It begins like a picture and is none, or it is damaged. Open it, and save it anew.")
    if width * height > MOST_PIXELS:
        raise NotKept(
            f"A picture of {width:,} × {height:,} pixels is not kept: make it smaller, {MOST_PIXELS:,} at most."
        )


def _packed(file: IO[bytes]) -> FileType:
    """An office document by the list of its parts; nothing but that list is unpacked."""
    try:
        with ZipFile(file) as packed:
            members = packed.infolist()
            names = {one.filename for one in members}
            far_larger = len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNPACKED
            told = [] if far_larger else [one for one in (CONTENT_TYPES, MIMETYPE) if one in names]
            said = b"".join(packed.open(one).read(HEAD * 8) for one in told)
    except BROKEN:
        raise NotKept("The file is damaged, or locked with a password. Open it, and save it anew.") from None
    if far_larger:
        raise NotKept("Unpacked it would be far larger than a document is: it is not kept.")
    if MACROS.search(said) or any("vbaproject" in name.lower() for name in names):
        raise NotKept("It has macros, which would run on the reader's machine. Save it without them, or as PDF.")
    if kind := next((kind for mark, kind in PACKED.items() if mark in said), None):
        return kind
    raise NotKept(f"Archives are not kept: attach what is in it, as one of {KEPT}.")


def _text(file: IO[bytes], head: bytes) -> FileType:
    if MARKUP.match(head.lstrip(b"\xef\xbb\xbf")) or MARKUP.search(head[:1024]):
        raise NotKept(
            "HTML, SVG and other markup are not kept as files. Paste a page into the archived text, or save it as PDF."
        )
    file.seek(0)
    try:
        while block := file.read(1 << 20):
            block += _rest_of_letter(file, block)
            if NOT_TEXT.search(block.decode()):
                raise NotKept(f"What this file is cannot be told. Kept are {KEPT}.")
    except UnicodeDecodeError:
        raise NotKept(f"What this file is cannot be told. A text has to be in UTF-8; kept are {KEPT}.") from None
    return PLAIN


def _rest_of_letter(file: IO[bytes], block: bytes) -> bytes:
    """What is missing of the last letter: in UTF-8 one has up to four bytes."""
    for number in range(1, 4):
        if len(block) >= number and block[-number] >= 0xC0:
            return file.read({0xC: 2, 0xD: 2, 0xE: 3, 0xF: 4}[block[-number] >> 4] - number)
    return b""
