"""The audit log as one auditor may read it: who did what, when, to which record, and from where.

Whatever tells of a record that the auditor may not see says so and no more: neither what it is called, nor at which address it
was tried, nor with which question it was taken along.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from records import kinds
from records.access import Reader, clearance
from records.addresses import spot_of
from records.dates import Bounds
from records.filters import DateField
from records.history.reading import moment
from records.links import Links
from records.listing import Filters, short
from records.models import Audited, AuditEvent, Record, User
from records.models.audit import AuditEventQuerySet
from records.sections.exports import harmless
from records.tables import TableRow

PER_PAGE = 20
CHUNK = 500
LABELS = ("When", "What", "Who", "Record", "Detail", "From")
COLUMNS = ("number", "at", "what", "who", "account", "record", "detail", "from")
UNREADABLE = "a record you may not read"
NOBODY = "nobody signed in"


class AuditFilters(Filters):
    person = forms.CharField(label="Account", required=False, max_length=150)
    what = forms.ChoiceField(label="What", required=False, choices=[("", "Anything"), *Audited.choices])
    since = DateField(label="Since", required=False)
    until = DateField(label="Until", required=False)
    record = forms.CharField(label="Record", required=False, help_text="Its address, or its reference: V-1042.")

    def clean_person(self) -> int | None:
        name = self.cleaned_data["person"]
        account = User.known_as(name) if name else None
        if name and account is None:
            raise forms.ValidationError(f"No account has the name “{name}”.")
        return account

    def clean_record(self) -> int | None:
        """Refused in the same words whether there is no record, or one that the auditor may not see."""
        text = self.cleaned_data["record"]
        found = named(text, self.reader) if text else None
        if text and found is None:
            raise forms.ValidationError(f"No record that you may read is meant by “{text}”.")
        return found

    def by_person(self, events: AuditEventQuerySet, account: int) -> AuditEventQuerySet:
        return events.of_person(account)

    def by_what(self, events: AuditEventQuerySet, action: str) -> AuditEventQuerySet:
        return events.taken(action)

    def by_since(self, events: AuditEventQuerySet, said: Bounds) -> AuditEventQuerySet:
        return events.since(datetime.combine(said[0], time(), UTC)) if said[0] else events

    def by_until(self, events: AuditEventQuerySet, said: Bounds) -> AuditEventQuerySet:
        if said[1] in (None, date.max):
            return events
        return events.until(datetime.combine(said[1], time(), UTC) + timedelta(days=1))

    def by_record(self, events: AuditEventQuerySet, record: int) -> AuditEventQuerySet:
        return events.of_record(record)


def named(text: str, reader: Reader) -> int | None:
    """The record that a reference or an address means, if the reader may see it."""
    letter, dash, number = text.strip().partition("-")
    shown = Record.objects.visible_to(reader)
    if dash and number.isascii() and number.isdecimal() and len(number) < 19:
        kind = next((one.kind for one in kinds.KINDS.values() if one.letter == letter.upper()), "")
        return shown.of_kind(kind).among([int(number)]).values_list("pk", flat=True).first()
    spot = spot_of(text.strip())
    pk = spot.record()[0] if spot else None
    return pk if pk and shown.among([pk]).exists() else None


class Told:
    """Some events, as far as one auditor may be told of them. Two queries."""

    def __init__(self, events: Sequence[AuditEvent], reader: Reader) -> None:
        ids = [one.record_id for one in events]
        self._links, self._clearance = Links(reader).load(ids), clearance(reader)
        missing = [pk for pk in ids if pk and pk not in self._links]
        gone = Record.objects.gone().within_clearance(reader).among(missing).values_list("pk", "kind")
        self._gone: dict[int, str] = dict(gone)

    def reads(self, one: AuditEvent) -> bool:
        known = one.record_id is None or one.record_id in self._links or one.record_id in self._gone
        return known and one.handling <= self._clearance

    def record(self, one: AuditEvent) -> SafeString:
        pk = one.record_id
        if pk and not self.reads(one):
            return SafeString(UNREADABLE)
        if pk in self._gone:
            return format_html('<a href="/r/{}">{}</a>, withdrawn', pk, kinds.ref(self._gone[pk], pk))
        return self._links[pk]

    def reference(self, one: AuditEvent) -> str:
        """As `record`, for a file: "V-1042, A visit"."""
        pk = one.record_id
        if pk is None:
            return ""
        if not self.reads(one):
            return UNREADABLE
        if pk in self._gone:
            return f"{kinds.ref(self._gone[pk], pk)}, withdrawn"
        return f"{kinds.ref(self._links.kind(pk) or '', pk)}, {self._links.title(pk)}"

    def detail(self, one: AuditEvent) -> str:
        if not self.reads(one):
            return "" if one.record_id else "more strictly handled than you may read"
        return said(one.detail)


def said(detail: Mapping[str, Any]) -> str:
    """ "role: analyst → editor; clearance: TLP:GREEN → TLP:RED"."""
    return "; ".join(f"{name}: {valued(value)}" for name, value in detail.items() if value != "")


def valued(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " → ".join(map(valued, value)) if isinstance(value, list) else str(value)


def username(user: User | None) -> str:
    return user.get_username() if user else ""


def table_rows(events: Sequence[AuditEvent], reader: Reader) -> list[TableRow]:
    told = Told(events, reader)
    return [
        TableRow(
            (
                moment(one.at),
                one.get_action_display(),
                who(one),
                told.record(one),
                told.detail(one),
                one.remote_address,
            )
        )
        for one in events
    ]


def who(one: AuditEvent) -> str:
    """Who did it and, where it concerns another account, whose that is."""
    doer = username(one.actor) or (NOBODY if one.remote_address else "a command")
    account = username(one.account)
    return doer if account in ("", doer) else f"{doer}, of the account {account}"


def page_of(events: AuditEventQuerySet, before: int | None) -> tuple[list[AuditEvent], int | None]:
    """Twenty events, those before a number or the newest; and the number before which the next page begins."""
    found = events.newest_first().with_people()
    if before is not None:
        found = found.before(before)
    rows = list(found[: PER_PAGE + 1])
    return rows[:PER_PAGE], rows[PER_PAGE - 1].number if len(rows) > PER_PAGE else None


def older(query: QueryDict, before: int | None) -> str:
    """The address of the page before that number, "" for None."""
    if before is None:
        return ""
    asked = short(query)
    asked["before"] = str(before)
    return f"?{asked.urlencode()}"


def chunks(events: AuditEventQuerySet) -> Iterator[list[AuditEvent]]:
    """All of them, the newest first, some hundred at a time: a slow reader holds no query open."""
    ordered = events.newest_first().with_people()
    part = list(ordered[:CHUNK])
    while part:
        yield part
        part = list(ordered.before(part[-1].number)[:CHUNK])


def file_rows(events: AuditEventQuerySet, reader: Reader) -> Iterator[Iterable[Sequence[str]]]:
    """The cells of `COLUMNS`, in the chunks in which they are read."""
    for part in chunks(events):
        told = Told(part, reader)
        yield [
            [
                str(one.number),
                one.at.astimezone(UTC).isoformat(timespec="seconds"),
                one.action,
                *map(harmless, (username(one.actor), username(one.account), told.reference(one), told.detail(one))),
                one.remote_address,
            ]
            for one in part
        ]
