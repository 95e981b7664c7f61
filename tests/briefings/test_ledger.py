"""When a claim is contested, corroborated, conceded: the rules of docs/analysts.md as a table of cases."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given
from hypothesis import strategies as st

from briefings.ledger import Said, Standing, Tally, standing_of, tallies
from briefings.models import Assertion, Claim, Stance
from records.access import Handling, Stage
from records.models import Document
from tests.cast import analyst
from tests.factories import a_citation, a_claim, a_document, a_state, an_actor, an_assertion

SIGNS = {
    "+": Stance.AFFIRMS,
    "±": Stance.AFFIRMS_IN_PART,
    "»": Stance.REPEATS,
    "?": Stance.QUESTIONS,
    "∓": Stance.DENIES_IN_PART,
    "-": Stance.DENIES,
    "x": Stance.RETRACTS,
    "…": Stance.NO_POSITION,
}
ANYBODY = AnonymousUser()


def standing(ledger: str) -> Standing:
    """Of a ledger such as "A+1 B-": side A affirms with a source of origin 1, then side B denies without one."""
    said = [
        Said(pk, 0, ord(one[0]), SIGNS[one[1]], when=f"{2000 + pk}") for pk, one in enumerate(ledger.split(), start=1)
    ]
    return standing_of(said, {pk: one[2:] for pk, one in enumerate(ledger.split(), start=1)})


@pytest.mark.parametrize(
    ("ledger", "status"),
    [
        # one side has spoken, nobody else
        ("", "unanswered"),
        ("A+", "unanswered"),
        ("A-", "unanswered"),
        ("A?", "unanswered"),
        ("A+1 A+2", "unanswered"),
        ("A+ A-", "unanswered"),
        ("A- A…", "unanswered"),
        # several have, and no two stand against each other
        ("A+ B…", "uncontested"),
        ("A+ B?", "uncontested"),
        ("A? B…", "uncontested"),
        ("A- B-", "uncontested"),
        ("A- B∓", "uncontested"),
        ("A+ B+", "uncontested"),
        ("A+1 B+1", "uncontested"),
        ("A+1 B+", "uncontested"),
        # who repeats adds neither a side nor an origin
        ("A+1 B»2", "uncontested"),
        ("A»1 B»2", "uncontested"),
        # two sides from two origins
        ("A+1 B+2", "corroborated"),
        ("A+1 B±2", "corroborated"),
        ("A+ B+ A+1 B+2", "corroborated"),
        ("A+12 B+", "corroborated"),
        ("A+1 B+2 C…", "corroborated"),
        ("A+1 B+2 Bx", "uncontested"),
        ("A+1 B+2 C+2 Ax", "uncontested"),
        # one affirms, another denies
        ("A+ B-", "contested"),
        ("A- B+", "contested"),
        ("A+ B∓", "contested"),
        ("A± B-", "contested"),
        ("A» B-", "contested"),
        ("A+1 B+2 C-", "contested"),
        ("A+ B- A-", "uncontested"),
        # a position holds until another is taken: asking, and silence, are none
        ("A+ B- A…", "contested"),
        ("A+ B- B…", "contested"),
        ("A+ B- B?", "contested"),
        # a side that denied now affirms, and nobody denies
        ("A+ B- B+", "conceded"),
        ("A+ B- B±", "conceded"),
        ("A+1 B- B+2", "conceded"),
        ("A- A+", "conceded"),
        ("A+ B- C- B+", "contested"),
        ("A+ B- C- B+ Cx", "conceded"),
        ("A+ B- B»", "contested"),
        ("A+ B- B+ B-", "contested"),
        # all who affirmed took it back
        ("A+ Ax", "retracted"),
        ("Ax", "retracted"),
        ("A» Ax", "retracted"),
        ("A+ B- Ax", "retracted"),
        ("A+ B+ Ax Bx", "retracted"),
        ("A+ B+ Ax B-", "retracted"),
        ("A+ B+ Ax", "uncontested"),
        ("A+ Ax A+", "unanswered"),
        ("A+ B- Ax A+", "contested"),
        # what is taken back may be a denial
        ("A- Ax", "unanswered"),
        ("A+ B- Bx", "uncontested"),
    ],
)
def test_the_status_follows_from_where_each_side_stands(ledger: str, status: str) -> None:
    assert standing(ledger).status == status


@pytest.mark.parametrize(
    ("ledger", "why"),
    [
        ("", "Nobody has taken a position"),
        ("A?", "One side has spoken of it, and takes no position"),
        ("A+", "One side affirms it, and nobody else has spoken"),
        ("A-", "One side denies it, and nobody else has spoken"),
        ("A»", "One side repeats it, and nobody else has spoken"),
        ("A+ B…", "One side affirms it, one side takes no position, and nobody denies it"),
        ("A- B-", "Two sides deny it, and nobody affirms it"),
        ("A? B?", "Two sides take no position"),
        ("A+1 B+1", "Two sides affirm it from one origin, and nobody denies it"),
        ("A+ B+", "Two sides affirm it, with no source on record, and nobody denies it"),
        ("A+1 B»2", "One side affirms it, one side repeats it, and nobody denies it"),
        ("A+1 B+2", "Two sides affirm it from two independent origins, and nobody denies it"),
        ("A+ B+ C-", "Two sides affirm it, one side denies it, and none of them has taken it back"),
        ("A+ B- B+", "One side that denied it now affirms it, and nobody denies it"),
        ("A- B- A+ B+", "Two sides that denied it now affirm it, and nobody denies it"),
        ("A+ Ax", "All who affirmed it have taken it back"),
        ("A+ B- Ax", "All who affirmed it have taken it back, and one side denies it"),
    ],
)
def test_the_reason_is_said_in_words(ledger: str, why: str) -> None:
    assert standing(ledger).why == why


@pytest.mark.parametrize(
    ("ledger", "since"),
    [("A+", "2001"), ("A+ B- C-", "2002"), ("A+ B- B+ C…", "2003"), ("A+ B- Ax A+", "2004"), ("", "")],
)
def test_a_status_is_as_old_as_the_assertion_that_brought_it_about(ledger: str, since: str) -> None:
    assert standing(ledger).since == since


words = st.tuples(st.sampled_from("ABCD"), st.sampled_from(sorted(SIGNS)), st.sampled_from(["", "1", "2"])).map("".join)
ledgers = st.lists(words, max_size=12)


@given(ledgers, st.randoms())
def test_only_the_order_within_a_side_matters(said: list[str], random: Any) -> None:
    """So the order of two sides on the same day, which nobody knows, changes nothing."""
    sides: dict[str, list[str]] = {}
    for one in said:
        sides.setdefault(one[0], []).append(one)
    mixed = [one[0] for one in said]
    random.shuffle(mixed)
    other = [sides[side].pop(0) for side in mixed]
    assert standing(" ".join(said)).status == standing(" ".join(other)).status


@given(ledgers)
def test_one_side_alone_is_never_contested_nor_corroborated(said: list[str]) -> None:
    alone = " ".join(f"A{one[1:]}" for one in said)
    assert standing(alone).status not in ("contested", "corroborated", "uncontested")


@given(ledgers, st.sampled_from("?…"))
def test_who_has_spoken_changes_nothing_by_having_no_more_to_say(said: list[str], sign: str) -> None:
    more = [*said, f"{said[0][0]}{sign}"] if said else []
    assert standing(" ".join(more)) == standing(" ".join(said))


@given(ledgers)
def test_contested_means_that_somebody_denies(said: list[str]) -> None:
    without = [one for one in said if one[1] not in "-∓"]
    assert standing(" ".join(without)).status not in ("contested", "conceded")


def the_tally(claim: Claim, reader: Any = ANYBODY) -> Tally:
    return tallies([claim.pk], reader)[claim.pk]


def sourced(claim: Claim, document: Document, stance: str = "affirms", **given: Any) -> Assertion:
    assertion = an_assertion(claim, an_actor(), stance, **given)
    a_citation(document, assertion)
    return assertion


@pytest.mark.django_db
def test_five_papers_that_quote_one_wire_are_one_origin() -> None:
    claim, wire = a_claim(), a_document("Wire")
    for _ in range(5):
        sourced(claim, a_document(origin=wire))
    tally = the_tally(claim)
    assert (tally.origins, tally.documents, tally.status) == (1, 5, "uncontested")


@pytest.mark.django_db
def test_papers_that_quote_one_statement_not_on_record_are_one_origin_by_way_of_a_relay_too() -> None:
    claim = a_claim()
    first = a_document(origin_note="A Foreign Office statement")
    for paper in (first, a_document(origin=first), a_document(origin_note="a foreign office statement")):
        sourced(claim, paper)
    assert the_tally(claim).origins == 1


@pytest.mark.django_db
def test_what_supports_a_denial_is_no_origin_of_the_claim() -> None:
    claim = a_claim()
    sourced(claim, a_document())
    sourced(claim, a_document(), "no_position")
    sourced(claim, a_document(), "denies")
    assert (the_tally(claim).origins, the_tally(claim).documents) == (1, 1)


@pytest.mark.django_db
def test_what_supports_the_claim_itself_is_an_origin_and_what_contradicts_it_is_not() -> None:
    claim = a_claim()
    a_citation(a_document(), claim)
    a_citation(a_document(), claim, stance="contradicts")
    a_citation(a_document(), claim, stance="context")
    assert (the_tally(claim).origins, the_tally(claim).documents) == (1, 1)


@pytest.mark.django_db
def test_who_speaks_on_behalf_of_one_state_is_one_side() -> None:
    claim, state = a_claim(), a_state()
    an_assertion(claim, an_actor(), on_behalf_of=state, when="2021")
    an_assertion(claim, an_actor(), "denies", on_behalf_of=state, when="2022")
    assert the_tally(claim).status == "unanswered"


@pytest.mark.django_db
def test_an_assertion_without_a_date_overrides_none_that_has_one() -> None:
    claim, speaker = a_claim(), an_actor()
    an_assertion(claim, an_actor(), when="2020")
    an_assertion(claim, speaker, "affirms", when="2021")
    an_assertion(claim, speaker, "denies", when="")
    assert the_tally(claim).status == "conceded"


@pytest.mark.django_db
def test_of_two_on_one_day_the_later_entry_counts() -> None:
    claim, speaker = a_claim(), an_actor()
    an_assertion(claim, speaker, "affirms", when="2021-05-01")
    an_assertion(claim, speaker, "retracts", when="2021-05-01")
    assert the_tally(claim).status == "retracted"


@pytest.mark.django_db
@pytest.mark.parametrize("hidden", [{"handling": Handling.AMBER}, {"stage": Stage.DRAFT}, {"stage": Stage.REVIEW}])
def test_a_hidden_assertion_changes_nothing_for_who_may_not_see_it(hidden: dict[str, Any]) -> None:
    claim = a_claim()
    sourced(claim, a_document(), when="2021", told=[an_actor()])
    before = the_tally(claim)
    denial = sourced(claim, a_document(), "denies", when="2020", told=[an_actor()], **hidden)
    a_citation(a_document(), denial)
    after = the_tally(claim)
    assert (after.said, after.cited, after.standing, after.told) == (
        before.said,
        before.cited,
        before.standing,
        before.told,
    )


@pytest.mark.django_db
def test_who_may_see_a_denial_sees_another_status() -> None:
    claim = a_claim()
    an_assertion(claim, an_actor())
    an_assertion(claim, an_actor(), "denies", handling=Handling.AMBER)
    assert the_tally(claim).status == "unanswered"
    assert the_tally(claim, analyst(Handling.AMBER)).status == "contested"


@pytest.mark.django_db
def test_a_hidden_document_is_no_origin() -> None:
    claim = a_claim()
    sourced(claim, a_document())
    sourced(claim, a_document(handling=Handling.RED))
    assert (the_tally(claim).origins, the_tally(claim).status) == (1, "uncontested")


@pytest.mark.django_db
def test_actors_told_are_counted_once_and_hidden_ones_not_at_all() -> None:
    claim, state, hidden = a_claim(), a_state(), a_state(handling=Handling.RED)
    an_assertion(claim, an_actor(), told=[state, hidden])
    an_assertion(claim, an_actor(), told=[state])
    assert the_tally(claim).told == 1
    assert the_tally(claim, analyst(Handling.RED)).told == 2


@pytest.mark.django_db
def test_that_two_withheld_speakers_are_the_same_is_not_given_away() -> None:
    claim, secret = a_claim(), an_actor(handling=Handling.RED)
    an_assertion(claim, secret, when="2021")
    an_assertion(claim, secret, "denies", when="2022")
    assert the_tally(claim).status == "contested"
    assert the_tally(claim, analyst(Handling.RED)).status == "unanswered"


@pytest.mark.django_db
def test_a_tally_counts_by_stance() -> None:
    claim = a_claim()
    for stance in Stance.values:
        an_assertion(claim, an_actor(), stance)
    tally = the_tally(claim)
    assert (tally.affirm, tally.in_part, tally.deny, tally.retract, tally.other) == (2, 1, 2, 1, 2)
    assert tally.words() == "2 affirm, 1 affirms in part, 2 deny"
    assert the_tally(a_claim()).words() == "nobody has taken a position"


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 60])
def test_two_queries_tell_how_any_number_of_claims_stands(number: int, django_assert_num_queries: Any) -> None:
    claims = [a_claim() for _ in range(number)]
    for claim in claims:
        sourced(claim, a_document(), told=[a_state()], when="2021-01-01")
    with django_assert_num_queries(2):
        found = tallies([claim.pk for claim in claims], ANYBODY)
        assert {tally.status for tally in found.values()} == {"unanswered"}
        assert {tally.said[0].day for tally in found.values()} == {date(2021, 1, 1)}
