"""What takes a second person: one editor proposes it, and it is done when a reviewer who is somebody else accepts it.

Each app enters its own kinds of proposal by name; those of every record are in `records.proposals`. How they are asked for and
told is in `records.sections.proposals`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from records.access import Reader, Stage, can_edit, is_editor, is_reviewer
from records.auditing import audit
from records.models import Audited, Kind, Proposal, Record, Revision, User
from records.publishing import LONGEST_NOTE, NotYours, Refused, lock, require_read
from records.registry import Registry

Payload: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ProposalKind:
    """`check(record, payload, reason)` raises `Refused` where it cannot be done to the record as it stands: when it is
    proposed, and when it is accepted. `apply(record, proposal, by)` does it to the locked record, in the transaction of
    the acceptance; `by` is who accepts. It is offered where `fits(record)`.

    Who proposes and who decides are those whom `may_propose` and `may_decide` let; `who` names the latter. `hold(proposal)`,
    in that transaction and before anything else, locks what it changes beside the record.
    """

    key: str
    words: str
    check: Callable[[Kind, Payload, str], None]
    apply: Callable[[Kind, Proposal, User], None]
    fits: Callable[[Record], bool] = lambda record: True
    # Two open ones on one record would contradict each other.
    once: bool = True
    may_propose: Callable[[Reader], bool] = is_editor
    may_decide: Callable[[Reader], bool] = is_reviewer
    who: str = "a reviewer"
    hold: Callable[[Proposal], None] = lambda proposal: None


KINDS: Registry[ProposalKind] = Registry(lambda one: one.key)


def propose(record: Record, action: str, payload: Payload, by: User, reason: str) -> Proposal:
    """Raises `Refused` with nothing kept."""
    kind = known(action)
    with transaction.atomic():
        (here,) = lock([record.pk])
        if not can_edit(by, here):
            raise NotYours("Your role reads records. Changes are proposed by editors.")
        if not kind.may_propose(by):
            raise NotYours(f"A {kind.words} is not proposed by everybody: it takes {kind.who}.")
        require_standing(here)
        require_text(reason, "Say why: whoever decides reads it.")
        kind.check(here, payload, reason)
        waiting = Proposal.objects.of(here.pk).open().wanting(action)
        if kind.once and waiting.exists():
            raise Refused(f"A {kind.words} has been proposed already and waits for a second person.")
        if any(one.payload == payload and one.by_id == by.pk for one in waiting):
            raise Refused(f"This very {kind.words} has been proposed already by you and waits for a second person.")
        return Proposal.objects.create(
            record_id=here.pk,
            action=action,
            payload=dict(payload),
            reason=reason.strip(),
            by=by,
            revision=Revision.objects.newest_number(here.pk),
        )


def accept(proposal: Proposal, by: User, answer: str = "", seen: int | None = None) -> None:
    """Does what was proposed. `seen` is the number of the newest revision of the record that the user read."""
    kind = known(proposal.action)
    # Nothing is locked for somebody who may not decide.
    require_second(proposal, by)
    with transaction.atomic():
        kind.hold(proposal)
        waiting, record = decided_now(proposal, by)
        require_second(waiting, by)
        require_read(record, seen)
        require_text(answer)
        kind.check(record, waiting.payload, waiting.reason)
        try:
            kind.apply(record, waiting, by)
        except ValidationError as error:
            raise Refused(f"This can no longer be done: {' '.join(error.messages)}") from error
        close(waiting, by, answer, accepted=True)
        audit(Audited.AGREED, by.pk, record=record.pk, detail={"proposal": waiting.action})


def refuse(proposal: Proposal, by: User, answer: str) -> None:
    with transaction.atomic():
        waiting, _ = decided_now(proposal, by)
        require_second(waiting, by)
        require_text(answer, "Say why it is refused: who proposed it reads it.")
        close(waiting, by, answer, accepted=False)


def take_back(proposal: Proposal, by: User, answer: str = "") -> None:
    with transaction.atomic():
        waiting, _ = decided_now(proposal, by)
        if waiting.by_id != by.pk:
            raise NotYours("Only who proposed it takes it back. A reviewer refuses it.")
        require_text(answer)
        close(waiting, by, answer, accepted=False)


def known(action: str) -> ProposalKind:
    if action not in KINDS:
        raise Refused(f"Nothing of the name “{action}” can be proposed.")
    return KINDS[action]


def decided_now(proposal: Proposal, by: User) -> tuple[Proposal, Kind]:
    """Proposal and record, locked; refused where it has been decided, or the user does not edit the record."""
    (record,) = lock([proposal.record_id])
    waiting = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if not can_edit(by, record):
        raise NotYours("Your role reads records. Proposals are decided by reviewers.")
    if waiting.decided_at:
        raise Refused(f"This has been decided already: {verdict(waiting)}.")
    require_standing(record)
    return waiting, record


def require_standing(record: Record) -> None:
    if record.stage == Stage.WITHDRAWN:
        raise Refused(f"{record.ref} has been withdrawn: nothing more can be done to it.")


def require_second(proposal: Proposal, by: User) -> None:
    kind = known(proposal.action)
    if not kind.may_decide(by):
        raise NotYours(f"This takes {kind.who}.")
    if proposal.by_id == by.pk:
        raise NotYours("You proposed it: somebody else decides.")


def require_text(text: str, wanted: str = "") -> None:
    if wanted and not text.strip():
        raise Refused(wanted)
    if len(text) > LONGEST_NOTE:
        raise Refused(f"At most {LONGEST_NOTE:,} characters, not {len(text):,}.")


def close(proposal: Proposal, by: User, answer: str, accepted: bool) -> None:
    proposal.decided_by, proposal.decided_at = by, timezone.now()
    proposal.accepted, proposal.answer = accepted, answer.strip()
    proposal.save(update_fields=["decided_by", "decided_at", "accepted", "answer"])


def others_decide(by: User) -> tuple[str, ...]:
    """Keys of what this person may not decide, whoever proposed it."""
    return tuple(sorted(key for key, kind in KINDS.items() if not kind.may_decide(by)))


def in_words(action: str) -> str:
    return KINDS[action].words if action in KINDS else action


def verdict(proposal: Proposal) -> str:
    if proposal.decided_at is None:
        return "waiting for a second person"
    if proposal.accepted:
        return "accepted"
    return "taken back" if proposal.decided_by_id == proposal.by_id else "refused"
