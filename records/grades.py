"""The admiralty grade in words (FM 2-22.3, appendix B): the letter of the source, the figure of the item. Pure."""

RELIABILITY = {
    "A": "completely reliable source",
    "B": "usually reliable source",
    "C": "fairly reliable source",
    "D": "not usually reliable source",
    "E": "unreliable source",
    "F": "source that cannot be judged",
}
CREDIBILITY = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}


def meaning(grade: str) -> str:
    """ "B2" -> "usually reliable source, probably true"."""
    return f"{RELIABILITY[grade[0]]}, {CREDIBILITY[int(grade[1:])]}"
