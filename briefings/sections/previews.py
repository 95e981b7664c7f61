"""A paper that is being written, as its page will show it: for one reader, and without anything being saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from briefings.drafts import Draft, Judged, drafted
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
    """What the texts of a draft are printed with."""

    links: Links
    markup: Markup
    passages: list[Cited] = field(default_factory=list)


def sheet_of(draft: Draft, reader: Reader) -> Setting:
    """With the links of all that the draft names. Three queries."""
    links = Links(reader)
    markup = Markup(draft.texts, links)
    links.load([*markup.targets, *(pk for pk, _ in draft.cited)])
    markup.forget_hidden()
    letters = Document.objects.visible_to(reader).letters(pk for pk, _ in draft.cited)
    shown = [(pk, figure if figure in FIGURES else "6") for pk, figure in draft.cited if pk in letters]
    passages = [Cited(number, pk, f"{letters[pk]}{figure}", links[pk]) for number, (pk, figure) in enumerate(shown, 1)]
    markup.numbers = {one.document_id: one.number for one in reversed(passages)}
    return Setting(links, markup, passages)


def live(values: Mapping[str, str], reader: Reader, today: date) -> dict[str, Any]:
    """The context of templates/desk/_live.html, of the values of a form by the names of its fields: preview, checks, and the
    records at hand. At most fifteen queries, however much the draft names."""
    draft = drafted(values)
    sheet = sheet_of(draft, reader)
    cards = Cards(sheet, draft.as_of, today)
    words = draft.words
    return {
        "draft": draft,
        "lede": sheet.markup.html(draft.summary) if draft.summary else "",
        **essay(sheet.markup, cards, draft, map(row, draft.judgements)),
        "cited": [(one.number, grade(one.grade), one.link) for one in sheet.passages],
        "words": words,
        "minutes": minutes(words),
        "checks": checks(draft, sheet, reader),
        **at_hand(draft, sheet, reader, today),
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
