"""The claims of the sample case: propositions only. Who said them to whom stands in `assertions`."""

from datetime import date

from briefings.demo import actors as who
from briefings.demo import documents as said
from briefings.demo.entries import Row, To, entry, row
from briefings.models import Assessment, Claim, ClaimLink, Confidence, Likelihood

DESK = "South Asia desk (sample)"
AS_OF = date(2024, 11, 25)

AFGHAN_SOIL = To("claims/armed-groups-use-afghan-soil")
SANCTUARIES = To("claims/ttp-sanctuaries-in-afghanistan")
EVIDENCE = To("claims/new-evidence-was-given-to-china")
FAILED = To("claims/taliban-failed-to-act")
UNWILLING = To("claims/taliban-unwilling-to-act")
CALLS = To("claims/repeated-calls-on-the-taliban")
COLLECTIVE = To("claims/a-collective-approach-is-needed")
STABILITY = To("claims/a-stable-afghanistan-is-important")
MEDIATION_FAILED = To("claims/why-the-mediation-failed")
LEVERAGE = To("claims/china-has-leverage-over-kabul")
SECURITY = To("claims/security-has-worsened")
STRONGER = To("claims/the-groups-have-grown-stronger")
FIRST_HOPE = To("claims/what-islamabad-first-hoped")
RELATIONS = To("claims/relations-are-damaged")
CONTACT = To("claims/communication-is-limited")
CONDITION = To("claims/cooperation-depends-on-action")

NO_EVIDENCE_IN_STATEMENT = "The official statement says this of the talks, and nothing of evidence or sanctuaries."


def assessment(text: str, likelihood: str, confidence: str, rationale: str) -> Row:
    return row(
        Assessment,
        text=text,
        likelihood=likelihood,
        confidence=confidence,
        rationale=rationale,
        author=DESK,
        date=AS_OF,
    )


def link(type: str, to: To) -> Row:
    return row(ClaimLink, type=type, b=to)


SAID_IN_THE_TALKS = (
    entry(
        AFGHAN_SOIL,
        Claim,
        title="Armed groups, the TTP among them, use Afghan soil",
        summary="What Pakistan briefed China on.",
        subjects=(who.TTP,),
        cited=(said.where_told(said.BRIEFED),),
    ),
    entry(
        SANCTUARIES,
        Claim,
        title="The TTP has sanctuaries in Afghanistan",
        summary="The point on which Pakistan is said to have given China evidence. No answer from Kabul or Beijing is on "
        "record here.",
        subjects=(who.TTP,),
        rows=(
            link(ClaimLink.Type.NARROWS, AFGHAN_SOIL),
            assessment(
                "The TTP has places of refuge on Afghan soil.",
                Likelihood.LIKELY,
                Confidence.LOW,
                "One side says so, through sources who were not named, and its evidence has not been seen here. That "
                "eviction was the point on which China’s mediation broke down fits it.",
            ),
        ),
        cited=(said.where_told(said.HANDED_OVER), said.silent(NO_EVIDENCE_IN_STATEMENT)),
    ),
    entry(
        EVIDENCE,
        Claim,
        title="Pakistan gave China’s envoy new evidence of TTP sanctuaries",
        summary="Rests on sources who were not named. They call the evidence strong; what it consists of, the report does "
        "not say.",
        when="2024-11-18?",
        when_note="on Monday",
        subjects=(who.PAKISTAN,),
        object_actors=(who.CHINA,),
        cited=(said.where_told(said.HANDED_OVER), said.silent(NO_EVIDENCE_IN_STATEMENT)),
    ),
    entry(
        FAILED,
        Claim,
        title="The Afghan Taliban have failed to act against the groups on Afghan soil",
        subjects=(who.AFGHAN_TALIBAN,),
        object_actors=(who.TTP,),
        cited=(said.where_told(said.FAILED),),
    ),
    entry(
        UNWILLING,
        Claim,
        type=Claim.Type.INTENT,
        title="The Afghan Taliban are unwilling to act against the groups on Afghan soil",
        summary="A claim about will, apart from the claim that [[claims/taliban-failed-to-act|they failed]]: one can hold "
        "without the other.",
        subjects=(who.AFGHAN_TALIBAN,),
        object_actors=(who.TTP,),
        cited=(said.where_told(said.UNWILLING),),
    ),
    entry(
        CALLS,
        Claim,
        title="Pakistan and others have repeatedly called on the Afghan Taliban to act",
        summary="Who the others are, the report does not say.",
        subjects=(who.PAKISTAN,),
        object_actors=(who.AFGHAN_TALIBAN,),
        cited=(said.where_told(said.CALLS),),
    ),
    entry(
        COLLECTIVE,
        Claim,
        title="It takes a collective approach to make the Afghan Taliban honour their promises",
        summary="What Pakistan is said to have urged on China’s envoy. What he answered is not on record here.",
        subjects=(who.AFGHAN_TALIBAN,),
        cited=(said.where_told(said.COLLECTIVE),),
    ),
    entry(
        STABILITY,
        Claim,
        title="A stable and peaceful Afghanistan is important",
        summary="The one point of substance in the official account, and the one on which both sides are on record: by "
        "Pakistan’s statement, not by one of China’s own.",
        subjects=(who.AFGHANISTAN,),
        cited=(said.where_told(said.AGREED),),
    ),
)

BEHIND_THE_TALKS = (
    entry(
        MEDIATION_FAILED,
        Claim,
        type=Claim.Type.RESPONSIBILITY,
        title="China’s mediation failed mainly because the Afghan Taliban refused to evict the TTP",
        summary="About [[events/china-mediation|the attempt to mediate]]. “Mainly” is the report’s word: it gives no "
        "other reason.",
        subjects=(who.AFGHAN_TALIBAN,),
        object_actors=(who.CHINA, who.TTP),
        cited=(said.where_told(said.REFUSED),),
    ),
    entry(
        LEVERAGE,
        Claim,
        title="China still has leverage over Kabul",
        summary="A belief of Pakistan’s, as the newspaper reports it; not something that Pakistan is known to have said.",
        subjects=(who.CHINA,),
        object_actors=(who.AFGHAN_TALIBAN,),
        rows=(
            assessment(
                "China can bring the Afghan Taliban to act against the TTP.",
                Likelihood.UNLIKELY,
                Confidence.LOW,
                "Pakistan believes in China’s leverage. The one attempt on record, the mediation, failed on this very point.",
            ),
        ),
        cited=(said.where_told(said.LEVERAGE),),
    ),
    entry(
        SECURITY,
        Claim,
        title="Pakistan’s security has worsened since the Taliban took Kabul",
        when="2021-08/",
        when_note="since August 2021",
        summary="Counted from [[events/taliban-take-kabul|August 2021]]. The report gives no figures.",
        subjects=(who.PAKISTAN,),
        cited=(said.where_told(said.WORSE),),
    ),
    entry(
        STRONGER,
        Claim,
        title="The TTP and other groups have grown stronger since the Taliban took Kabul",
        when="2021-08/",
        when_note="since August 2021",
        summary="The other groups are not named.",
        subjects=(who.TTP,),
        cited=(said.where_told(said.STRONGER),),
    ),
    entry(
        FIRST_HOPE,
        Claim,
        type=Claim.Type.INTENT,
        title="Islamabad at first hoped that Taliban rule in Kabul would make Pakistan safer",
        summary="What the hope was is inferred: the report says that Islamabad had hoped for the opposite of worse security and "
        "stronger groups.",
        subjects=(who.PAKISTAN,),
        object_actors=(who.AFGHAN_TALIBAN,),
        cited=(said.where_told(said.HOPED),),
    ),
    entry(
        RELATIONS,
        Claim,
        title="Relations between Pakistan and the Afghan Taliban are damaged",
        subjects=(who.PAKISTAN, who.AFGHAN_TALIBAN),
        cited=(said.where_told(said.DAMAGED),),
    ),
    entry(
        CONTACT,
        Claim,
        title="Communication between Pakistan and the Afghan Taliban is limited",
        subjects=(who.PAKISTAN, who.AFGHAN_TALIBAN),
        cited=(said.where_told(said.LITTLE_CONTACT),),
    ),
    entry(
        CONDITION,
        Claim,
        type=Claim.Type.INTENT,
        title="Cooperation depends on clear and verifiable action against the sanctuaries",
        summary="The condition between Pakistan and the Afghan Taliban. The report states it and does not say who set it; "
        "that it is Pakistan’s is inferred.",
        subjects=(who.PAKISTAN, who.AFGHAN_TALIBAN),
        cited=(said.where_told(said.DEPENDS),),
    ),
)

CLAIMS = (*SAID_IN_THE_TALKS, *BEHIND_THE_TALKS)
