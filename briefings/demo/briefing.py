"""The paper of the sample case, and the promise that it turns on."""

from briefings.demo import actors as who
from briefings.demo import documents as said
from briefings.demo.claims import AS_OF, DESK
from briefings.demo.encounters import THE_DAY
from briefings.demo.entries import Row, To, entry, row
from briefings.models import Briefing, Commitment, CommitmentUpdate, Confidence, Judgement, Keeping, Likelihood

PROMISE = To("commitments/to-act-against-groups-on-afghan-soil")
BRIEFING = To("briefings/pakistan-takes-its-case-to-china")

COMMITMENTS = (
    entry(
        PROMISE,
        Commitment,
        title="To act against armed groups that use Afghan soil",
        summary="One of the promises to which Pakistan wants the Afghan Taliban held. When it was given, in which words and "
        "to whom, the report does not say.",
        by=(who.AFGHAN_TALIBAN,),
        action="Act against armed groups that use Afghan soil.",
        rows=(
            row(
                CommitmentUpdate,
                when=THE_DAY["when"],
                status=Keeping.STALLED,
                said_by=who.PAKISTAN,
                citation=said.FAILED,
                note="In Pakistan’s view the Afghan Taliban have failed to act and are unwilling to. It is the view of one "
                "side, through sources who were not named; too little to call the promise broken.",
            ),
        ),
        cited=(said.PROMISED, said.FAILED),
    ),
)


def judgement(order: int, text: str, likelihood: str, confidence: str, basis: str) -> Row:
    return row(Judgement, order=order, text=text, likelihood=likelihood, confidence=confidence, basis=basis)


JUDGEMENTS = (
    judgement(
        1,
        "Pakistan will go on asking other powers to press the Afghan Taliban with it.",
        Likelihood.LIKELY,
        Confidence.MODERATE,
        "Pakistan’s call for a collective approach and two envoys within days point the same way, but only unnamed sources "
        "report the call.",
    ),
    judgement(
        2,
        "The Afghan Taliban will not evict the TTP because China asks them to.",
        Likelihood.LIKELY,
        Confidence.LOW,
        "it rests on how one attempt to mediate ended, as one newspaper tells it.",
    ),
    judgement(
        3,
        "Cooperation between Pakistan and the Afghan Taliban will stay limited until action against the sanctuaries can "
        "be verified.",
        Likelihood.VERY_LIKELY,
        Confidence.MODERATE,
        "the condition and the refusal that stands against it are reported plainly, but by one newspaper and without a "
        "source.",
    ),
)

BODY = """\
## What happened

[[actors/yue-xiaoyong]], [[posts/china-special-envoy-on-afghanistan|China’s special envoy on Afghanistan]], \
[[visits/yue-in-islamabad|was in Islamabad]] on a Monday, which we take to be 18 November 2024. He \
[[meetings/yue-and-baloch|met the Foreign Secretary]], [[actors/amna-baloch]], and had \
[[meetings/yue-and-warraich|in-depth discussions]] with [[actors/ahmad-naseem-warraich]], whose desk is Afghanistan and \
West Asia.[[^documents/foreign-office-statement]] [[actors/pakistan]] used the visit to brief China on \
[[claims/armed-groups-use-afghan-soil|how armed groups use Afghan soil]], the \
[[relations/pakistan-proscribes-the-ttp|proscribed]] [[actors/tehreek-e-taliban-pakistan]] (TTP) among \
them.[[^documents/newspaper-report]]

Days earlier the envoy of [[actors/russia]], [[actors/zamir-kabulov]], had [[visits/kabulov-in-islamabad|been there \
too]].[[^documents/newspaper-report]] That the two visits belong together is our inference; neither \
document says so.

## Two accounts, kept apart

The [[actors/foreign-office-of-pakistan|Foreign Office]] says little. Its statement names whom the envoy met, has the two \
sides discuss the role of [[actors/afghanistan]]’s neighbours, and lets them agree that \
[[claims/a-stable-afghanistan-is-important|a stable and peaceful Afghanistan is \
important]].[[^documents/foreign-office-statement]] It mentions neither evidence nor sanctuaries.

[[actors/sources-who-were-not-named|Sources who were not named]] say much more. By their account Pakistan \
[[claims/new-evidence-was-given-to-china|handed over strong evidence]] of TTP sanctuaries. It told the envoy that the \
[[actors/afghan-taliban]] [[claims/taliban-failed-to-act|had failed to act]] and \
[[claims/taliban-unwilling-to-act|were unwilling to]], for all the [[claims/repeated-calls-on-the-taliban|repeated \
calls]] of Pakistan and others, and it urged [[claims/a-collective-approach-is-needed|a collective approach]] to make \
them honour what they promised.[[^documents/newspaper-report]]

![[claims/ttp-sanctuaries-in-afghanistan]]

The two accounts do not contradict each other. But only one of them can be quoted as Pakistan’s own.

## The promise

Among the promises that Pakistan has in mind is [[commitments/to-act-against-groups-on-afghan-soil|action against groups \
that use Afghan soil]].[[^documents/newspaper-report]] We have neither its text nor its date. In \
Pakistan’s view it is not being kept; we record that as a view, and call the promise stalled rather than broken.

![[commitments/to-act-against-groups-on-afghan-soil]]

## Why China

[[actors/china]] has [[events/china-mediation|tried to mediate]] before. The attempt failed, \
[[claims/why-the-mediation-failed|mainly because the Taliban refused to evict the \
TTP]].[[^documents/newspaper-report]] Pakistan nevertheless believes that China \
[[claims/china-has-leverage-over-kabul|still has leverage over Kabul]].[[^documents/newspaper-report]] \
We think it unlikely to be enough.

![[claims/china-has-leverage-over-kabul]]

## What has changed since 2021

When [[events/taliban-take-kabul|the Taliban took Kabul]] in August 2021, Islamabad \
[[claims/what-islamabad-first-hoped|hoped for better]]. Since then \
[[claims/security-has-worsened|its security has worsened]], and \
[[claims/the-groups-have-grown-stronger|the TTP and other groups have grown stronger]]. \
[[claims/relations-are-damaged|Relations are damaged]] and [[claims/communication-is-limited|communication is limited]]. \
Cooperation now [[claims/cooperation-depends-on-action|depends on clear, verifiable action against the \
sanctuaries]].[[^documents/newspaper-report]] All of this \
[[actors/the-reporting-newspaper|the newspaper]] states itself, without a source.

## What we do not know

- **What the evidence is.** Neither document describes it, and we have not seen it.
- **What China answered.** No Chinese readout has been found, and the unnamed sources do not say.
- **What Kabul says.** The Afghan Taliban’s answer is not in either document. That is a gap in our sources, not a denial \
and not an admission.
- **Whom Mr Kabulov met**, on which day, and whether Russia was shown the same.
- **The day.** The report says “on Monday”; 18 November is inferred.

A Chinese account of the talks, or an answer from Kabul, would change how much weight these judgements can bear.
"""

BRIEFINGS = (
    entry(
        BRIEFING,
        Briefing,
        title="Pakistan takes its case against the TTP to China’s envoy",
        summary="Pakistan has put new evidence of TTP sanctuaries before China’s envoy and urged a collective approach to the "
        "Afghan Taliban. So say sources who were not named; Pakistan’s own statement says far less.",
        when=AS_OF.isoformat(),
        as_of=AS_OF,
        written_by=DESK,
        body=BODY,
        source_summary="Two documents carry this paper: one official statement, first-hand and brief, and one newspaper "
        "report. What was said behind closed doors comes from the report alone and from sources whom it does not name; "
        "however many they were, we count them as one origin. The background is the newspaper’s own. Nothing from China, "
        "Russia or the Afghan Taliban has been found. Both texts kept here are samples, written for this demonstration.",
        rows=JUDGEMENTS,
        cited=(said.AGREED, said.HANDED_OVER),
    ),
)
