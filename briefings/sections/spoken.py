"""Assertions and promises as the pages of actors and encounters list them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Value, When
from django.utils.safestring import SafeString

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
from records.safe import escaped
from records.templatetags.chancery import state

STANCES = {value: state(label) for value, label in Stance.choices}
PARAPHRASED = Case(When(paraphrase=True, then=Value(1)), default=Value(0))


SAID = ("claim_id", "speaker_id", "on_behalf_of_id", PARAPHRASED)
IN_WORDS = ("stance", "attribution", "channel", "audience_note", "title_as_stated", "quote")


def asked_said(said: AssertionQuerySet, *, newest: bool = True) -> Asked:
    return Asked(said, SAID, IN_WORDS, newest)


def asked_promises(promises: CommitmentQuerySet, *, newest: bool = True) -> Asked:
    return Asked(promises.with_standing(), words=("standing", "due"), newest=newest)


@dataclass(frozen=True, slots=True)
class Spoken:
    """An assertion as templates/briefings/_spoken.html prints it: `quote` are its words, `how` who told whom, and how."""

    ref: SafeString
    when: SafeString
    claim: SafeString
    stance: SafeString
    quote: SafeString
    how: SafeString
    on_record: bool


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
        ref=SafeString(f'<a href="{links.address(row.pk)}">{kinds.ref(Assertion.KIND, row.pk)}</a>'),
        when=SafeString(time_html(row.when)),
        claim=links[claim],
        stance=STANCES[stance],
        quote=words(quote, paraphrased),
        how=told(
            NOTHING if speaker == own else links[speaker],
            title if speaker in links and speaker != own else "",
            NOTHING if behalf in (own, speaker) else links[behalf],
            names(parties.of(row.pk, TOLD), links),
            note,
            how(channel, attribution),
        ),
        on_record=attribution == Attribution.ON_RECORD,
    )


def words(quote: str, paraphrased: bool) -> SafeString:
    if not quote:
        return NOTHING
    said = f'{escaped(quote)} <span class="fine">(paraphrase)</span>' if paraphrased else f"<q>{escaped(quote)}</q>"
    return SafeString(f'<p class="words">{said}</p>')


def told(
    speaker: SafeString, title: str, behalf: SafeString, hearers: SafeString, note: str, manner: str
) -> SafeString:
    """ "Zamir Kabulov, special envoy, for Russia. To Amna Baloch, reporters. On the record."; without what is blank."""
    whose = f"For {behalf}" if behalf and not speaker else f", for {behalf}" if behalf else ""
    who = f"{speaker}{f', {escaped(title)}' if title and speaker else ''}{whose}"
    whom = ", ".join(filter(None, [hearers, escaped(note)]))
    return SafeString(
        f"{f'{who}. ' if who else ''}{f'To {whom}. ' if whom else ''}{escaped(manner[:1].upper() + manner[1:])}."
    )


def promises(rows: Iterable[Row], parties: Parties, links: Links, today: date) -> list[Promise]:
    return [
        Promise(
            link=links[row.pk],
            standing=standing_in_words(row.words[0], bounds(row.words[1])[1], today),
            due=SafeString(time_html(row.words[1])) if row.words[1] else NOTHING,
            given=SafeString(time_html(row.when)) if row.when else NOTHING,
            by=names(parties.of(row.pk, BY), links),
            to=names(parties.of(row.pk, TO), links),
        )
        for row in rows
    ]


def ids_of(rows: Iterable[Row]) -> Iterable[int | None]:
    """The assertions of these rows, and what they name by a column of their own."""
    for row in rows:
        yield from (row.pk, *row.keys[:3])
