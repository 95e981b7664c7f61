"""`manage.py import` as a whole: reports, refusals, repetition, interruption, and the totals of the real data."""

import io
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from actors.models import Actor, Tenure
from briefings.models import Visit
from records.access import Handling, Stage
from records.models import Identifier, Record, Revision, User, saving
from records.models.revisions import snapshot
from records.upstream import LARGEST
from tests.imported import SAMPLE, picture, run, run_sample

IMPORTERS = ("hsg-pocom", "hsg-visits", "hsg-travels")
PROJECT = SAMPLE.parents[2]
BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><visits>&b;</visits>'
# Runs the command and kills itself, as by SIGKILL from outside, when records are settled for the nth time.
INTERRUPTED = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from records import importing
settle, left = importing.bulk_settle, [int(sys.argv[1])]
def settle_or_die(*args):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    settle(*args)
importing.bulk_settle = settle_or_die
call_command("import", sys.argv[2], sys.argv[3], quiet=True)
"""


def test_the_report_counts_what_was_made(db: None) -> None:
    said = run_sample("hsg-visits")
    assert "made: 16 actors, 2 documents, 10 visits\nchanged: nothing\n" in said
    assert "refused: 0 in 0 files" in said


def test_a_dry_run_reports_and_changes_nothing(db: None) -> None:
    before = picture()
    said = run_sample("hsg-visits", dry_run=True)
    assert "dry run: nothing was written" in said and "10 visits" in said
    assert picture() == before


def test_what_is_imported_is_published_and_clear(db: None) -> None:
    run_sample(*IMPORTERS)
    assert set(Record.objects.values_list("handling", "stage")) == {(Handling.CLEAR, Stage.PUBLISHED)}


def test_every_record_cites_the_document_it_came_from(db: None) -> None:
    run_sample(*IMPORTERS)
    without = Record.objects.exclude(kind="document").filter(citations=None)
    assert set(without.values_list("title", flat=True)) <= {
        "United States Department of State",
        "Example Organization",
    }


def test_every_record_has_one_revision_like_one_made_by_saving(db: None) -> None:
    run_sample(*IMPORTERS)
    tenure = Tenure.objects.filter(capacity="concurrent").get()
    kept = Revision.objects.get(record=tenure)
    assert kept.snapshot.keys() == snapshot(tenure).keys()
    assert [row["id"] for row in kept.snapshot["citations"]] == [
        row["id"] for row in snapshot(tenure)["citations"]
    ]


@pytest.mark.parametrize("order", [IMPORTERS, IMPORTERS[::-1], ("hsg-travels", "hsg-pocom", "hsg-visits")])
def test_a_second_run_changes_nothing(db: None, order: tuple[str, ...]) -> None:
    run_sample(*order)
    before = picture()
    said = run_sample(*order)
    assert said.count("made: nothing\nchanged: nothing\n") == 3
    assert picture() == before


def test_what_changed_upstream_is_changed_and_revised(db: None, tmp_path: Path) -> None:
    run_sample("hsg-visits")
    text = (SAMPLE / "visits" / "1950.xml").read_text()
    (tmp_path / "1950.xml").write_text(text.replace("Private visit.", "State visit."))
    assert "changed: 1 documents, 1 visits" in run("hsg-visits", tmp_path)
    visit = Visit.objects.get(summary="State visit.", sending_label="Cambodia")
    assert (visit.type, visit.revisions.count(), visit.version) == ("state", 2, 2)


def test_a_visitor_who_was_another_one_is_replaced(db: None, tmp_path: Path) -> None:
    run_sample("hsg-visits")
    text = (SAMPLE / "visits" / "1950.xml").read_text()
    (tmp_path / "1950.xml").write_text(text.replace("King Anan", "King Bhumin"))
    run("hsg-visits", tmp_path)
    visit = Visit.objects.get(sending_label="Siam (Thailand)")
    assert visit.title == "Bhumin in United States"
    assert list(visit.participants.values_list("actor__title", flat=True)) == ["Bhumin"]


def test_somebody_known_by_a_surname_gets_the_full_name_that_comes_later(db: None) -> None:
    run_sample("hsg-travels", "hsg-visits")
    aasen = Actor.objects.get(title="Gerd K. Aasen")
    assert dict(aasen.names.values_list("text", "kind")) == {"Gerd K. Aasen": "primary", "Aasen": "as_stated"}
    assert aasen.participations.filter(
        encounter__title__contains="Gerd K. Aasen", encounter__kind="meeting"
    ).exists()


def test_what_somebody_edited_here_is_left_alone(db: None) -> None:
    run_sample("hsg-visits")
    visit = Visit.objects.get(sending_label="Cambodia")
    with saving(User.objects.create_user("editor")):
        visit.summary = "A private visit, as the guest of a university."
        visit.save()
    assert (
        f"note: {visit.ref} was edited here: left as it is, though upstream differs in summary"
        in run_sample("hsg-visits")
    )
    visit.refresh_from_db()
    assert visit.summary.startswith("A private visit, as")


def test_a_state_entered_by_hand_is_used(db: None) -> None:
    norway = Actor.objects.create(title="Kingdom of Norway", category="state", stage=Stage.PUBLISHED)
    Identifier.objects.create(record=norway, scheme="iso3166-1", value="NO")
    run_sample(*IMPORTERS)
    assert norway.visits_out.exists() and norway.visits_in.exists()
    assert not Actor.objects.filter(title="Norway").exists()


def test_a_hidden_person_does_not_show_in_titles_made_by_an_import(db: None, tmp_path: Path) -> None:
    run_sample("hsg-visits")
    secret = Actor.objects.get(title="Sothea")
    secret.handling = Handling.RED
    secret.save()
    run_sample("hsg-visits")
    assert Visit.objects.get(sending_label="Cambodia").title == "A withheld visitor in United States"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("1950.xml", BOMB.encode(), "declares a document type"),
        ("1950.xml", b"<visits><visit></visits>", ":1: not well-formed XML"),
        ("1950.xml", b"", "not well-formed XML: no element found"),
        ("1950.xml", b"\xff\xfe\x00", "not well-formed XML"),
        ("1950.xml", b"<a>" * 100 + b"</a>" * 100, "nested more than"),
        ("1950.xml", b" " * (LARGEST + 1), "larger than 20 MB"),
        ("1950.tar.gz", b"nonsense", "cannot be read"),
        ("1950.zip", b"nonsense", "cannot be read"),
        ("1950.pdf", b"nonsense", "this is no .xml file, folder or archive"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(
    db: None, tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    said = run("hsg-visits", tmp_path / name)
    assert f"{tmp_path / name}:" in said and reason in said
    assert "The files named above were not imported" in said


def test_a_missing_path_is_refused(db: None, tmp_path: Path) -> None:
    assert "there is no such file or folder" in run("hsg-visits", tmp_path / "absent.xml")


def test_an_import_with_refusals_fails_for_whoever_called_it(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("import", "hsg-visits", str(tmp_path / "absent.xml"), quiet=True, stdout=io.StringIO())


def test_files_beside_a_refused_one_are_imported(db: None, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE / "visits", tmp_path / "visits")
    (tmp_path / "visits" / "1950.xml").write_text(BOMB)
    run("hsg-visits", tmp_path / "visits")
    assert Visit.objects.count() == 5


def test_archives_give_what_their_folder_gives(db: None, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "pocom.tar.gz", "w:gz") as archive:
        for path in sorted((SAMPLE / "pocom").iterdir()):
            archive.add(path, path.name)
    with zipfile.ZipFile(tmp_path / "visits.zip", "w") as packed:
        for path in sorted((SAMPLE / "visits").iterdir()):
            packed.write(path, f"visits/{path.name}")
    run("hsg-pocom", tmp_path)
    run("hsg-visits", tmp_path / "visits.zip")
    before = picture()
    assert run_sample("hsg-pocom", "hsg-visits").count("made: nothing\nchanged: nothing\n") == 2
    assert picture() == before


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "db.sqlite3"
    command(path, "manage.py", "migrate", "--verbosity=0", "--skip-checks").check_returncode()
    return path


def command(database: Path, *given: str) -> subprocess.CompletedProcess[bytes]:
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(PROJECT),
    }
    return subprocess.run(
        [sys.executable, *given], check=False, cwd=PROJECT, env=environment, capture_output=True, timeout=120
    )


def dump(database: Path) -> dict[str, list[Any]]:
    """All rows but for the times of writing, which JSON snapshots hold too."""
    rows: dict[str, list[Any]] = {}
    with sqlite3.connect(database) as opened:
        tables = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            if table.startswith(("records_", "actors_", "briefings_", "taggit_")):
                found = opened.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall()
                rows[table] = [
                    tuple(re.sub(r"20\d\d-\d\d-\d\d[ T][\d:.]+", "", str(one)) for one in row)
                    for row in found
                ]
    return rows


@pytest.mark.parametrize(
    ("importer", "nth"), [("hsg-visits", 5), ("hsg-visits", 9), ("hsg-pocom", 8), ("hsg-travels", 9)]
)
def test_an_import_killed_in_the_middle_ends_the_same_when_run_again(
    empty_database: Path, tmp_path: Path, importer: str, nth: int
) -> None:
    folder = str(SAMPLE / importer.removeprefix("hsg-"))
    killed, undisturbed = tmp_path / "killed.sqlite3", tmp_path / "undisturbed.sqlite3"
    for database in (killed, undisturbed):
        shutil.copy(empty_database, database)
    done = command(killed, "-c", INTERRUPTED, str(nth), importer, folder)
    assert done.returncode == -signal.SIGKILL
    for database in (killed, undisturbed):
        command(
            database, "manage.py", "import", importer, folder, "--quiet", "--skip-checks"
        ).check_returncode()
    assert dump(killed) == dump(undisturbed)
