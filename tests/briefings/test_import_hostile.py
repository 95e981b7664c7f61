"""Files that are broken, odd or meant to harm: refused in words with file and line, and nothing of them is written."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.models import Visit
from records.models import Record
from records.upstream import LARGEST
from records.xmltree import MOST_ELEMENTS
from tests.imported import SAMPLE, picture, run, run_sample

BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><visits>&b;</visits>'
VISIT = (
    "<visits><visit><id>1</id><start-date>1985-01-01</start-date><end-date>1985-01-02</end-date>"
    '<visitor>{visitor}</visitor><from id="{country}">{label}</from><description>{text}</description></visit></visits>'
)
GOOD = VISIT.format(visitor="President José Ejemplo", country="chile", label="Chile", text="").encode()
LONG = {"visitor": "President X", "country": "chile", "label": "Chile", "text": ""}


def tar(*members: tuple[str, bytes | str]) -> bytes:
    """A tar of (name, content); a content that is a text is what a link leads to."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in members:
            member = tarfile.TarInfo(name)
            if isinstance(content, bytes):
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
            else:
                member.type, member.linkname = tarfile.SYMTYPE, content
                archive.addfile(member)
    return packed.getvalue()


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def spoilt(data: bytes) -> bytes:
    at = len(data) // 2
    return data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :]


def huge(kind: bytes) -> bytes:
    """A small file that unpacks to a header of `kind` for 150 MB."""
    member = tarfile.TarInfo("x")
    member.size, member.type = 150 * 2**20, kind
    return gzip.compress(member.tobuf() + bytes(member.size), 1)


def refused(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    said = run("hsg-visits", tmp_path / name)
    assert f"{tmp_path / name}:" in said and reason in said
    assert "The files named above were not imported" in said
    assert not Record.objects.exists()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n ", "the file is empty"),
        (b"<visits><visit></visits>", ":1: not well-formed XML"),
        (b"<visits>\n<visit>", ":2: not well-formed XML"),
        (b"<visits>&nowhere;</visits>", "not well-formed XML: undefined entity"),
        (b"\xff\xfe\x00", "not well-formed XML"),
        (GOOD.decode().encode("latin-1"), "not well-formed XML"),
        (b'<?xml version="1.0" encoding="klingon"?><visits/>', "cannot be decoded: unknown encoding: klingon"),
        (b'<?xml version="1.0" encoding="shift_jis"?><visits/>', "cannot be decoded: multi-byte encodings"),
        (b'<?xml version="1.0" encoding="base64"?><visits/>', "cannot be decoded"),
        (b'<?xml version="1.0" encoding="utf-16"?><visits/>', "encoding specified in XML declaration is incorrect"),
        (b"<people/>", ":1: <people> is not <visits>"),
        (BOMB.encode(), ":1: the file declares a document type"),
        (b'<!DOCTYPE visits SYSTEM "file:///etc/passwd"><visits/>', "declares a document type"),
        (b"<a>" * 100 + b"</a>" * 100, "nested more than"),
        (b"<visits>" + b"<a/>" * (MOST_ELEMENTS + 1) + b"</visits>", "there are more than 200,000 elements"),
        (b" " * (LARGEST + 1), "larger than 20 MB"),
        (
            VISIT.format(**{**LONG, "visitor": "President and " * 90}).encode(),
            "<visitor> is longer than 300 characters",
        ),
        (VISIT.format(**{**LONG, "visitor": ", "}).encode(), "<visitor> ',' names nobody"),
        (VISIT.format(**{**LONG, "text": "word " * 5000}).encode(), "<description> is longer than 20,000 characters"),
        (VISIT.format(**{**LONG, "country": "a b"}).encode(), "'a b' is no country id"),
        (VISIT.format(**{**LONG, "country": "a" * 101}).encode(), "is no country id"),
        (VISIT.format(**{**LONG, "label": "L" * 500}).encode(), "<from> is longer than 200 characters"),
    ],
)
def test_a_file_that_is_no_list_of_visits_is_refused(db: None, tmp_path: Path, data: bytes, reason: str) -> None:
    refused(tmp_path, "1980.xml", data, reason)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("1980.pdf", lambda: b"nonsense", "this is no .xml file, folder or archive"),
        ("a.tar.gz", lambda: b"nonsense", "cannot be read"),
        ("a.tar.gz", lambda: gzip.compress(b"nonsense"), "cannot be read"),
        ("a.tar.gz", lambda: gzip.compress(tar(("1980.xml", GOOD)))[:90], "cannot be read"),
        ("a.tar.gz", lambda: spoilt(gzip.compress(tar(("1980.xml", GOOD * 9)))), "cannot be read"),
        ("a.tar.bz2", lambda: spoilt(bz2.compress(tar(("1980.xml", GOOD)))), "cannot be read"),
        ("a.tar.xz", lambda: spoilt(lzma.compress(tar(("1980.xml", GOOD)))), "cannot be read"),
        ("a.zip", lambda: b"nonsense", "cannot be read"),
        ("a.zip", lambda: spoilt(zipped("1980.xml", GOOD * 9)), "cannot be read"),
        ("a.tar", lambda: tar(("x.txt", b"")), "there is no XML file in this archive"),
        ("a.tar", lambda: tar(("1980.xml", "/etc/passwd")), "there is no XML file in this archive"),
        ("a.tar", lambda: tar(("../../1980.xml", GOOD)), "the archive names a place outside itself"),
        ("a.tar", lambda: tar(("/etc/1980.xml", GOOD)), "the archive names a place outside itself"),
        ("a.zip", lambda: zipped("../1980.xml", GOOD), "the archive names a place outside itself"),
        ("a.zip", lambda: zipped("1980.xml", bytes(LARGEST + 1)), "larger than 20 MB"),
        ("a.zip", lambda: zipped("1980.xml", bytes(110 * 2**20)), "unpacks to more than"),
        ("a.tgz", lambda: huge(tarfile.REGTYPE), "unpacks to more than"),
        ("a.tgz", lambda: huge(tarfile.XHDTYPE), "unpacks to more than"),
    ],
)  # fmt: skip
def test_an_archive_that_is_none_or_meant_to_harm_is_refused(
    db: None, tmp_path: Path, name: str, data: Callable[[], bytes], reason: str
) -> None:
    refused(tmp_path, name, data(), reason)


def test_a_folder_without_xml_is_refused(db: None, tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("nothing")
    assert f"{tmp_path}:0: there is no XML file in this folder" in run("hsg-visits", tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_a_file_in_the_encoding_it_declares_is_read(db: None, tmp_path: Path, encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>{GOOD.decode()}'
    (tmp_path / "1980.xml").write_bytes(declared.encode(encoding))
    run("hsg-visits", tmp_path)
    assert Visit.objects.get().title == "José Ejemplo in United States"


def test_files_beside_a_refused_one_are_imported(db: None, tmp_path: Path) -> None:
    for path in (SAMPLE / "visits").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "1950.xml").write_text(BOMB)
    run("hsg-visits", tmp_path)
    assert {one.day.year for one in Visit.objects.all()} == {1961, 1962, 1964, 1966}


def test_of_a_file_with_many_faults_the_first_fifty_are_told(db: None, tmp_path: Path) -> None:
    (tmp_path / "1980.xml").write_text("<visits>" + "<visit/>\n" * 70 + "</visits>")
    said = run("hsg-visits", tmp_path)
    assert "refused: 70 in 1 file\n" in said and said.count("has no <start-date>") == 50
    assert f"{tmp_path / '1980.xml'}: 20 more" in said


def test_markup_in_a_text_of_upstream_stays_text(db: None, tmp_path: Path) -> None:
    text = "[[actors/jose-ejemplo]] &lt;script&gt;"
    (tmp_path / "1980.xml").write_text(VISIT.format(visitor="President X", country="chile", label="Chile", text=text))
    run("hsg-visits", tmp_path)
    assert Visit.objects.get().summary == "[[actors/jose-ejemplo]] <script>"


def test_archives_give_what_their_folder_gives(db: None, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "pocom.tar.gz", "w:gz") as archive:
        for path in sorted((SAMPLE / "pocom").iterdir()):
            archive.add(path, path.name)
    with zipfile.ZipFile(tmp_path / "visits.zip", "w") as packed:
        for path in sorted((SAMPLE / "visits").iterdir()):
            packed.write(path, f"visits/{path.name}")
    run("hsg-pocom", tmp_path / "pocom.tar.gz")
    run("hsg-visits", tmp_path / "visits.zip")
    before = picture()
    assert run_sample("hsg-pocom", "hsg-visits").count("made: nothing\nchanged: nothing\n") == 2
    assert picture() == before
