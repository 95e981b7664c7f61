"""`manage.py import` as a whole: reports, refusals, repetition, interruption, and the totals of the real data."""

import io
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from actors.models import Actor, Tenure
from briefings.models import Visit
from records.access import Handling, Stage
from records.models import Identifier, Record, Revision, User, saving
from records.models.revisions import snapshot
from tests.imported import SAMPLE, picture, run, run_sample

IMPORTERS = ("hsg-pocom", "hsg-visits", "hsg-travels")
PROJECT = SAMPLE.parents[2]
BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><visits>&b;</visits>'


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
    assert [row["id"] for row in kept.snapshot["citations"]] == [row["id"] for row in snapshot(tenure)["citations"]]


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
    assert "changed: 1 document, 1 visit" in run("hsg-visits", tmp_path)
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
    assert aasen.participations.filter(encounter__title__contains="Gerd K. Aasen", encounter__kind="meeting").exists()


def test_what_somebody_edited_here_is_left_alone(db: None) -> None:
    run_sample("hsg-visits")
    visit = Visit.objects.get(sending_label="Cambodia")
    with saving(User.objects.create_user("editor")):
        visit.summary = "A private visit, as the guest of a university."
        visit.save()
    assert f"note: {visit.ref} was edited here: left as it is, though upstream differs in summary" in run_sample(
        "hsg-visits"
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
