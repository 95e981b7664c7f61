"""Assertions and promises as the pages of actors and encounters list them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Value, When
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from briefings.models import Assertion, Attribution, Stance, standing_in_words
from briefings.models.bundles import Asked, Row
from briefings.models.claims import AssertionQuerySet
from briefings.models.commitments import CommitmentQuerySet
from briefings.models.parties import BY, TO, TOLD, Parties
from briefings.sections.ledger import how
from briefings.sections.parties import NOTHING, names
from records import kinds
from records.dates import bounds, time_html
from records.links import Links

PARAPHRASED = Case(When(paraphrase=True, then=Value(1)), default=Value(0))


SAID = ("claim_id", "speaker_id", "on_behalf_of_id", PARAPHRASED)
IN_WORDS = ("stance", "attribution", "channel", "audience_note", "title_as_stated", "quote")


def asked_said(said: AssertionQuerySet, *, newest: bool = True) -> Asked:
    return Asked(said, SAID, IN_WORDS, newest)


def asked_promises(promises: CommitmentQuerySet, *, newest: bool = True) -> Asked:
    return Asked(promises.with_standing(), words=("standing", "due"), newest=newest)


@dataclass(frozen=True, slots=True)
class Spoken:
    """An assertion as templates/briefings/_spoken.html prints it; who and what are ready links."""

    ref: SafeString
    when: SafeString
    claim: SafeString
    stance: str
    speaker: SafeString
    title: str
    behalf: SafeString
    told: SafeString
    note: str
    how: str
    on_record: bool
    quote: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Promise:
    link: SafeString
    standing: str
    due: SafeString
    given: SafeString
    by: SafeString
    to: SafeString


def spoken(rows: Iterable[Row], parties: Parties, links: Links, own: int = 0) -> list[Spoken]:
    """`own` is the actor on whose page they stand: it need not be named again as the one who speaks."""
    return [one_spoken(row, parties, links, own) for row in rows]


def one_spoken(row: Row, parties: Parties, links: Links, own: int) -> Spoken:
    claim, speaker, behalf, paraphrased = row.keys
    stance, attribution, channel, note, title, quote = row.words
    return Spoken(
        ref=format_html('<a href="{}">{}</a>', links.address(row.pk), kinds.ref(Assertion.KIND, row.pk)),
        when=mark_safe(time_html(row.when)),
        claim=links[claim],
        stance=Stance(stance).label,
        speaker=NOTHING if speaker == own else links[speaker],
        title=title if speaker in links and speaker != own else "",
        behalf=NOTHING if behalf in (own, speaker) else links[behalf],
        told=names(parties.of(row.pk, TOLD), links),
        note=note,
        how=how(channel, attribution),
        on_record=attribution == Attribution.ON_RECORD,
        quote=quote,
        quoted=not paraphrased,
    )


def promises(rows: Iterable[Row], parties: Parties, links: Links, today: date) -> list[Promise]:
    return [
        Promise(
            link=links[row.pk],
            standing=standing_in_words(row.words[0], bounds(row.words[1])[1], today),
            due=mark_safe(time_html(row.words[1])) if row.words[1] else NOTHING,
            given=mark_safe(time_html(row.when)) if row.when else NOTHING,
            by=names(parties.of(row.pk, BY), links),
            to=names(parties.of(row.pk, TO), links),
        )
        for row in rows
    ]


def ids_of(rows: Iterable[Row]) -> Iterable[int | None]:
    """The assertions of these rows, and what they name by a column of their own."""
    for row in rows:
        yield from (row.pk, *row.keys[:3])
