"""Files of a document: attached and removed at the desk, shown on its page, served to whoever may see it and to nobody else."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from records.access import Handling, Role, Stage
from records.attaching import attach
from records.models import Attachment, Document, Revision, User
from tests.cast import analyst, curator, editor, reader
from tests.factories import a_document
from tests.files import GIF, HTML, PDF, png

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(editor())
    return client


def file(content: bytes, name: str = "scan.png", said: str = "image/png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, said)


def send(client: Client, document: Document, content: bytes, name: str = "scan.png", **more: str) -> Any:
    path = f"/desk{document.get_absolute_url()}attachments/"
    return client.post(path, {"file": file(content, name), **more})


def kept(content: bytes = b"notes", name: str = "notes.txt", by: User | None = None, **given: Any) -> Attachment:
    return attach(a_document(**given), file(content, name), by or editor())


def code(client: Client, path: str) -> int:
    """Of the answer, read to its end: a file stays open until then."""
    answer: Any = client.get(path)
    assert not answer.streaming or b"".join(answer.streaming_content)
    return int(answer.status_code)


def address(one: Attachment) -> str:
    return f"{one.document.get_absolute_url()}attachments/{one.pk}/{one.name}"


def test_a_picture_is_attached_and_shown_on_the_page_of_its_document(desk: Client) -> None:
    document = a_document()
    assert send(desk, document, png(), caption="The first page, stamped", comment="Scanned").status_code == 302
    (one,) = Attachment.objects.of(document.pk)
    assert (one.name, one.media_type, one.size, one.caption) == (
        "scan.png",
        "image/png",
        len(png()),
        "The first page, stamped",
    )
    page = desk.get(document.get_absolute_url()).text
    assert f'<img src="{address(one)}" alt="The first page, stamped"' in page
    assert one.sha256 in page and "PNG picture" in page
    assert Revision.objects.filter(record=document.pk).order_by("-number")[0].comment == "Scanned"


def test_the_file_lies_under_its_hash_once_however_often_it_is_attached(desk: Client, media: Path) -> None:
    for document in (a_document(), a_document()):
        send(desk, document, PDF, "../../etc/passwd")
    names = set(Attachment.objects.values_list("file", "name"))
    (path, name), *more = names
    assert not more and name == "passwd.pdf"
    assert [found.relative_to(media).as_posix() for found in media.rglob("*") if found.is_file()] == [path]
    assert path == f"attachments/{Path(path).name[:2]}/{Attachment.objects.first().sha256}"  # type: ignore[union-attr]


def test_a_file_that_was_only_half_written_is_written_anew(media: Path) -> None:
    one = kept(PDF, "a.pdf")
    (media / str(one.file.name)).write_bytes(PDF[:5])
    other = attach(a_document(), file(PDF, "a.pdf"), curator())
    assert (media / str(other.file.name)).read_bytes() == PDF


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (HTML, "photo.png", "HTML, SVG and other markup"),
        (b"<svg onload='alert(1)'/>", "plan.pdf", "HTML, SVG and other markup"),
        (b"", "empty.pdf", "The file is empty"),
        (b"MZ" + b"\x00" * 80, "report.docx", "not kept"),
        (png(60_000, 60_000), "large.png", "pixels"),
    ],
)
def test_what_is_not_kept_is_refused_in_words(desk: Client, content: bytes, name: str, why: str) -> None:
    document = a_document()
    answer = send(desk, document, content, name, caption="Typed already")
    assert answer.status_code == 422 and why in answer.text and 'value="Typed already"' in answer.text
    assert not Attachment.objects.exists()


def test_a_file_beyond_the_limit_is_dropped_with_the_limit_in_words(desk: Client, settings: Any) -> None:
    settings.ATTACHMENT_LIMIT = 1
    answer = send(desk, a_document(), b"a" * 1_000_001, "long.txt")
    assert answer.status_code == 422 and "of 1 MB at most" in answer.text


def test_one_file_is_attached_to_a_document_once(desk: Client) -> None:
    document = a_document()
    send(desk, document, PDF, "a.pdf")
    assert "attached to the document already" in send(desk, document, PDF, "b.pdf").text
    assert Attachment.objects.of(document.pk).count() == 1


@pytest.mark.parametrize(
    ("content", "name", "media_type", "shown"),
    [
        (png() + HTML, "both.html", "image/png", "inline"),
        (GIF + b"=1;alert(1)", "code.js", "image/gif", "inline"),
        (PDF + HTML, "paper.htm", "application/pdf", "attachment"),
        (b"alert(1)", "code.js", "text/plain; charset=utf-8", "attachment"),
    ],
)
def test_a_file_can_do_nothing_in_the_browser(
    client: Client, content: bytes, name: str, media_type: str, shown: str
) -> None:
    one = kept(content, name)
    answer = client.get(address(one))
    assert answer["Content-Type"] == media_type
    assert answer["Content-Disposition"].startswith(f"{shown}; filename=")
    assert not answer["Content-Disposition"].rstrip('"').endswith((".html", ".htm", ".js"))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Überblick آمنہ.pdf", "Überblick آمنہ.pdf"),
        ("a\u202efdp.exe", "afdp.exe.pdf"),
        ("C:\\Users\\x\\paper.pdf", "paper.pdf"),
        ("..", "file.pdf"),
        ("?#%2F'\".pdf", "?#%2F'\".pdf"),
        ("x" * 400 + ".pdf", "x" * 150 + ".pdf"),
    ],
)
def test_a_name_is_kept_as_far_as_it_does_no_harm(client: Client, given: str, name: str) -> None:
    upload = file(PDF)
    upload._name = given  # type: ignore[attr-defined]
    one = attach(a_document(), upload, editor())
    assert one.name == name
    page = client.get(one.document.get_absolute_url()).text
    link = page.split(f"attachments/{one.pk}/")[1].split('"')[0]
    assert code(client, f"{one.document.get_absolute_url()}attachments/{one.pk}/{link}") == 200


@pytest.mark.parametrize(
    ("handling", "stage", "codes"),
    [
        (Handling.CLEAR, Stage.PUBLISHED, (200, 200, 200)),
        (Handling.AMBER, Stage.PUBLISHED, (404, 404, 200)),
        (Handling.CLEAR, Stage.DRAFT, (404, 404, 200)),
        (Handling.RED, Stage.PUBLISHED, (404, 404, 404)),
    ],
)
def test_a_file_is_behind_the_door_of_its_document(handling: Handling, stage: Stage, codes: tuple[int, ...]) -> None:
    one = kept(handling=handling, stage=stage, by=curator())
    people = [None, analyst(Handling.GREEN), reader("amber", Handling.AMBER, Role.EDITOR)]
    assert tuple(code(as_one(person), address(one)) for person in people) == codes


def as_one(person: User | None) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def test_a_file_is_found_under_its_own_document_and_name_only(client: Client) -> None:
    one, other = kept(), a_document()
    assert client.get(address(one)[:-1]).status_code == 404
    assert client.get(f"{other.get_absolute_url()}attachments/{one.pk}/{one.name}").status_code == 404
    assert client.get(address(one).replace(f"/{one.pk}/", f"/{2**70}/")).status_code == 404
    one.file.storage.delete(str(one.file.name))
    assert client.get(address(one)).status_code == 404


@pytest.mark.parametrize(
    ("role", "expected"), [(None, 302), (Role.ANALYST, 403), (Role.EDITOR, 200), (Role.CURATOR, 200)]
)
def test_the_desk_of_files_is_for_editors(role: Role | None, expected: int) -> None:
    person = reader("somebody", Handling.RED, role) if role else None
    document = a_document()
    client = as_one(person)
    assert client.get(f"/desk{document.get_absolute_url()}attachments/").status_code == expected
    assert (send(client, document, PDF).status_code == 302) == (expected != 403)
    assert Attachment.objects.exists() == (expected == 200)


def test_an_editor_learns_nothing_of_files_above_their_clearance() -> None:
    document = a_document(handling=Handling.RED)
    client = as_one(editor(Handling.AMBER))
    assert client.get(f"/desk{document.get_absolute_url()}attachments/").status_code == 404
    assert send(client, document, PDF).status_code == 404


def test_a_removed_file_leaves_the_page_and_stays_in_the_history_and_on_the_disk(desk: Client) -> None:
    one = kept(by=curator())
    path = f"/desk{one.document.get_absolute_url()}attachments/"
    refused = desk.post(path, {"remove": one.pk})
    assert refused.status_code == 422 and "the history keeps the reason" in refused.text
    assert desk.post(path, {"remove": one.pk, "comment": "Of another visit"}).status_code == 302
    assert desk.get(address(one)).status_code == 404 and one.file.storage.exists(str(one.file.name))
    newest, before = Revision.objects.filter(record=one.document_id).order_by("-number")[:2]
    assert newest.comment == "Of another visit"
    assert one.name in str(before.snapshot) and one.name not in str(newest.snapshot)
    assert "not attached to the document any more" in desk.post(path, {"remove": one.pk, "comment": "x"}).text
    assert desk.post(path, {"remove": "99999999999999999999", "comment": "x"}).status_code == 422


def test_a_document_is_found_by_the_name_and_the_caption_of_its_file(client: Client) -> None:
    document = a_document("A paper")
    attach(document, file(PDF, "protocol-zebra.pdf"), editor(), caption="The okapi protocol")
    for word in ("zebra", "okapi"):
        assert "A paper" in client.get("/search/", {"q": word}).text
