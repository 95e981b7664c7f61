"""What a file is, told from its content: what is kept, and what is refused with which words."""

import io
from contextlib import suppress
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.file_types import NotKept, told
from tests.files import GIF, HTML, PDF, SVG, docx, odt, packed, png


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, "application/pdf"),
        (png(), "image/png"),
        (GIF, "image/gif"),
        (docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (odt(), "application/vnd.oasis.opendocument.text"),
        (b"date,visitor\n2024-11-18,Yue Xiaoyong\n", "text/plain"),
        ("Überblick über Gespräche. آمنہ\n".encode() * 100_000, "text/plain"),
        ("\ufeffWith a mark of its order".encode(), "text/plain"),
        (b"a < b and c > d", "text/plain"),
        (b"ID3\x03\x00\x00\x00\x00\x00\x00", "audio/mpeg"),
    ],
)
def test_a_type_is_told_from_the_content(content: bytes, media_type: str) -> None:
    assert told(io.BytesIO(content)).media_type == media_type


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (HTML, "HTML, SVG"),
        (SVG, "HTML, SVG"),
        (b'  \n<?xml version="1.0"?>' + SVG, "HTML, SVG"),
        (b"\xef\xbb\xbf<b>x</b>", "HTML, SVG"),
        (b"Notes, see below <script>alert(1)</script>", "HTML, SVG"),
        (b"\x89PNG\r\n\x1a\n" + HTML, "damaged"),
        (png(60_000, 60_000), "60,000 × 60,000 pixels"),
        (b"MZ\x90\x00" + b"\x00" * 60, "not kept"),
        (b"\x7fELF" + b"\x00" * 60, "not kept"),
        (b"\x00\x01\x02", "cannot be told"),
        (b"a\x00b", "cannot be told"),
        ("Überblick".encode("latin-1"), "UTF-8"),
        (packed({"a.txt": b"x"}), "Archives are not kept"),
        (docx(**{"word/vbaProject.bin": b"x"}), "macros"),
        (
            packed({"[Content_Types].xml": b"x", "bomb": b"\0" * 1000, **{f"{n}": b"" for n in range(5001)}}),
            "far larger",
        ),
        (docx()[:60], "damaged"),
        (b"PK\x03\x04" + b"\x00" * 100, "damaged"),
        (b"Rar!\x1a\x07\x00", "not kept"),
    ],
)
def test_what_is_not_kept_is_refused_in_words(content: bytes, why: str) -> None:
    with pytest.raises(NotKept, match=why):
        told(io.BytesIO(content))


def test_a_document_that_unpacks_to_far_more_is_refused_unopened() -> None:
    bomb = bytearray(docx(bomb=b"\0" * 10_000))
    at = bomb.rindex(b"PK\x01\x02") + 24
    bomb[at : at + 4] = (4_000_000_000).to_bytes(4, "little")
    with pytest.raises(NotKept, match="far larger"):
        told(io.BytesIO(bytes(bomb)))


@pytest.mark.parametrize("method", [ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
def test_a_damaged_archive_is_refused_in_words(method: int) -> None:
    file, name = io.BytesIO(), "[Content_Types].xml"
    with ZipFile(file, "w", method) as made:
        made.writestr(name, "<Types>" + "abcdefghij" * 300 + "</Types>")
    content, start = bytearray(file.getvalue()), 30 + len(name)
    content[start + 9 * (method != ZIP_DEFLATED) : start + 40] = b"\xff" * (40 - 9 * (method != ZIP_DEFLATED))
    with pytest.raises(NotKept, match="damaged"):
        told(io.BytesIO(bytes(content)))


@given(st.lists(st.tuples(st.integers(4, 10_000), st.integers(0, 255)), min_size=1, max_size=4))
def test_no_damage_to_a_document_breaks_it(changes: list[tuple[int, int]]) -> None:
    content = bytearray(docx())
    for place, byte in changes:
        content[4 + (place - 4) % (len(content) - 4)] = byte
    with suppress(NotKept):
        told(io.BytesIO(bytes(content)))


@given(st.sampled_from([b"", b"PK\x03\x04", png()[:20]]), st.binary(max_size=100))
def test_no_content_breaks_it(head: bytes, rest: bytes) -> None:
    with suppress(NotKept):
        assert told(io.BytesIO(head + rest))
