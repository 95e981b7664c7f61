"""What a file is, told from its content: what is kept, and what is refused with which words."""

import io
from contextlib import suppress

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


@given(st.sampled_from([b"", b"PK\x03\x04", png()[:20]]), st.binary(max_size=100))
def test_no_content_breaks_it(head: bytes, rest: bytes) -> None:
    with suppress(NotKept):
        assert told(io.BytesIO(head + rest))
