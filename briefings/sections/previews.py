"""A paper that is being written, as its page will show it: for one reader, and without anything being saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from briefings.drafts import Judged, Paper, drafted
from briefings.models import Confidence, Judgement, Likelihood
from briefings.prose import minutes
from briefings.sections.at_hand import at_hand
from briefings.sections.briefings import essay
from briefings.sections.cards import Cards
from briefings.sections.checks import checks
from records.access import Reader
from records.links import Links
from records.markup.resolve import Markup
from records.models import Citation, Document
from records.templatetags.chancery import grade

FIGURES = {str(figure) for figure in Citation.Credibility.values}


@dataclass(frozen=True, slots=True)
class Cited:
    """A document among the sources of the paper, with its number there."""

    number: int
    document_id: int
    grade: str
    link: SafeString


@dataclass(slots=True)
class Setting:
    """What the texts of a paper are printed with."""

    links: Links
    markup: Markup
    passages: list[Cited] = field(default_factory=list)


def setting_of(paper: Paper, reader: Reader) -> Setting:
    """With the links of all that the paper names. Three queries."""
    links = Links(reader)
    markup = Markup(paper.texts, links)
    links.load([*markup.targets, *(pk for pk, _ in paper.cited)])
    markup.forget_hidden()
    letters = Document.objects.visible_to(reader).letters(pk for pk, _ in paper.cited)
    shown = [(pk, figure if figure in FIGURES else "6") for pk, figure in paper.cited if pk in letters]
    passages = [Cited(number, pk, f"{letters[pk]}{figure}", links[pk]) for number, (pk, figure) in enumerate(shown, 1)]
    markup.numbers = {one.document_id: one.number for one in reversed(passages)}
    return Setting(links, markup, passages)


def live(values: Mapping[str, str], reader: Reader, today: date) -> dict[str, Any]:
    """The context of templates/desk/_live.html, of the values of a form by the names of its fields: preview, checks, and the
    records at hand. At most fifteen queries, however much the paper names."""
    paper = drafted(values)
    setting = setting_of(paper, reader)
    cards = Cards(setting, paper.as_of, today)
    words = paper.words
    return {
        "paper": paper,
        "lede": setting.markup.html(paper.summary) if paper.summary else "",
        **essay(setting.markup, cards, paper, map(row, paper.judgements)),
        "cited": [(one.number, grade(one.grade), one.link) for one in setting.passages],
        "words": words,
        "minutes": minutes(words),
        "checks": checks(paper, setting, reader),
        **at_hand(paper, setting, reader, today),
    }


def row(one: Judged) -> tuple[str, ...]:
    """As `key_judgements` takes it; what is not chosen yet is left out."""
    return (
        one.text,
        one.likelihood if one.likelihood in Likelihood.values else "",
        one.confidence if one.confidence in Confidence.values else "",
        one.basis,
        one.outcome if one.outcome in Judgement.Outcome.values else Judgement.Outcome.OPEN,
    )
