"""Files for tests, as small as they may be."""

import io
import struct
import zlib
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
DOCX_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def png(width: int = 2, height: int = 2) -> bytes:
    """A picture of these sides by its head; only one line of it is there where it is large."""
    rows = b"\x00" + b"\x7f" * 3 * min(width, 64)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows * min(height, 64))), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def packed(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return held.getvalue()


def docx(**more: bytes) -> bytes:
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{DOCX_TYPES}"/></Types>'
    return packed({"[Content_Types].xml": types.encode(), "word/document.xml": b"<w/>", **more})


def odt() -> bytes:
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<o/>"})
