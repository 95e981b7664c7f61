"""What stands on the review page of a record: how it reads, where it stands, what may be done, and what was said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString

from records.access import Handling, Stage, is_reviewer
from records.companions import Companion, companions
from records.desk_lists import DeskList, warnings_of
from records.forms.proposals import ProposalForm
from records.models import Checklist, Kind, Proposal, Remark, Revision, Step, User
from records.models.readers import called
from records.passages import Passage
from records.proposing import KINDS, ProposalKind, in_words, verdict
from records.publishing import WITH_COMPANIONS, Allowed, Standing, allowed, standings, takes_standards
from records.quotes import Place
from records.remarking import Texts, source_numbers, threads
from records.sections.history import Then, as_it_was
from records.sections.proposals import PAGES
from records.standards import FOUND, STANDARDS, Judged, Standard, missing

STEPS_SHOWN, DECIDED_SHOWN = 20, 5


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why what was sent was not done: `form` is the name of its form, `given` all that had been typed into it."""

    form: str
    sentence: str
    given: QueryDict
    # Fields with errors of their own.
    bound: ProposalForm | None = None


@dataclass(frozen=True, slots=True)
class StepLine:
    what: str
    who: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class StepForm:
    """An action as a form; `why_not` is the sentence in its place, "" where it may be taken."""

    key: str
    label: str
    why_not: str
    reason: bool
    companions: Sequence[Companion] = ()
    note: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class TextShown:
    name: str
    label: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Said:
    who: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A remark with its answers. `where` names the text of its passage; `lost` that the passage is no longer there."""

    key: int
    number: int
    first: Said
    quote: SafeString
    where: str
    lost: bool
    answers: Sequence[Said]
    settled: str
    answer: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A standard with what the reviewer found."""

    standard: Standard
    met: str
    note: str


@dataclass(frozen=True, slots=True)
class ChecklistShown:
    rows: Sequence[Asked]
    missing: Sequence[str]
    mine: bool
    who: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class ProposalShown:
    key: int
    what: str
    who: str
    at: datetime
    reason: str
    told: Sequence[SafeString]
    moved_on: bool
    verdict: str
    answer: str
    # "decide", "take back" or "" for who may neither.
    may: str = ""
    why_not: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be proposed, with its form."""

    key: str
    words: str
    form: ProposalForm
    reason: str = ""
    wrong: str = ""


@dataclass(slots=True)
class ReviewPage:
    """templates/desk/review.html prints it."""

    record: Kind
    seen: int
    then: Then | None
    steps: list[StepLine]
    forms: list[StepForm]
    texts: list[TextShown]
    threads: list[Thread]
    checklist: ChecklistShown | None
    proposals: list[ProposalShown]
    decided: list[ProposalShown]
    offers: list[Offer]
    warnings: list[DeskList]
    authors: str
    refusal: Refusal | None = None
    findings: Mapping[str, str] = field(default_factory=FOUND.copy)

    @property
    def refused_remark(self) -> str:
        return wrong_in("remark", self.refusal)

    @property
    def typed_remark(self) -> dict[str, str]:
        return {name: typed("remark", name, self.refusal) for name in ("text", "quote", "field")}

    @property
    def path(self) -> str:
        return f"/desk{self.record.get_absolute_url()}"

    @property
    def handling(self) -> str:
        return Handling(self.record.handling).label

    @property
    def stage(self) -> str:
        return Stage(self.record.stage).label

    @property
    def open_threads(self) -> list[Thread]:
        return [one for one in self.threads if not one.settled]

    @property
    def settled_threads(self) -> list[Thread]:
        return [one for one in self.threads if one.settled]


def review_page(record: Kind, user: User, today: date, refusal: Refusal | None = None) -> ReviewPage:
    """A number of queries that does not depend on how much there is, but for what each open proposal would do."""
    newest = Revision.objects.of(record.pk).first()
    seen, standing = newest.number if newest else 0, standings([record], user)[record.pk]
    remarks = list(Remark.objects.of(record.pk).told_to(user).select_related("by", "settled_by").oldest_first())
    texts = Texts(record, user, [one.quote for one in remarks], source_numbers(record, user))
    shown, lines = texts_and_threads(texts, remarks, refusal)
    told = Proposal.objects.of(record.pk).told_to(user).select_related("by", "decided_by", "record")
    waiting, done = list(told.open().oldest_first()), list(told.decided()[:DECIDED_SHOWN])
    return ReviewPage(
        record=record,
        seen=seen,
        then=as_it_was(record, newest, user) if newest else None,
        steps=step_lines(record, user),
        forms=step_forms(allowed(user, record, standing), record, user, refusal),
        texts=shown,
        threads=lines,
        checklist=checklist_of(record, user, standing, refusal),
        proposals=[proposal_shown(one, user, seen, refusal) for one in waiting],
        decided=[proposal_shown(one, user, seen, refusal) for one in done],
        offers=offers_for(record, {one.action for one in waiting}, refusal),
        warnings=warnings_of(record.pk, record.kind, user, today),
        authors=names_of(standing),
        refusal=refusal,
    )


def names_of(standing: Standing) -> str:
    """Who wrote it since it was last published. One query, none where nobody did."""
    found = User.objects.in_bulk(standing.authors) if standing.authors else {}
    return ", ".join(called(found[pk]) for pk in sorted(found))


def wrong_in(form: str, refusal: Refusal | None) -> str:
    return refusal.sentence if refusal and refusal.form == form else ""


def typed(form: str, name: str, refusal: Refusal | None) -> str:
    return refusal.given.get(name, "") if refusal and refusal.form == form else ""


def step_lines(record: Kind, user: User) -> list[StepLine]:
    steps = Step.objects.of(record.pk).told_to(user).select_related("by").newest_first()[:STEPS_SHOWN]
    return [StepLine(one.get_action_display(), called(one.by), one.at, one.note) for one in steps]


def step_forms(steps: Sequence[Allowed], record: Kind, user: User, refusal: Refusal | None) -> list[StepForm]:
    """What the user may do goes before what they may not."""
    return [step_form(one, record, user, refusal) for one in sorted(steps, key=lambda step: bool(step.why_not))]


def step_form(one: Allowed, record: Kind, user: User, refusal: Refusal | None) -> StepForm:
    rule = one.rule
    key = str(rule.action)
    along: list[Companion] = []
    if rule.action in WITH_COMPANIONS and not one.why_not:
        along = companions(record, user, rule.action)
        if refusal and refusal.form == key:
            ticked = set(refusal.given.getlist("companion"))
            along = [replace(each, ticked=str(each.record.pk) in ticked) for each in along]
    return StepForm(
        key, rule.label, one.why_not, rule.reason, along, typed(key, "note", refusal), wrong_in(key, refusal)
    )


def texts_and_threads(
    texts: Texts, remarks: Sequence[Remark], refusal: Refusal | None
) -> tuple[list[TextShown], list[Thread]]:
    """The texts with the passages of open remarks marked, and the remarks by their numbers."""
    places: dict[str, list[Place]] = {}
    lines, numbers = [], {}
    for number, (one, answers) in enumerate(threads(remarks), 1):
        numbers[one.pk] = number
        place = None
        if one.quote and one.field in texts.shown:
            place = texts.shown[one.field].find(Passage(one.quote, one.prefix, one.suffix))
        if place and not one.settled_at:
            places.setdefault(one.field, []).append(replace(place, key=one.pk))
        lines.append(thread(one, number, answers, texts, bool(one.quote) and place is None, refusal))
    shown = [
        TextShown(name, texts.labels[name], text.html(places.get(name, ()), numbers))
        for name, text in texts.shown.items()
    ]
    return shown, lines


def thread(
    one: Remark, number: int, answers: Sequence[Remark], texts: Texts, lost: bool, refusal: Refusal | None
) -> Thread:
    form = f"answer-{one.pk}"
    return Thread(
        key=one.pk,
        number=number,
        first=said(one),
        quote=texts.read(one.quote),
        where=texts.labels.get(one.field, one.field),
        lost=lost,
        answers=[said(each) for each in answers],
        settled=called(one.settled_by) if one.settled_at else "",
        answer=typed(form, "text", refusal),
        wrong=wrong_in(form, refusal),
    )


def said(one: Remark) -> Said:
    return Said(called(one.by), one.at, one.text)


def checklist_of(record: Kind, user: User, standing: Standing, refusal: Refusal | None) -> ChecklistShown | None:
    """The user's own, or the newest of another reviewer; None where the kind takes none."""
    if not takes_standards(record):
        return None
    made = list(Checklist.objects.of(record.pk).told_to(user).select_related("by").newest_first()[:20])
    mine = next((one for one in made if one.by_id == user.pk), None)
    last = mine or (made[0] if made and not is_reviewer(user) else None)
    judged: Judged = last.standards if last else {}
    if refusal and refusal.form == "checklist":
        judged = {
            one.key: {
                "met": refusal.given.get(f"met-{one.key}", ""),
                "note": refusal.given.get(f"note-{one.key}", ""),
            }
            for one in STANDARDS
        }
    rows = [
        Asked(one, str(row.get("met", "")), str(row.get("note", "")))
        for one in STANDARDS
        for row in [judged.get(one.key, {})]
    ]
    may = is_reviewer(user) and user.pk not in standing.authors
    who = called(last.by) if last and last.by_id != user.pk else ""
    return ChecklistShown(rows, missing(judged), may, who, wrong_in("checklist", refusal))


def proposal_shown(one: Proposal, user: User, seen: int, refusal: Refusal | None) -> ProposalShown:
    form = f"proposal-{one.pk}"
    own = one.by_id == user.pk
    known = KINDS.get(one.action)
    why_not = "" if own or (known and known.may_decide(user)) else decided_by(known)
    may = "" if one.decided_at or why_not else "take back" if own else "decide"
    page = PAGES.get(one.action)
    return ProposalShown(
        key=one.pk,
        what=in_words(one.action),
        who=called(one.by),
        at=one.at,
        reason=one.reason,
        told=page.describe(one, user) if page and not one.decided_at else [],
        moved_on=not one.decided_at and one.revision != seen,
        verdict=f"{verdict(one)} by {called(one.decided_by)}" if one.decided_at else "",
        answer=one.answer if one.decided_at else typed(form, "answer", refusal),
        may=may,
        why_not=why_not,
        wrong=wrong_in(form, refusal),
    )


def decided_by(known: ProposalKind | None) -> str:
    who = known.who if known else "a reviewer"
    return f"{who[:1].upper()}{who[1:]} who is somebody else decides."


def offers_for(record: Kind, waiting: set[str], refusal: Refusal | None) -> list[Offer]:
    found = []
    for key, one in KINDS.items():
        page = PAGES.get(key)
        if page is None or page.form is None or not one.fits(record) or (one.once and key in waiting):
            continue
        name = f"propose-{key}"
        refused = refusal if refusal and refusal.form == name else None
        bound: Any = refused.bound if refused and refused.bound else None
        form = bound or page.form(record, refused.given if refused else None, prefix=name)
        found.append(Offer(key, one.words, form, typed(name, "reason", refused), wrong_in(name, refused)))
    return found
