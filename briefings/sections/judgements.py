"""Likelihood and confidence in words, never in one sentence (ICD 203): for key judgements and for assessments."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from briefings.models import BANDS, Assessment, Confidence, Judgement, Likelihood
from records.dates import time_html


@dataclass(frozen=True, slots=True)
class Judged:
    """As templates/parts/_judgements.html prints it."""

    text: str
    likelihood: str
    band: str
    confidence: str
    basis: str
    note: SafeString | str


def judged(text: str, likelihood: str, confidence: str, basis: str, note: SafeString | str = "") -> Judged:
    return Judged(
        text=text,
        likelihood=Likelihood(likelihood).label if likelihood else "",
        band=band(likelihood) if likelihood else "",
        confidence=Confidence(confidence).label if confidence else "",
        basis=basis,
        note=note,
    )


def band(likelihood: str) -> str:
    low, high = BANDS[Likelihood(likelihood)]
    return f"{low} to {high} per cent"


def key_judgements(rows: Iterable[tuple[Any, ...]]) -> list[Judged]:
    """Of rows (text, likelihood, confidence, basis, outcome)."""
    return [
        judged(text, likelihood, confidence, basis, "" if outcome == Judgement.Outcome.OPEN else said_of(outcome))
        for text, likelihood, confidence, basis, outcome in rows
    ]


def said_of(outcome: str) -> str:
    return f"Since then: {Judgement.Outcome(outcome).label}."


@dataclass(frozen=True, slots=True)
class Assessments:
    """What analysts make of a claim: as it stands, and what was superseded. Newest first."""

    standing: list[Judged]
    superseded: list[Judged]


def assessments(claim_id: int) -> Assessments:
    """One query; at most 50."""
    rows = Assessment.objects.of(claim_id).values_list(
        "text", "likelihood", "confidence", "rationale", "author", "date", "supersedes__date", "superseded_by__date"
    )[:50]
    standing: list[Judged] = []
    superseded: list[Judged] = []
    for text, likelihood, confidence, rationale, author, date, before, after in rows:
        one = judged(text, likelihood, confidence, rationale, written(author, date, before, after))
        (superseded if after else standing).append(one)
    return Assessments(standing, superseded)


def written(author: str, date: Any, before: Any, after: Any) -> SafeString:
    """ "South Asia desk, 20 Nov 2024. Supersedes the assessment of 3 Jun 2024." """
    said = format_html("{}{}.", f"{author}, " if author else "", on(date))
    if before:
        said = format_html("{} Supersedes the assessment of {}.", said, on(before))
    if after:
        said = format_html("{} Superseded by the assessment of {}.", said, on(after))
    return said


def on(day: Any) -> SafeString:
    return mark_safe(time_html(day.isoformat()))
