"""Who said it, to whom, where, and how it is known: the talks, the official statement, the newspaper's own words."""

from typing import Any

from briefings.demo import actors as who
from briefings.demo import claims
from briefings.demo import documents as said
from briefings.demo.encounters import THE_DAY, YUE_VISIT
from briefings.demo.entries import Entry, Passage, To, entry
from briefings.models import Assertion, Attribution, Channel, SpeechAct

PUBLISHED = {"when": "[2024-11-18..2024-11-24]", "when_note": "in the report, which is undated here"}
BY_SOURCES = (
    "Known through [[actors/sources-who-were-not-named|sources who were not named]]; the official statement does not "
    "have it. Who spoke for Pakistan is not known."
)
IN_ITS_OWN_VOICE = "Stated by the newspaper, which names no source for it."
THE_ENVOY = (who.YUE, who.CHINA)


def asserted(at: str, claim: To, speaker: To, passage: Passage, **more: Any) -> Entry:
    """An assertion in the words of the passage."""
    return entry(
        To(f"assertions/{at}"),
        Assertion,
        claim=claim,
        speaker=speaker,
        quote=passage.quote,
        paraphrase=True,
        cited=(passage,),
        **more,
    )


def in_the_talks(at: str, claim: To, passage: Passage, **more: Any) -> Entry:
    """What Pakistan told China's envoy, as sources tell who were not named."""
    given = {
        "summary": BY_SOURCES,
        "act": SpeechAct.ACCUSES,
        "channel": Channel.ANONYMOUS_OFFICIAL,
        "attribution": Attribution.ANONYMOUS,
        **THE_DAY,
        **more,
    }
    return asserted(at, claim, who.PAKISTAN, passage, audience=THE_ENVOY, encounter=YUE_VISIT, **given)


def in_print(at: str, claim: To, passage: Passage, **more: Any) -> Entry:
    """What the newspaper states itself."""
    given = {
        "summary": IN_ITS_OWN_VOICE,
        "channel": Channel.ON_RECORD,
        "audience_note": "its readers",
        **PUBLISHED,
        **more,
    }
    return asserted(at, claim, who.NEWSPAPER, passage, **given)


TALKS = (
    in_the_talks(
        "pakistan-on-afghan-soil",
        claims.AFGHAN_SOIL,
        said.BRIEFED,
        summary="The newspaper states this itself and names no source. Who spoke for Pakistan is not known.",
        channel=Channel.THIRD_PARTY,
    ),
    in_the_talks(
        "pakistan-on-sanctuaries",
        claims.SANCTUARIES,
        said.HANDED_OVER,
        evidence="New evidence, which the sources call strong. What it consists of is not known here.",
    ),
    in_the_talks("pakistan-on-failure", claims.FAILED, said.FAILED),
    in_the_talks("pakistan-on-will", claims.UNWILLING, said.UNWILLING),
    in_the_talks("pakistan-on-calls", claims.CALLS, said.CALLS, act=SpeechAct.ASSERTS),
    in_the_talks("pakistan-on-a-collective-approach", claims.COLLECTIVE, said.COLLECTIVE, act=SpeechAct.REQUESTS),
)

# Both sides, as one of them tells it in public.
AGREED = (
    asserted(
        "foreign-office-on-stability",
        claims.STABILITY,
        who.FOREIGN_OFFICE,
        said.AGREED,
        summary="Pakistan’s side of what the two agreed on, in its own statement.",
        on_behalf_of=who.PAKISTAN,
        audience_note="the public",
        encounter=YUE_VISIT,
        channel=Channel.OWN_READOUT,
        **THE_DAY,
    ),
    asserted(
        "yue-on-stability",
        claims.STABILITY,
        who.YUE,
        said.AGREED,
        summary="China’s side of it, known from Pakistan’s statement only: no Chinese readout is on record here.",
        on_behalf_of=who.CHINA,
        audience=(who.FOREIGN_OFFICE,),
        encounter=YUE_VISIT,
        channel=Channel.COUNTERPART_READOUT,
        title_as_stated="Special Envoy on Afghanistan, Ambassador",
        **THE_DAY,
    ),
)

BY_THE_SOURCES = (
    asserted(
        "sources-on-the-evidence",
        claims.EVIDENCE,
        who.UNNAMED,
        said.HANDED_OVER,
        own_title="Sources who were not named affirm: Pakistan gave China’s envoy new evidence of TTP sanctuaries",
        summary="Told to the newspaper. The official statement neither confirms it nor denies it.",
        audience=(who.NEWSPAPER,),
        channel=Channel.ANONYMOUS_OFFICIAL,
        attribution=Attribution.ANONYMOUS,
        **PUBLISHED,
    ),
)

BEHIND_IT = (
    in_print("newspaper-on-the-mediation", claims.MEDIATION_FAILED, said.REFUSED),
    asserted(
        "pakistan-on-leverage",
        claims.LEVERAGE,
        who.PAKISTAN,
        said.LEVERAGE,
        summary="What Pakistan believes, by the newspaper’s account. When it said so, and to whom, is not known; nor whether "
        "it did.",
        channel=Channel.THIRD_PARTY,
        attribution=Attribution.ANONYMOUS,
        **PUBLISHED,
    ),
    in_print("newspaper-on-security", claims.SECURITY, said.WORSE),
    in_print("newspaper-on-strength", claims.STRONGER, said.STRONGER),
    in_print(
        "newspaper-on-the-first-hope",
        claims.FIRST_HOPE,
        said.HOPED,
        summary=f"{IN_ITS_OWN_VOICE} It says that there was such a hope; its content is inferred.",
    ),
    in_print("newspaper-on-relations", claims.RELATIONS, said.DAMAGED),
    in_print("newspaper-on-communication", claims.CONTACT, said.LITTLE_CONTACT),
    in_print("newspaper-on-the-condition", claims.CONDITION, said.DEPENDS),
)

ASSERTIONS = (*TALKS, *AGREED, *BY_THE_SOURCES, *BEHIND_IT)
