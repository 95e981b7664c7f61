"""What its editor may want to look at again in a paper that is being written. It informs, and prevents nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from briefings.drafts import Paper
from briefings.lint import findings
from briefings.models import sourced
from briefings.sections.cards import Printed
from records.access import Handling, Reader, Stage
from records.kinds import KINDS
from records.markup.render import LONGEST, is_intricate, references
from records.markup.syntax import WITHHELD, Reference
from records.models import Record
from records.templatetags.chancery import tlp

# Kinds that state something, and so need a source.
STATING = ("claim", "assertion", "commitment", "visit", "meeting", "event", "tenure", "relation")
# So many are linked one by one.
MOST_LINKED = 12
MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Check:
    """As templates/desk/_checks.html prints it; `words` are quoted, `field` with `start` and `end` is where they stand."""

    said: SafeString | str
    where: str = ""
    words: str = ""
    field: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Checks:
    wording: list[Check]
    sources: list[Check]
    links: list[Check]
    handling: list[Check]

    @property
    def number(self) -> int:
        return sum(map(len, (self.wording, self.sources, self.links, self.handling)))


def checks(paper: Paper, printed: Printed, reader: Reader) -> Checks:
    """Two queries beside those of what is printed, none where the texts name nothing."""
    marks = marks_of(printed.markup.targets, reader) if printed.markup.targets else {}
    return Checks(
        wording(paper),
        [*sources(paper, printed, reader, marks), *judgements(paper)],
        list(links(paper, printed)),
        list(stricter(paper, printed, marks)),
    )


def marks_of(pks: Iterable[int], reader: Reader) -> dict[int, tuple[int, int]]:
    """Handling and stage of each of these that the reader may see."""
    shown = Record.objects.visible_to(reader).among(pks).values_list("pk", "handling", "stage")
    return {pk: (handling, stage) for pk, handling, stage in shown}


def wording(paper: Paper) -> list[Check]:
    texts = [one for one in paper.written() if len(one.text) <= LONGEST]
    return [
        Check(one.message, one.where, one.words, one.field, one.start, one.end) for one in findings(texts)[:MOST_SHOWN]
    ]


def judgements(paper: Paper) -> Iterator[Check]:
    if not paper.judgements:
        yield Check("There is no key judgement yet.")
    for place, one in enumerate(paper.judgements, 1):
        where, prefix = f"Judgement {place}", one.prefix
        if one.text.strip() and not one.basis.strip():
            yield Check("The confidence has no basis: say what it rests on.", where, field=f"{prefix}-basis")
    if not paper.source_summary.strip():
        yield Check(
            "There is no source summary: say in a few sentences which sources carry the paper, and where they are thin "
            "(ICD 206).",
            field="source_summary",
        )


def sources(paper: Paper, printed: Printed, reader: Reader, marks: dict[int, Any]) -> Iterator[Check]:
    stating = [pk for pk in sorted(marks) if printed.links.kind(pk) in STATING]
    known = sourced(stating, reader) if stating else set()
    for kind in STATING:
        bare = [pk for pk in stating if pk not in known and printed.links.kind(pk) == kind]
        if bare:
            number, noun = len(bare), KINDS[kind]
            what = f"{number} {noun.plural.lower()} here have" if number > 1 else f"1 {noun.label.lower()} here has"
            yield Check(format_html("{} no citation that you may read: {}.", what, linked(bare, printed)))
    numbers = printed.markup.numbers
    for one in each(paper, lambda reference: reference.cite):
        pk = printed.markup.target(one)
        if pk in printed.links and pk not in numbers:
            said = format_html("{} is not among the sources below, and so has no number.", printed.links[pk])
            yield Check(said, words=as_written(one))


def links(paper: Paper, printed: Printed) -> Iterator[Check]:
    for place, text in (("Summary", paper.summary), ("Text", paper.body), ("Source summary", paper.source_summary)):
        if is_intricate(text):
            yield Check("Too long or too intricate to be set: it is shown as it was written.", place)
    for one in each(paper, lambda reference: reference.folder != WITHHELD):
        if printed.markup.target(one) is None:
            yield Check("This leads to no record that you may read.", words=as_written(one))


def stricter(paper: Paper, printed: Printed, marks: dict[int, tuple[int, int]]) -> Iterator[Check]:
    """The paper's own words must not say what its label does not allow; a reference alone is withheld from whom it must be."""
    words = " ".join((paper.title, *paper.texts, *(f"{one.text} {one.basis}" for one in paper.judgements))).casefold()
    for pk, (handling, _) in sorted(marks.items(), key=lambda one: (-one[1][0], one[0])):
        if handling <= paper.handling:
            continue
        said = format_html(
            "{} {} is handled more strictly than this paper.", printed.links[pk], tlp(Handling(handling).label)
        )
        title = printed.links.title(pk) or ""
        if title.casefold() in words:
            said = format_html("{} Your own words name it: readers without that clearance read them.", said)
        else:
            said = format_html(
                "{} The link is withheld from others; see that the words around it give nothing away.", said
            )
        yield Check(said)
    drafts = [pk for pk, (_, stage) in sorted(marks.items()) if stage < Stage.PUBLISHED]
    if drafts:
        yield Check(format_html("Not published yet, and so withheld from readers: {}.", linked(drafts, printed)))


def each(paper: Paper, wanted: Any) -> list[Reference]:
    """The references of the texts, each once."""
    found = [one for text in paper.texts for one in references(text) if wanted(one)]
    return list({(one.key, one.card, one.cite): one for one in found}.values())[:MOST_SHOWN]


def as_written(one: Reference) -> str:
    return f"{'!' if one.card else ''}[[{'^' if one.cite else ''}{one.folder}/{one.slug}]]"


def linked(pks: Iterable[int], printed: Printed) -> SafeString:
    every: Sequence[int] = list(pks)
    more = f" and {len(every) - MOST_LINKED} more" if len(every) > MOST_LINKED else ""
    return format_html("{}{}", format_html_join(", ", "{}", ((printed.links[pk],) for pk in every[:MOST_LINKED])), more)
