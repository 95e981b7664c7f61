"""The nine standards by which a reviewer judges a paper (ICD 203, D.6.e), in words of our own. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# What a reviewer may find, as it is read.
FOUND = {"yes": "yes", "in_part": "in part", "no": "no", "not_applicable": "does not apply"}
# These leave something open, which the note says.
EXPLAINED = frozenset({"no", "in_part"})
LONGEST_NOTE = 2_000

Judged = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Standard:
    key: str
    name: str
    asks: str


STANDARDS = (
    Standard("sources", "Sources", "Does it say how good its sources and data are, and why they can be relied on?"),
    Standard("uncertainty", "Uncertainty", "Does it say how likely its judgements are, and what they rest on?"),
    Standard("distinction", "What is known, assumed, judged", "Can a reader tell these three apart?"),
    Standard("alternatives", "Alternatives", "Are other explanations weighed where the matter is uncertain?"),
    Standard("relevance", "Relevance", "Does it say what follows from it for those who read it?"),
    Standard("argument", "Argument", "Do clear reasons lead to its main message, without contradiction?"),
    Standard("change", "Change", "Does it say what has changed since earlier papers, or that nothing has?"),
    Standard("accuracy", "Accuracy", "Is what it asserts borne out by what it cites, and as exact as that allows?"),
    Standard("pictures", "Tables and pictures", "Are there some where they would help, and are they clear?"),
)


def missing(judged: Judged) -> list[str]:
    """What a checklist still lacks, each as a phrase; nothing where it is complete."""
    return list(_missing(judged))


def _missing(judged: Judged) -> Iterator[str]:
    for one in STANDARDS:
        row = judged.get(one.key, {})
        if row.get("met") not in FOUND:
            yield f"{one.name}: not judged yet"
        elif row["met"] in EXPLAINED and not str(row.get("note", "")).strip():
            yield f"{one.name}: say in the note what is wanting"


def kept(given: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """What can be kept of a form: known standards and findings, notes of a bearable length."""
    rows = {}
    for one in STANDARDS:
        row = given.get(one.key, {})
        met, note = row.get("met", ""), row.get("note", "").strip()[:LONGEST_NOTE]
        if met in FOUND or note:
            rows[one.key] = {"met": met if met in FOUND else "", "note": note}
    return rows
