"""Remarks on a record and on passages in its texts: made, answered, settled by those who work on it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db import models, transaction
from django.utils import timezone
from django.utils.safestring import SafeString

from records.access import Reader, can_edit
from records.links import WITHHELD, Links
from records.markup.render import references
from records.markup.resolve import missing
from records.markup.syntax import Reference
from records.models import Kind, Record, Remark, Revision, User
from records.models.mentions import resolve_references
from records.pages import Passages
from records.passages import Passage, ShownText, as_read, references_in
from records.publishing import LONGEST_NOTE, NotYours, Refused
from records.quotes import Quote
from records.safe import escaped

NOT_THERE = (
    "These words do not stand in the texts of the record as you see them. Copy them letter by letter from one text, "
    "without the numbers of remarks."
)


def texts_of(record: Kind) -> list[tuple[str, str, str, bool]]:
    """(name of the field, its label, its text, whether it is Markdown) of every longer text that the record has. One that
    tells of another record is left out."""
    longer = [
        one
        for one in record._meta.concrete_fields
        if isinstance(one, models.TextField) and one.editable and not record.SAID.get(one.name)
    ]
    return [
        (one.name, str(one.verbose_name), getattr(record, one.name), one.name in record.MARKUP)
        for one in longer
        if getattr(record, one.name).strip()
    ]


@dataclass(slots=True)
class Texts:
    """The texts of a record for one reader, in which passages are found. Two queries."""

    record: Kind
    reader: Reader
    quotes: Iterable[str] = ()
    # Document -> its number among the sources of the record, for the marks of sources.
    numbers: Mapping[int, int] = field(default_factory=dict)
    shown: dict[str, ShownText] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found = texts_of(self.record)
        named = [one for _, _, text, is_markup in found if is_markup for one in references(text)]
        named += [one for quote in self.quotes for one in references_in(quote)]
        self.link = linked(named, self.reader, self.numbers)
        for name, label, text, is_markup in found:
            self.labels[name] = label
            self.shown[name] = ShownText(text, self.link, is_markup)

    link: Callable[[Reference], SafeString] = field(init=False)

    def pick(self, quote: Quote, name: str) -> tuple[str, Passage] | None:
        """The field in which the words stand, and the passage as it is kept; the field that is named goes first."""
        for one in sorted(self.shown, key=lambda field: field != name):
            if passage := self.shown[one].pick(quote):
                return one, passage
        return None

    def read(self, quote: str) -> SafeString:
        return as_read(quote, self.link)


def source_numbers(record: Kind, reader: Reader) -> dict[int, int]:
    """The number of each document among the sources of the record's page. One query."""
    return {pk: number for number, pk in reversed([*enumerate(Passages(record.pk, reader).ids(), 1)])}


def linked(named: Iterable[Reference], reader: Reader, numbers: Mapping[int, int]) -> Callable[[Reference], SafeString]:
    """What each of these references is shown as to the reader: as on the page of the record, cards as plain links."""
    ids = resolve_references({one.key for one in named})
    links = Links(reader).load(ids.values())

    def shown(one: Reference) -> SafeString:
        pk = ids.get(one.key)
        if pk is None:
            return SafeString(missing(one, reader))
        if pk not in links:
            return WITHHELD
        if one.cite and pk in numbers:
            return SafeString(f'<a class="cite" href="{links.address(pk)}">{numbers[pk]}</a>')
        if one.label:
            return SafeString(f'<a href="{links.address(pk)}">{escaped(one.label)}</a>')
        return links[pk]

    return shown


def remark(record: Kind, by: User, text: str, quote: Quote | None = None, name: str = "") -> Remark:
    """On the record, or on the passage that `quote` gives in the words that the user reads. Raises `Refused`."""
    require_editor(record, by)
    require_words(text)
    found = None
    if quote and quote.exact.strip():
        if len(quote.exact) > LONGEST_NOTE:
            raise Refused(f"A passage has at most {LONGEST_NOTE:,} characters: choose its first words.")
        found = Texts(record, by, numbers=source_numbers(record, by)).pick(quote, name)
        if found is None:
            raise Refused(NOT_THERE)
    name, passage = found or ("", Passage(""))
    return Remark.objects.create(
        record_id=record.pk,
        revision=Revision.objects.newest_number(record.pk),
        by=by,
        text=text.strip(),
        field=name,
        quote=passage.quote,
        prefix=passage.prefix[-200:],
        suffix=passage.suffix[:200],
    )


def answer(to: Remark, record: Record, by: User, text: str) -> Remark:
    require_editor(record, by)
    require_words(text)
    if to.answers_id:
        raise Refused("Answer the remark itself: answers have none of their own.")
    revision = Revision.objects.newest_number(record.pk)
    return Remark.objects.create(record_id=record.pk, revision=revision, by=by, text=text.strip(), answers=to)


def settle(settled: Remark, record: Record, by: User) -> None:
    require_editor(record, by)
    with transaction.atomic():
        here = Remark.objects.select_for_update(of=("self",)).get(pk=settled.pk)
        if here.settled_at:
            raise Refused("Somebody has settled this remark already.")
        here.settled_by, here.settled_at = by, timezone.now()
        here.save(update_fields=["settled_by", "settled_at"])


def require_editor(record: Record, by: User) -> None:
    if not can_edit(by, record):
        raise NotYours("Your role reads records. Remarks are made by editors.")


def require_words(text: str) -> None:
    if not text.strip():
        raise Refused("Write what you want to say.")
    if len(text) > LONGEST_NOTE:
        raise Refused(f"A remark has at most {LONGEST_NOTE:,} characters, not {len(text):,}.")


def threads(remarks: Iterable[Remark]) -> Iterator[tuple[Remark, list[Remark]]]:
    """Each remark with its answers, in the order given."""
    listed = list(remarks)
    answers: dict[int, list[Remark]] = {}
    for one in listed:
        if one.answers_id:
            answers.setdefault(one.answers_id, []).append(one)
    return ((one, answers.get(one.pk, [])) for one in listed if not one.answers_id)
