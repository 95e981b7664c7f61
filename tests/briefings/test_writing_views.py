"""Writing a paper at the desk: its form, its judgements in their order, what it is told, and how one is begun."""

from typing import Any

import pytest
from django.test import Client

from briefings.models import Briefing, Judgement
from records.access import Handling, Role, Stage
from records.models import Revision, User, saving
from tests import cast
from tests.factories import (
    a_briefing,
    a_citation,
    a_claim,
    a_document,
    a_meeting,
    a_state,
    a_visit,
    an_actor,
    an_assertion,
)
from tests.forms import opened, refusals
from tests.reading import text

pytestmark = pytest.mark.django_db
NEW = "/desk/briefings/new/"


@pytest.fixture
def writer() -> User:
    return cast.editor(Handling.AMBER)


@pytest.fixture
def desk(client: Client, writer: User) -> Client:
    client.force_login(writer)
    return client


def a_draft(title: str = "", **given: Any) -> Briefing:
    """Of a published paper a second person would have to read each change first."""
    return a_briefing(title, stage=Stage.DRAFT, **given)


def judged(briefing: Briefing, *texts: str) -> list[Judgement]:
    rows = [
        Judgement(briefing=briefing, order=place, text=one, likelihood="likely", confidence="low", basis="One source.")
        for place, one in enumerate(texts, 1)
    ]
    for one in rows:
        one.save()
    return rows


def edit(briefing: Briefing) -> str:
    return f"/desk{briefing.get_absolute_url()}edit/"


def order(briefing: Briefing) -> list[tuple[int, str]]:
    return list(Judgement.objects.of(briefing.pk).order_by("order").values_list("order", "text"))


def test_a_paper_is_written_in_one_save_and_is_a_draft_of_its_writer(desk: Client, writer: User) -> None:
    fields = opened(desk, NEW)
    fields |= {"title": ["A paper"], "body": ["Words."], "as_of": ["2024-11-20"]}
    fields |= {"judgements-0-text": ["It will."], "judgements-0-likelihood": ["likely"]}
    fields |= {"judgements-0-confidence": ["low"], "judgements-0-basis": ["One source."]}
    assert desk.post(NEW, fields).status_code == 302
    paper = Briefing.objects.get(title="A paper")
    assert (paper.stage, paper.when, list(paper.authors.all())) == (Stage.DRAFT, "2024-11-20", [writer])
    assert order(paper) == [(1, "It will.")]
    assert [one.author for one in Revision.objects.filter(record=paper)] == [writer]


def test_what_may_want_another_look_is_told_after_a_save_and_prevents_none(desk: Client) -> None:
    fields = opened(desk, NEW) | {"title": ["A paper"], "body": ["It is likely, with high confidence."]}
    said = text(desk.post(NEW, fields, follow=True).content.decode())
    assert "Saved: A paper" in said
    assert "may want another look" in said


def test_a_refused_paper_keeps_what_was_typed(desk: Client) -> None:
    answer = desk.post(NEW, opened(desk, NEW) | {"title": [""], "body": ["All of this."], "as_of": ["someday"]})
    assert answer.status_code == 422
    assert "All of this." in answer.content.decode()
    assert "Title" in refusals(answer)


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (("1", "2", "3"), ["a", "b", "c"]),
        (("2", "1", "3"), ["b", "a", "c"]),
        (("3", "2", "1"), ["c", "b", "a"]),
        (("", "1", "2"), ["b", "c", "a"]),
        (("1", "1", "1"), ["a", "b", "c"]),
    ],
)
def test_judgements_stand_in_the_order_of_their_places(
    desk: Client, places: tuple[str, ...], expected: list[str]
) -> None:
    paper = a_draft()
    judged(paper, "a", "b", "c")
    fields = opened(desk, edit(paper)) | {f"judgements-{at}-ORDER": [place] for at, place in enumerate(places)}
    assert desk.post(edit(paper), fields).status_code == 302
    assert order(paper) == list(enumerate(expected, 1))


def test_one_taken_out_and_one_put_first_leave_no_gap(desk: Client) -> None:
    paper = a_draft()
    judged(paper, "a", "b")
    fields = opened(desk, edit(paper)) | {"judgements-0-DELETE": ["on"]}
    assert "judgements-2-text" in fields
    fields |= {"judgements-2-text": ["new"], "judgements-2-likelihood": ["likely"], "judgements-2-confidence": ["low"]}
    answer = desk.post(edit(paper), fields | {"judgements-2-ORDER": ["0"]})
    assert (answer.status_code, refusals(answer)) == (302, "")
    assert order(paper) == [(1, "new"), (2, "b")]


def test_a_judgement_needs_its_likelihood_and_its_confidence(desk: Client) -> None:
    fields = opened(desk, NEW) | {"title": ["A paper"], "body": ["Words."], "judgements-0-text": ["It will."]}
    answer = desk.post(NEW, fields)
    assert answer.status_code == 422
    assert "likelihood" in refusals(answer)
    assert "confidence" in refusals(answer)


def test_a_paper_is_superseded_once(desk: Client) -> None:
    first = a_briefing("First")
    a_briefing("Second", supersedes=first)
    fields = opened(desk, NEW) | {"title": ["Third"], "body": ["Words."], "supersedes": ["First"]}
    assert "superseded already" in refusals(desk.post(NEW, fields))
    own = opened(desk, edit(first)) | {"supersedes": ["First"]}
    assert "does not supersede itself" in refusals(desk.post(edit(first), own))


def test_of_a_hidden_paper_that_supersedes_one_nothing_is_told(desk: Client) -> None:
    first = a_briefing("First")
    a_briefing("canary", supersedes=first, handling=Handling.RED)
    fields = opened(desk, NEW) | {"title": ["Third"], "body": ["Words."], "supersedes": ["First"]}
    answer = desk.post(NEW, fields)
    assert "ask a curator" in refusals(answer)
    assert "superseded" not in refusals(answer).casefold().replace("supersedes", "")
    assert "canary" not in answer.content.decode()


def test_the_reviewer_of_a_paper_does_not_become_its_author(desk: Client) -> None:
    reviewer = cast.reader("nadia", role=Role.REVIEWER)
    paper = a_briefing(reviewer=reviewer)
    fields = opened(desk, edit(paper)) | {"authors": [str(reviewer.pk)]}
    assert "reviewed this paper" in refusals(desk.post(edit(paper), fields))


def test_analysts_are_no_authors_and_an_author_of_before_stays_one(desk: Client, writer: User) -> None:
    reads, left = cast.reader("reads"), cast.reader("left", role=Role.EDITOR)
    paper = a_draft()
    paper.authors.add(left)
    User.objects.filter(pk=left.pk).update(is_active=False)
    fields = opened(desk, edit(paper))
    assert fields["authors"] == [str(left.pk)]
    assert desk.post(edit(paper), fields | {"authors": [str(reads.pk)]}).status_code == 422
    assert desk.post(edit(paper), fields | {"authors": [str(left.pk), str(writer.pk)]}).status_code == 302
    assert set(paper.authors.all()) == {left, writer}


def test_what_was_not_changed_is_saved_as_it_was(desk: Client) -> None:
    document = a_document()
    paper = a_draft("Paper", body="## One\n\nTwo [[actors/none]].\n", summary="Sum.", when="2024-11", written_by="Desk")
    judged(paper, "a", "b")
    a_citation(document, paper)
    with saving(None):
        paper.save()
    assert desk.post(edit(paper), opened(desk, edit(paper))).status_code == 302
    before, after = [one.snapshot for one in Revision.objects.filter(record=paper).order_by("-number")[:2]][::-1]
    assert {name: (before[name], after[name]) for name in before if before[name] != after[name]} == {}


def test_two_editors_changes_to_different_parts_come_together(desk: Client, writer: User) -> None:
    paper = a_draft("Paper", body="Words.")
    paper.authors.add(writer)
    judged(paper, "a", "b")
    mine = opened(desk, edit(paper))
    assert desk.post(edit(paper), mine | {"judgements-0-text": ["theirs"]}).status_code == 302
    answer = desk.post(edit(paper), mine | {"body": ["My words."]})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "theirs" in html
    assert "My words." in html
    assert f'value="{writer.pk}" id="id_authors_0" checked' in html


def begun(desk: Client, about: Any) -> dict[str, list[str]]:
    return opened(desk, f"{NEW}?about={about.get_absolute_url().strip('/')}")


def test_a_paper_on_a_visit_begins_with_its_heads_and_what_belongs_to_it(desk: Client) -> None:
    visit = a_visit(an_actor("Envoy"), host=a_state("Host"), when="2024-11-18", handling=Handling.GREEN)
    meeting = a_meeting(visit=visit)
    claim = a_claim()
    said = an_assertion(claim, an_actor(), encounter=visit)
    fields = begun(desk, visit)
    body = fields["body"][0]
    assert [line for line in body.splitlines() if line.startswith("#")] == [
        "## What happened", "## What is claimed, and by whom", "## What we do not know", "## Outlook",
    ]  # fmt: skip
    for one in (visit, meeting, claim, said):
        assert f"[[{one.get_absolute_url().strip('/')}]]" in body
    assert (fields["title"], fields["handling"]) == ([visit.title], [str(Handling.GREEN.value)])


def test_a_paper_begins_with_nothing_of_what_its_writer_may_not_see(desk: Client) -> None:
    visit = a_visit(an_actor("Envoy"), when="2024-11-18")
    hidden = an_assertion(a_claim("canary", handling=Handling.RED), an_actor(), encounter=visit, handling=Handling.RED)
    assert hidden.slug not in begun(desk, visit)["body"][0]
    assert "canary" not in begun(desk, visit)["body"][0]
    red = a_visit(when="2024-11-19", handling=Handling.RED)
    nowhere = opened(desk, f"{NEW}?about=visits/v-999999")
    # Each form has a token of its own.
    assert begun(desk, red) | {"once": []} == nowhere | {"once": []}
    assert nowhere["body"] == [""]


def test_the_page_of_a_record_offers_editors_a_paper_on_it(desk: Client) -> None:
    claim = a_claim()
    link = f"/desk/briefings/new/?about=claims/{claim.slug}"
    assert link in desk.get(claim.get_absolute_url()).content.decode()
    desk.logout()
    assert link not in desk.get(claim.get_absolute_url()).content.decode()


def test_the_preview_button_shows_the_paper_and_saves_nothing(desk: Client) -> None:
    actor = an_actor("Amna Baloch")
    fields = opened(desk, NEW) | {"body": [f"See [[actors/{actor.slug}]]."], "preview": ["1"]}
    answer = desk.post(NEW, fields)
    assert answer.status_code == 200
    assert f'See <a href="/actors/{actor.slug}/">Amna Baloch</a>.' in answer.content.decode()
    assert not refusals(answer)
    assert Briefing.objects.count() == 0
