"""Entering that somebody said something, where little more is known than who, of which claim, and with what stance."""

from collections.abc import Iterable

from actors.models import Actor
from briefings.models import Assertion, Attribution, Channel, Claim, SpeechAct, Stance
from records.making import enter
from records.models import Record

# The act in which a stance is taken, where nothing else is said of it.
ACTS = {Stance.DENIES: SpeechAct.DENIES, Stance.DENIES_IN_PART: SpeechAct.DENIES, Stance.RETRACTS: SpeechAct.RETRACTS}


def act_of(stance: str) -> SpeechAct:
    return ACTS.get(Stance(stance), SpeechAct.ASSERTS)


def said(
    claim: Claim,
    speaker: Actor,
    stance: str,
    channel: str,
    *,
    when: str,
    when_note: str = "",
    encounter: Record | None,
    quote: str,
    handling: int,
    audience: Iterable[Actor],
) -> Assertion:
    """The assertion, saved: a new one, told to the audience. `when` is EDTF. Raises `ValidationError`."""
    assertion = Assertion(
        claim=claim,
        speaker=speaker,
        stance=stance,
        act=act_of(stance),
        channel=channel,
        attribution=Attribution.ANONYMOUS if channel == Channel.ANONYMOUS_OFFICIAL else Attribution.ON_RECORD,
        encounter=encounter,
        when=when,
        when_note=when_note,
        quote=quote,
        handling=handling,
    )
    enter(assertion)
    assertion.audience.set(audience)
    return assertion
