"""How uncertain things are worded: likelihood and confidence by the terms of ICD 203 (2015), D.6.e(2). Pure.

What it finds informs whoever writes; nothing is refused for it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefings.prose import Sentence, said, sentences

# The two rows of terms for likelihood; a paper keeps to one.
FIRST_ROW = re.compile(
    r"\b(?:almost no chance|(?:very )?unlikely|roughly even chance|(?:very )?likely|almost certain(?:ly)?)\b",
    re.IGNORECASE,
)
SECOND_ROW = re.compile(
    r"\b(?:remote (?:chance|possibility|likelihood|prospect)|(?:highly )?(?:im)?probabl[ey]|roughly even odds|"
    r"nearly certain(?:ly)?)\b",
    re.IGNORECASE,
)
# What is neither row's, though it sounds so.
OUTSIDE = re.compile(
    r"\b(?:(?:highly|extremely|quite|fairly|rather|somewhat|most|more|less|least|increasingly|reasonably|equally|as|"
    r"overwhelmingly) (?:un)?likely|"
    r"(?:very|extremely|quite|fairly|rather|somewhat|most|more|less|as) (?:im)?probabl[ey]|virtually certain(?:ly)?|"
    r"near[ -]certain(?:ty|ly)?|(?<!roughly )even (?:chance|odds)|fifty-fifty|(?:good|fair|slim|small|strong) chance|"
    r"next to no chance)\b",
    re.IGNORECASE,
)
# "May" with a capital is a month.
HEDGE = re.compile(
    r"\b(?:could|might|(?-i:may)|possibly|perhaps|maybe|conceivably|presumably|potentially|"
    r"can(?:not|'t|’t) (?:be )?(?:ruled? out|excluded?)|it is (?:possible|plausible|conceivable))\b",
    re.IGNORECASE,
)
LEVELS = r"(?:low|moderate|high)"
CONFIDENCE = re.compile(
    r"\b(?:(?:low|moderate|medium|high|some|great|strong|full|limited|little|our|analytic(?:al)?|with) "
    r"(?:analytic(?:al)? |degree of |level of )?confidence(?!-)|"
    r"(?:degree|level) of confidence|confidence (?:(?:is|remains) (?:only |still )?(?:low|moderate|medium|high|limited)|level|"
    r"in (?:this|our|these|the) (?:judge?ment|assessment)s?)|"
    r"(?:we|we are|we remain|analysts are) (?:\w+ )?confident)\b",
    re.IGNORECASE,
)
LEVEL = re.compile(
    rf"\b{LEVELS}(?: analytic(?:al)?)? confidence\b|\bconfidence\b[^.;:]{{0,60}}?\b(?:is|remains|as|at) {LEVELS}\b",
    re.IGNORECASE,
)
NO_LEVEL = re.compile(
    r"\b(?:(?:medium|some|great|strong|full|limited|little|very (?:high|low)) (?:analytic(?:al)? )?confidence|"
    r"(?:low|moderate)[ -]to[ -](?:moderate|high) confidence|confident)\b",
    re.IGNORECASE,
)
BASIS = re.compile(
    r"[:;]|\b(?:because|since|based|basis|rests?|resting|owing|due to|given|drawn?s?|derives?|supported|corroborat\w+|"
    r"sources?|source[ds]|evidence|for want|for lack|as (?:it|they|we|the|only|one|two|no))\b",
    re.IGNORECASE,
)
PERCENTAGE = re.compile(r"\b[0-9]{1,3}(?:[.,][0-9]+)?(?: ?%|[ -]per ?cent\b)", re.IGNORECASE)
CHANCES = re.compile(r"\b(?:chances?|probabilit(?:y|ies)|odds|likelihoods?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A text to look at: `field` is its name in a form, `where` what an editor calls it."""

    field: str
    where: str
    text: str
    # Likelihood and confidence have fields of their own beside this text.
    judged: bool = False
    # The page prints the text behind "Our confidence is low:".
    after_confidence: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at; `start` and `end` are its sentence's place in the text of `field`."""

    rule: str
    field: str
    where: str
    message: str
    words: str = ""
    start: int = 0
    end: int = 0


def findings(texts: Iterable[Written]) -> list[Finding]:
    """All that there is to say of these texts together, in their order; that both rows are used comes last."""
    these = [(one, sentences(one.text)) for one in texts]
    found = [finding for one, parts in these for finding in of_text(one, parts)]
    return found + list(both_rows(these))


def of_text(text: Written, parts: list[Sentence]) -> Iterator[Finding]:
    for place, one in enumerate(parts):
        after = parts[place + 1].own if place + 1 < len(parts) else ""
        for rule, message in of_sentence(text, one.own, after):
            yield finding(rule, message, text, one)


def finding(rule: str, message: str, text: Written, one: Sentence) -> Finding:
    words = said(text.text[one.start : one.end])
    return Finding(rule, text.field, text.where, message, words, one.start, one.end)


def of_sentence(text: Written, own: str, after: str) -> Iterator[tuple[str, str]]:
    """(rule, message) for each thing about one sentence; `after` is the next one."""
    likely = FIRST_ROW.search(own) or SECOND_ROW.search(own)
    sure = CONFIDENCE.search(own)
    outside = OUTSIDE.search(own)
    if (sure and (likely or outside)) or (text.after_confidence and likely):
        yield "mixed", mixed(text, likely or outside)
    elif text.judged and likely:
        yield "field", f"“{likely[0]}” says how likely it is; the field beside does. Leave it to one of the two."
    elif text.judged and sure:
        yield "field", f"“{sure[0]}” has a field of its own, with its basis: move it there."
    if outside:
        yield "outside", f"“{outside[0]}” is none of the seven terms. Write for instance “likely” or “very likely”."
    elif not likely and (hedge := HEDGE.search(own)):
        yield (
            "hedge",
            f"“{hedge[0]}” does not say how likely it is. Use one of the seven terms, or say that you do not know.",
        )
    yield from of_confidence(text, own, after)
    percentage = PERCENTAGE.search(own)
    if percentage and (text.judged or likely or sure or CHANCES.search(own)):
        yield "percentage", f"“{percentage[0]}”: write one of the seven terms; the legend gives the range of each."


def mixed(text: Written, likely: re.Match[str] | None) -> str:
    word = likely[0] if likely else ""
    if text.after_confidence:
        return f"The page prints this behind “Our confidence is …”: “{word}” would stand in one sentence with it."
    return f"One sentence says how likely (“{word}”) and how confident. Make two of it."


def of_confidence(text: Written, own: str, after: str) -> Iterator[tuple[str, str]]:
    loose = NO_LEVEL.search(own)
    if loose and CONFIDENCE.search(own):
        yield "level", f"“{loose[0]}”: confidence is low, moderate or high."
    elif (level := LEVEL.search(own)) and not text.judged and not BASIS.search(own) and not BASIS.search(after):
        yield "basis", f"“{said(level[0])}” without its basis: say what it rests on, in this sentence or the next."


def both_rows(texts: Iterable[tuple[Written, list[Sentence]]]) -> Iterator[Finding]:
    """Where terms of both rows are used, the first of each; a judgement's own field is of the first row."""
    used: dict[bool, list[tuple[Written, Sentence, str]]] = {True: [], False: []}
    judged = False
    for text, parts in texts:
        judged = judged or text.judged
        for one in parts:
            for row, pattern in ((True, FIRST_ROW), (False, SECOND_ROW)):
                used[row] += [(text, one, match[0]) for match in pattern.finditer(one.own)]
    if used[False] and (used[True] or judged):
        text, one, word = used[False][0]
        other = f"“{used[True][0][2]}”" if used[True] else "The terms of the key judgements"
        yield finding("rows", f"{other} and “{word}” are of two rows of terms. Keep to one, best the first.", text, one)
