"""A merge taken back: what moved and still leads to the one that stayed goes back, and what was taken out stands again.

What somebody has changed since is left as it is, and told: rows taken out or led elsewhere, fields written anew.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from actors.merging.joining import carry
from actors.merging.planning import hold
from actors.merging.relations import NAMES, RELATIONS, Related
from actors.models import Actor, Merge, Name
from records import kinds
from records.access import Handling, Stage
from records.bulk_settling import bulk_follow
from records.models import Record, Redirect, User, saving
from records.models.saving import NAMED_BY
from records.publishing import Refused
from records.search.renown import recount

# As `actors.merging.joining.TOUCHED`.
TOUCHED = "What it names was parted again."
FIELD_WORDS = {"sort_name": "name for sorting", "when": "dates", "when_note": "note on the dates"}


@dataclass(slots=True)
class Left:
    """Something that is not restored: what it is, the record to which it belongs (0 for the actor itself), and why."""

    words: str
    whole: int
    why: str


@dataclass(slots=True)
class Returning:
    """`rows`: ids by key; `removed`: rows by key; `fields`: values of the one that stayed; `ties`: relations of
    the two, with the stage that each had, and why; `made`: names made for the one that stayed."""

    rows: dict[str, list[int]] = field(default_factory=dict)
    removed: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)
    ties: dict[int, list[Any]] = field(default_factory=dict)
    made: list[int] = field(default_factory=list)
    wholes: dict[str, set[int]] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)

    def touched(self, two: Iterable[int]) -> set[int]:
        """Ids of the records, beside the two actors, that get a revision."""
        return {*self.ties, *(pk for wholes in self.wholes.values() for pk in wholes)} - {0, *two}

    @property
    def counts(self) -> list[tuple[str, int]]:
        """(words, how many) of the rows that go back."""
        found: Counter[str] = Counter()
        for rows in (self.rows, self.removed):
            for key, several in rows.items():
                found[RELATIONS[key].words] += len(several)
        return sorted(found.items())


def why_not(merge: Merge) -> str:
    """Why the merge cannot be undone now; "" where it can."""
    if merge.undone_at:
        return "This merge has been undone already."
    winner, loser = merge.winner, merge.loser
    if winner.stage == Stage.WITHDRAWN:
        later = Merge.objects.standing().filter(loser=winner.pk).first()
        rest = f" Undo that first: merge {later.pk}." if later else ""
        return f"{winner.ref} has been withdrawn itself since.{rest}"
    if loser.stage != Stage.WITHDRAWN or Redirect.objects.leading_from(loser.get_absolute_url()) != winner.pk:
        return f"{loser.ref} no longer leads to {winner.ref}: somebody has changed where it stands."
    return ""


def in_the_way(merge: Merge, found: Returning) -> str:
    """A later merge into the same one that took out a row, or left it or a name where it was, because one was there that goes
    now; "" for none. A query for each key of which rows go back, and one for the names."""
    lost, unnamed = likenesses_lost(merge, found), names_lost(merge, found)
    going = {(key, whole) for key, wholes in found.wholes.items() for whole in wholes}
    for later in Merge.objects.standing().filter(winner=merge.winner_id, pk__gt=merge.pk).order_by("-pk"):
        for key, rows in later.snapshot.get("removed", {}).items():
            if any((key, row[RELATIONS[key].whole]) in going for row in rows):
                return f"Merge {later.pk} took out a row beside one that would go back: undo that first."
        kept = later.snapshot
        stayed = {(RELATIONS[key].model, *alike) for key, rows in kept.get("stayed", {}).items() for alike in rows}
        if stayed & lost or unnamed & set(kept.get("named", [])):
            return f"Merge {later.pk} found there already what would go now, a row or a name: undo that first."
    return ""


def likenesses_lost(merge: Merge, found: Returning) -> set[tuple[Any, ...]]:
    """(model, what makes two rows alike …) of all that the one that stayed would have no more."""
    going = found.rows | {NAMES: [*found.rows.get(NAMES, ()), *found.made]}
    related = [one for key in going if (one := RELATIONS[key]).pair or (one.is_own and one.same)]
    return {(one.model, *alike) for one in related for alike in one.likenesses(going[one.key], merge.winner_id)}


def names_lost(merge: Merge, found: Returning) -> set[str]:
    """What the one that stayed would be called no more."""
    going, title = {*found.made, *found.rows.get(NAMES, ())}, merge.winner.title
    names = dict(Name.objects.beside_title().filter(actor=merge.winner_id).values_list("pk", "text"))
    left = {text for pk, text in names.items() if pk not in going}
    return {title, *names.values()} - {found.fields.get("title", title), *left}


def returning(merge: Merge) -> Returning:
    """What an undo would do now. A query or two for each key of which rows moved."""
    found, kept = Returning(), merge.snapshot
    for key, pairs in kept.get("moved", {}).items():
        rows_back(RELATIONS[key], pairs, merge, found)
    for key, rows in kept.get("removed", {}).items():
        rows_again(RELATIONS[key], rows, merge, found)
    ties_again(merge, found)
    winner = merge.winner
    for name, (before, after) in kept.get("fields", {}).items():
        if getattr(winner, name) == after:
            found.fields[name] = before
        else:
            words = FIELD_WORDS.get(name, name.removesuffix("_id"))
            found.left.append(Left(f"{words} of {winner.ref}", 0, "somebody has written it anew since"))
    names_made(merge, found)
    if stricter(merge):
        label = Handling(winner.handling).label
        why = f"is {label} then, as {winner.ref} is now: what was written under that label may go back with it"
        found.left.append(Left(f"handling of {merge.loser.ref}", 0, why))
    return found


def stricter(merge: Merge) -> bool:
    """Whether the one that stayed is handled more strictly by now than the one that comes back was."""
    return merge.winner.handling > merge.loser.handling


def names_made(merge: Merge, found: Returning) -> None:
    made = dict(merge.snapshot.get("made", []))
    names = Name.objects.filter(pk__in=made, actor=merge.winner_id, kind=Name.Kind.ALIAS)
    found.made = [pk for pk, text in names.values_list("pk", "text") if made[pk] == text]
    found.left += [Left(f"the name “{made[pk]}”", 0, "has been changed since") for pk in made if pk not in found.made]


def rows_back(related: Related, pairs: Sequence[Sequence[int]], merge: Merge, found: Returning) -> None:
    columns = ("one_id", "other_id") if related.pair else (related.column,)
    rows = related.model._base_manager.filter(pk__any_of=[pk for pk, _ in pairs]).values_list("pk", *columns)
    leads = {pk: set(to) for pk, *to in rows}
    for pk, whole in pairs:
        if pk not in leads:
            found.left.append(Left(related.words, whole, "has been taken out since"))
        elif merge.winner_id not in leads[pk]:
            found.left.append(Left(related.words, whole, "has been led elsewhere since"))
        else:
            found.rows.setdefault(related.key, []).append(pk)
            found.wholes.setdefault(related.key, set()).add(whole)


def rows_again(related: Related, rows: Sequence[dict[str, Any]], merge: Merge, found: Returning) -> None:
    """A query for what is there again, and one for each key of the rows."""
    there = set(related.rows_of(merge.loser_id).values_list(*related.same))
    keys = [one for one in related.model._meta.concrete_fields if one.remote_field]
    present = {key: still_there(key, rows) for key in keys}
    for row in rows:
        whole = row[related.whole]
        gone = [key for key in keys if (pk := row[key.attname]) and pk not in present[key]]
        if tuple(row[name] for name in related.same) in there:
            found.left.append(Left(related.words, whole, "is there again already"))
        elif gone:
            found.left.append(Left(related.words, whole, f"named a {gone[0].verbose_name} that is no longer there"))
        else:
            found.removed.setdefault(related.key, []).append(row)
            found.wholes.setdefault(related.key, set()).add(whole)


def still_there(key: Any, rows: Sequence[dict[str, Any]]) -> set[int]:
    named = {row[key.attname] for row in rows if row[key.attname]}
    return set(key.related_model._base_manager.filter(pk__in=named).values_list("pk", flat=True)) if named else set()


def ties_again(merge: Merge, found: Returning) -> None:
    wanted = {int(pk): why for pk, why in merge.snapshot.get("withdrawn", {}).items()}
    standing = Record._base_manager.filter(pk__in=wanted, stage=Stage.WITHDRAWN, withdrawn_because=merge.reason)
    still = set(standing.values_list("pk", flat=True))
    found.ties = {pk: why for pk, why in wanted.items() if pk in still}
    found.left += [Left("relations", pk, "has been brought to another stage since") for pk in wanted if pk not in still]


def undo(merge_id: int, by: User, reason: str, now: datetime) -> Returning:
    """Raises `Refused` or ValidationError with nothing changed."""
    comment = f"Merge undone: {reason}"[:300]
    with transaction.atomic():
        merge = held(merge_id)
        if refused := why_not(merge):
            raise Refused(refused)
        found = returning(merge)
        if refused := in_the_way(merge, found):
            raise Refused(refused)
        with saving(by, comment):
            put_back(merge, found)
            restore_winner(merge, found)
            if stricter(merge):
                raise_loser(merge)
            merge.undone_at = now
            merge.snapshot["left"] = as_told(found.left)
            merge.save()
        two = (merge.winner_id, merge.loser_id)
        bulk_follow(found.touched(two), TOUCHED, by, now, dict.fromkeys(found.ties, NAMED_BY))
        recount(two)
    return found


def held(merge_id: int) -> Merge:
    """The merge as it stands, with all that undoing it would touch kept from others until the transaction ends."""
    first = fresh(merge_id)
    two = (first.winner_id, first.loser_id)
    hold({*two} | returning(first).touched(two), two)
    list(Merge.objects.select_for_update(of=("self",)).filter(pk=merge_id).values_list("pk"))
    return fresh(merge_id)


def fresh(merge_id: int) -> Merge:
    merge: Merge | None = Merge.objects.with_people().filter(pk=merge_id).first()
    if merge is None:
        raise Refused("There is no such merge.")
    return merge


def put_back(merge: Merge, found: Returning) -> None:
    for key, pks in found.rows.items():
        send_back(RELATIONS[key], pks, merge, found)
    for key, rows in found.removed.items():
        model: Any = RELATIONS[key].model
        taken = set(model._base_manager.filter(pk__in=[row["id"] for row in rows]).values_list("pk", flat=True))
        for row in rows:
            made = model()
            for one in model._meta.concrete_fields:
                setattr(made, one.attname, one.to_python(row[one.attname]))
            made.pk = None if row["id"] in taken else row["id"]
            made.save_base(raw=True, force_insert=True)
    for pk, (stage, because) in found.ties.items():
        Record._base_manager.filter(pk=pk).update(stage=stage, withdrawn_because=because)


def send_back(related: Related, pks: list[int], merge: Merge, found: Returning) -> None:
    """All at once; one by one where one of them would double what is there."""
    try:
        with transaction.atomic():
            carry(related, pks, merge.winner_id, merge.loser_id)
    except IntegrityError:
        for pk in pks:
            try:
                with transaction.atomic():
                    carry(related, [pk], merge.winner_id, merge.loser_id)
            except IntegrityError:
                found.left.append(Left(related.words, 0, "would double what is there"))


def restore_winner(merge: Merge, found: Returning) -> None:
    for one in Name.objects.filter(pk__in=found.made):
        one.delete()
    winner = Actor.objects.get(pk=merge.winner_id)
    for name, value in found.fields.items():
        setattr(winner, name, value)
    winner.full_clean(exclude=["record"])
    winner.save()


def raise_loser(merge: Merge) -> None:
    """Rows may have been written anew, while they were the other's, for its readers alone."""
    loser = Actor.objects.get(pk=merge.loser_id)
    loser.handling = merge.winner.handling
    loser.save()


def as_told(several: Sequence[Left]) -> list[str]:
    """Sentences that name records by their references alone: who reads them later may not see all of them. One query."""
    kind_of = dict(Record._base_manager.filter(pk__in={one.whole for one in several}).values_list("pk", "kind"))
    return [
        f"{one.words[:1].upper()}{one.words[1:]}{where}: {one.why}."
        for one in several
        for where in [f", {kinds.ref(kind_of[one.whole], one.whole)}" if one.whole in kind_of else ""]
    ]
