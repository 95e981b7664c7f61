"""The index follows every change of a record, and of what the record says of others, at once."""

from importlib import import_module
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.http import QueryDict

from actors.models import Merge, Name
from briefings.models import Claim
from records.access import Handling, Reader, Stage
from records.bulk import bulk_insert
from records.bulk_settling import bulk_settle
from records.models import Record, SearchEntry, SearchText, saving
from records.search import postgres, sqlite
from records.search.asked import Asked
from records.search.index import engine, rebuild
from tests.cast import editor
from tests.factories import (
    a_briefing,
    a_citation,
    a_claim,
    a_commitment,
    a_document,
    a_meeting,
    a_post,
    a_source,
    a_state,
    a_tenure,
    a_visit,
    an_actor,
    an_assertion,
    take_part,
)

pytestmark = pytest.mark.django_db


def found(q: str, reader: Reader | None = None, **more: str) -> set[int]:
    query = QueryDict(mutable=True)
    query["q"] = q
    query.update(more)
    return set(Asked(query, reader or AnonymousUser()).records().values_list("pk", flat=True))


def check() -> str:
    said = StringIO()
    call_command("search", "check", stdout=said)
    return said.getvalue()


def test_a_new_record_is_found_by_title_and_text() -> None:
    claim = a_claim("Drones crossed the border", summary="On **Monday**, near [the pass](https://example.org/x).")
    assert found("drone") == found("monday pass") == found('"monday near the pass"') == {claim.pk}
    assert found("example") == set()


def test_a_changed_record_is_found_by_what_it_says_now() -> None:
    claim = a_claim("Drones crossed the border")
    claim.title = "Missiles crossed the border"
    claim.save()
    assert (found("drone"), found("missile")) == (set(), {claim.pk})


def test_an_actor_is_found_by_each_of_its_names() -> None:
    actor = an_actor("Amir Khan Muttaqi")
    Name(actor=actor, text="امیر خان متقی").save()
    Name(actor=actor, text="Mawlawi Motaqi").save()
    assert found("mawlawi") == found("امیر خان") == {actor.pk}


def test_what_belongs_to_a_record_is_searched() -> None:
    promise = a_commitment("To close the camps", by=a_state(), action="Every camp in Kunar", condition="by spring")
    cited = a_citation(a_document(), promise, quote="They gave their word in writing.")
    assert found("kunar") == found("spring") == found("writing") == {promise.pk}
    cited.delete()
    assert found("writing") == set()


def test_a_document_is_found_by_its_text_and_its_source() -> None:
    document = a_document("Statement", source=a_source("The Khyber Gazette"), text="Nothing was said of sanctuaries.")
    assert found("sanctuary") == found("gazette") == {document.pk}


def test_a_reference_is_found_by_the_title_that_it_shows() -> None:
    actor = an_actor("Yue Xiaoyong")
    paper = a_briefing("Paper", body=f"He met [[actors/{actor.slug}]] and [[actors/{actor.slug}|the guest]].")
    assert paper.pk in found('"met yue xiaoyong"') & found('"the guest"')
    actor.title = "Yue Xiao Yong"
    actor.save()
    assert paper.pk in found('"met yue xiao yong"') and paper.pk not in found('"met yue xiaoyong"')


@pytest.mark.parametrize("hidden", [{"handling": Handling.RED}, {"stage": Stage.DRAFT}])
def test_what_a_reference_to_a_stricter_record_shows_is_not_searched(hidden: dict[str, Any]) -> None:
    actor = an_actor("Yue Xiaoyong", **hidden)
    a_briefing("Paper", body=f"He met [[actors/{actor.slug}|the secret guest]] and [[actors/{actor.slug}]].")
    assert found("secret") == found("xiaoyong") == set()
    assert found("met") != set()


def test_what_a_record_says_of_another_leaves_the_index_when_that_one_is_marked_more_strictly() -> None:
    actor, host = an_actor("Yue Xiaoyong"), a_state("Pakistan")
    visit = a_visit(host=host)
    take_part(visit, actor, title_as_stated="Plenipotentiary")
    paper = a_briefing("Paper", body=f"[[actors/{actor.slug}|the guest]]")
    document = a_document(text="An old text")
    a_citation(document, visit, quote="They sat together.")
    assert found("plenipotentiary") == found('"sat together"') == {visit.pk}
    assert found("guest") == {paper.pk}
    for one in (actor, document):
        one.handling = Handling.AMBER
        one.save()
    reader = editor()
    assert found("plenipotentiary", reader) == found('"sat together"', reader) == found("guest", reader) == set()
    Record.objects.among([actor.pk, document.pk]).update(handling=Handling.CLEAR)
    assert found("plenipotentiary") == found('"sat together"') == {visit.pk}


def test_a_title_made_of_names_is_found_by_the_new_name() -> None:
    actor = an_actor("Yue Xiaoyong")
    visit = a_visit(actor, place="Islamabad")
    actor.title = "Another Name"
    actor.save()
    assert visit.pk in found("another islamabad") and found("xiaoyong islamabad") == set()


def test_several_saves_in_one_act_are_found_together() -> None:
    with saving(None):
        claim = a_claim("Drones crossed the border")
        claim.tags.set(["air"])
        claim.title = "Missiles crossed the border"
        claim.save()
    assert found("missile", tag="air") == {claim.pk}


def test_what_was_undone_was_never_found() -> None:
    with transaction.atomic():
        a_claim("Drones crossed the border")
        transaction.set_rollback(True)
    assert found("drone") == set()
    assert "agrees" in check()


def test_a_withdrawn_record_is_found_by_nobody() -> None:
    claim = a_claim("Drones crossed the border")
    claim.stage, claim.withdrawn_because = Stage.WITHDRAWN, "Wrong."
    claim.save()
    assert found("drone") == found("drone", editor()) == set()


def test_an_actor_that_was_merged_away_is_found_no_more_until_that_is_undone() -> None:
    loser, winner = an_actor("Amir Mottaki"), an_actor("Amir Muttaqi")
    merge = Merge(loser=loser, winner=winner, reason="The same")
    merge.save()
    assert found("mottaki") == set()
    merge.undone_at = merge.at
    merge.save()
    assert found("mottaki") == {loser.pk}


def test_many_records_written_at_once_are_found() -> None:
    made = bulk_insert(Claim, [Claim(title=f"Drone {number} came", stage=Stage.PUBLISHED) for number in range(30)])
    bulk_settle(Claim, [one.pk for one in made], "")
    assert found("drone") == {one.pk for one in made}
    assert found("drone 7") == {made[7].pk}


def test_the_grade_is_that_of_the_best_passage_and_follows_the_source() -> None:
    claim, source = a_claim(), a_source(reliability="C")
    a_citation(a_document(source=source), claim, credibility=3)
    a_citation(a_document(source=a_source(reliability="D")), claim, credibility=1)
    assert found("", grade="C3") == found("grade:c") == {claim.pk}
    source.reliability = "B"
    source.save()
    assert found("", grade="B3") == {claim.pk}
    a_citation(a_document(handling=Handling.RED, source=a_source(reliability="A")), claim, credibility=1)
    assert found("", reader=editor(), grade="A1") == set()


def test_a_year_is_that_in_which_it_began_where_the_source_says_which() -> None:
    plain, open_, vague = (a_claim(when=when) for when in ("2019-05", "2019/..", "201X"))
    assert found("year:2019") == {plain.pk, open_.pk}
    assert found("year:2018-2020") == {plain.pk, open_.pk}
    assert found("year:none") == {vague.pk}


def test_records_are_found_by_whom_they_name() -> None:
    ttp, other = an_actor("Tehreek-e-Taliban Pakistan"), an_actor("Other")
    Name(actor=ttp, text="TTP", kind=Name.Kind.ACRONYM).save()
    with saving(None):
        claim = a_claim("Drones came", about=[ttp])
        a_claim("Drones went", about=[other])
    for q in (f"actor:{ttp.slug}", "actor:ttp", 'actor:"Taliban Pakistan"', "kind:claim actor:ttp drone"):
        assert found(q) == {claim.pk}
    assert claim.pk not in found("drone -actor:ttp")


def test_the_index_that_agrees_with_the_records_passes_the_check() -> None:
    a_briefing("Paper")
    assert "agrees with all 1 records" in check()


def spoil_text(pk: int) -> None:
    SearchText.objects.filter(pk=pk).update(body="Something else")


def spoil_entry(pk: int) -> None:
    SearchText.objects.get(pk=pk).delete()


def spoil_words(pk: int) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("UPDATE records_searchentry SET words = '''other''' WHERE record_id = %s", [pk])
        else:
            cursor.execute("UPDATE search_words SET body = 'other' WHERE rowid = %s", [pk])


def spoil_rows(pk: int) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("UPDATE records_searchentry SET words = '' WHERE record_id = %s", [pk])
        else:
            cursor.execute("INSERT INTO search_words (rowid, title) VALUES (%s, 'left over')", [pk + 1])


def spoil_named(pk: int) -> None:
    SearchEntry.objects.filter(pk=pk).update(named=str(pk))


def spoil_copy(pk: int) -> None:
    SearchEntry.objects.filter(pk=pk).update(earliest="1999-01-01", title_length=1)


@pytest.mark.parametrize("spoil", [spoil_named, spoil_copy, spoil_text, spoil_entry, spoil_words, spoil_rows])
def test_what_the_index_says_wrongly_is_found_and_mended(spoil: object) -> None:
    claim = a_claim("Drones crossed the border")
    spoil(claim.pk)  # type: ignore[operator]
    with pytest.raises(CommandError, match="rebuild"):
        check()
    call_command("search", "rebuild", stdout=StringIO())
    assert "agrees" in check()
    assert found("drone") == {claim.pk}


def test_records_of_an_older_version_are_added() -> None:
    claims = bulk_insert(Claim, [Claim(title="Drones came", stage=Stage.PUBLISHED)])
    assert found("drone") == set()
    call_command("search", "fill", stdout=StringIO())
    assert found("drone") == {claims[0].pk}


def test_what_is_saved_while_the_index_is_made_anew_is_in_the_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("records.search.index.BATCH", 1)
    first, second = a_claim("Drones came"), a_claim("Missiles came")
    made = rebuild([first.pk, second.pk])
    next(made)
    first.title, second.title = "Rockets came", "Mortars came"
    first.save()
    second.save()
    assert found("rocket") == {first.pk}
    list(made)
    assert (found("drone"), found("missile")) == (set(), set())
    assert (found("rocket"), found("mortar")) == ({first.pk}, {second.pk})
    assert "agrees" in check()


def test_an_unchanged_record_is_not_written_to_the_index_again(monkeypatch: pytest.MonkeyPatch) -> None:
    claim = a_claim("Drones came")
    monkeypatch.setattr(engine(), "write", lambda texts: pytest.fail("written again"))
    claim.save()


def test_a_tenure_is_found_by_the_state_of_its_post_and_follows_it() -> None:
    first, second = a_state("Pakistan"), a_state("China")
    post = a_post("Foreign Secretary", state=first)
    tenure = a_tenure(an_actor("Amna Baloch"), post)
    assert found("kind:tenure state:pakistan") == {tenure.pk}
    post.state = second
    post.save()
    assert (found("kind:tenure state:pakistan"), found("kind:tenure state:china")) == (set(), {tenure.pk})


def test_a_meeting_is_found_by_the_states_of_its_visit_unless_that_is_withheld() -> None:
    visit = a_visit(host=a_state("Pakistan"), sender=a_state("China"))
    meeting = a_meeting(visit=visit)
    assert found("kind:meeting state:pakistan state:china") == {meeting.pk}
    visit.handling = Handling.RED
    visit.save()
    assert found("kind:meeting state:pakistan", editor()) == set()


def test_an_assertion_is_found_by_whom_its_claim_is_about() -> None:
    ttp = an_actor("TTP")
    with saving(None):
        claim = a_claim("Drones came", about=[ttp])
    said = an_assertion(claim, an_actor("A spokesman"))
    assert found(f"kind:assertion actor:{ttp.slug}") == {said.pk}


def test_the_fields_of_a_row_upstream_are_no_passage() -> None:
    visit = a_visit(place="Islamabad")
    a_citation(a_document(), visit, quote="role secretary; who acheson-dean; id 3290; country id france; remarks Met.")
    a_citation(a_document(), visit, quote="They met; they talked; they parted.")
    assert found("acheson") == set()
    assert found("parted") == {visit.pk}


def test_a_new_database_has_the_index_that_the_engines_write_to() -> None:
    made = import_module("records.migrations.0003_search").CREATE
    assert made == {"postgresql": postgres.CREATE, "sqlite": (sqlite.CREATE.format(sqlite.TABLE),)}
