"""The two documents of the sample case, in words of their own, and the passages that its records cite."""

from dataclasses import replace

from briefings.demo.entries import Passage, Publisher, To, entry
from records.models import Citation, Document, Source

FOREIGN_OFFICE = Publisher(
    "Ministry of Foreign Affairs, Pakistan",
    Source.Kind.GOVERNMENT,
    Source.Reliability.B,
    "Pakistan’s own voice. First-hand for whom its officials met; a party to the dispute in everything else.",
    "en",
    "PK",
)
PRESS = Publisher(
    "The reporting newspaper",
    Source.Kind.NEWSPAPER,
    Source.Reliability.C,
    "One report. For what was said behind closed doors it relies on sources whom it does not name.",
    "en",
)

STATEMENT = To("documents/foreign-office-statement")
REPORT = To("documents/newspaper-report")

SAMPLE = "A sample text, written for this demonstration: it gives what is reported, in other words than the original."

STATEMENT_TEXT = f"""{SAMPLE}

The Foreign Office confirms that China’s Special Envoy on Afghanistan, Ambassador Yue Xiaoyong, met Foreign Secretary \
Amna Baloch.

The Special Envoy also held in-depth discussions with Ambassador Ahmad Naseem Warraich, Additional Foreign Secretary \
(Afghanistan and West Asia).

The two sides discussed the role of Afghanistan’s neighbours. They agreed that a stable and peaceful Afghanistan is \
important."""

REPORT_TEXT = f"""{SAMPLE}

Pakistan has briefed China on how armed groups use Afghan soil, the proscribed Tehreek-e-Taliban Pakistan (TTP) among \
them, and has laid new evidence before it.

The briefing went to Ambassador Yue Xiaoyong, China’s special envoy on Afghanistan, while he was visiting Islamabad on \
Monday. Russia’s special envoy, Zamir Kabulov, had been there days earlier.

In a statement the Foreign Office confirmed whom the envoy had met. The following is not in that statement; it comes \
from sources who were not named.

According to the sources, Pakistan handed over strong evidence of TTP sanctuaries. The envoy was told that the Afghan \
Taliban had failed to act, and that they were unwilling to. Pakistan and others had called on them again and again, the \
sources said. Pakistan urged a collective approach to make the Taliban honour their promises. One of these was to act \
against groups that use Afghan soil.

China had tried to mediate between Pakistan and the Afghan Taliban. The attempt failed, mainly because the Taliban \
refused to evict the TTP. Pakistan believes that Beijing still has leverage over Kabul.

Since the Taliban took Kabul in August 2021, Pakistan’s security has become worse. The TTP and other groups have grown \
stronger. Islamabad had at first hoped for the opposite. Relations between the two sides are damaged. They communicate \
little. Cooperation depends on clear and verifiable action against the sanctuaries."""


def stated(quote: str) -> Passage:
    """A passage of the official statement, by those who were there."""
    return Passage(STATEMENT, quote, Citation.Credibility.PROBABLE, first_hand=True)


def told(quote: str) -> Passage:
    """A passage for which the newspaper has sources whom it does not name."""
    return Passage(REPORT, quote, note="Relayed from sources who were not named; not in the official statement.")


def reported(quote: str, note: str = "The newspaper’s own account; it names no source for it.") -> Passage:
    """A passage that the newspaper gives in its own voice."""
    return Passage(REPORT, quote, note=note)


def where_told(passage: Passage) -> Passage:
    """Where a claim is told. What stands for it is cited for the assertion: that somebody said it is all that is known."""
    return replace(passage, stance=Citation.Stance.CONTEXT)


def silent(note: str) -> Passage:
    """All that the official statement says of the talks, where it leaves out what others say."""
    return replace(AGREED, stance=Citation.Stance.CONTEXT, note=note)


MET_BALOCH = stated("China’s Special Envoy on Afghanistan, Ambassador Yue Xiaoyong, met Foreign Secretary Amna Baloch.")
MET_WARRAICH = stated(
    "The Special Envoy also held in-depth discussions with Ambassador Ahmad Naseem Warraich, Additional "
    "Foreign Secretary (Afghanistan and West Asia)."
)
NEIGHBOURS = stated("The two sides discussed the role of Afghanistan’s neighbours.")
AGREED = stated("They agreed that a stable and peaceful Afghanistan is important.")
CONFIRMS = stated(
    "The Foreign Office confirms that China’s Special Envoy on Afghanistan, Ambassador Yue Xiaoyong, met Foreign Secretary "
    "Amna Baloch."
)

BRIEFED = reported("Pakistan has briefed China on how armed groups use Afghan soil")
PROSCRIBED = reported("the proscribed Tehreek-e-Taliban Pakistan (TTP)", "Says neither by whom nor since when.")
ON_MONDAY = reported(
    "The briefing went to Ambassador Yue Xiaoyong, China’s special envoy on Afghanistan, while he was visiting "
    "Islamabad on Monday."
)
KABULOV_EARLIER = reported("Russia’s special envoy, Zamir Kabulov, had been there days earlier.")
OWN_VOICE = reported(
    "In a statement the Foreign Office confirmed whom the envoy had met.",
    "The newspaper tells three voices apart: the statement, its sources, and itself.",
)
NOT_NAMED = reported(
    "The following is not in that statement; it comes from sources who were not named.",
    "The newspaper says no more of who they are.",
)
HANDED_OVER = told("According to the sources, Pakistan handed over strong evidence of TTP sanctuaries.")
FAILED = told("The envoy was told that the Afghan Taliban had failed to act")
UNWILLING = told("The envoy was told that the Afghan Taliban had failed to act, and that they were unwilling to.")
CALLS = told("Pakistan and others had called on them again and again, the sources said.")
COLLECTIVE = told("Pakistan urged a collective approach to make the Taliban honour their promises.")
PROMISED = told("One of these was to act against groups that use Afghan soil.")
MEDIATED = reported("China had tried to mediate between Pakistan and the Afghan Taliban.")
REFUSED = reported("The attempt failed, mainly because the Taliban refused to evict the TTP.")
LEVERAGE = reported(
    "Pakistan believes that Beijing still has leverage over Kabul.",
    "The newspaper’s account of what Pakistan believes; nobody is quoted.",
)
TOOK_KABUL = reported("the Taliban took Kabul in August 2021", "Told in passing, as known.")
WORSE = reported("Since the Taliban took Kabul in August 2021, Pakistan’s security has become worse.")
STRONGER = reported("The TTP and other groups have grown stronger.")
HOPED = reported("Islamabad had at first hoped for the opposite.")
DAMAGED = reported("Relations between the two sides are damaged.")
LITTLE_CONTACT = reported("They communicate little.")
DEPENDS = reported("Cooperation depends on clear and verifiable action against the sanctuaries.")

DOCUMENTS = (
    entry(
        STATEMENT,
        Document,
        title="Foreign Office statement on the envoy’s talks (sample text)",
        summary="Pakistan’s official account: whom the envoy met, and what the two sides agreed on. It says nothing of "
        "evidence or sanctuaries. The text kept here was written for this demonstration and is not the original’s wording.",
        when="2024-11-18?",
        when_note="undated here; taken to be of the day of the talks",
        source=FOREIGN_OFFICE,
        author="Foreign Office, Islamabad; wording by the makers of this sample",
        language="en",
        text=STATEMENT_TEXT,
    ),
    entry(
        REPORT,
        Document,
        title="Newspaper report on the briefing of China’s envoy (sample text)",
        summary="A press account in two voices: what sources say who were not named, and what the newspaper says itself. "
        "The text kept here was written for this demonstration and is not the original’s wording.",
        when="[2024-11-18..2024-11-24]",
        when_note="undated here; it says “on Monday”, so taken to be of the same week",
        source=PRESS,
        author="A newspaper, which is not named here; wording by the makers of this sample",
        language="en",
        origin_note="Sources who were not named, as one newspaper relays them",
        text=REPORT_TEXT,
    ),
)
