"""One entry that was two actors: chosen rows go to a new one, which stands where the first stands.

A new entry that began as a draft would hide the rows that readers see now. So it has the stage and the handling of the first;
the second person who agrees has read it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from actors.merging.joining import carry
from actors.merging.planning import hold, sort_of
from actors.merging.relations import RELATIONS, Fate, moving, require_known
from actors.models import Actor
from records.access import Stage
from records.bulk_settling import bulk_follow
from records.models import Revision, Taken, User, saving
from records.models.steps import log_step
from records.publishing import Refused
from records.search.renown import recount

# As `actors.merging.joining.TOUCHED`.
TOUCHED = "What it names was split."
Chosen = Mapping[str, Sequence[int]]
# (row, record to which it belongs) by key.
Rows = dict[str, list[tuple[int, int]]]


def new_actor(source: Actor, given: Mapping[str, Any]) -> Actor:
    """As `given` (title, category, state_id), standing where the first stands; not yet saved. Raises `Refused`."""
    made = Actor(
        title=str(given.get("title", "")).strip(),
        category=given.get("category", ""),
        state_id=given.get("state_id"),
        handling=source.handling,
        stage=source.stage,
    )
    try:
        made.full_clean(exclude=["record"])
    except (Actor.DoesNotExist, TypeError, ValueError) as error:
        raise Refused("The state that was chosen is not there: choose another.") from error
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    if sort_of(made) != sort_of(source):
        raise Refused(
            f"{source.ref} is {source.kind_label.lower()}: its rows can go to an actor of that sort alone. Choose another kind."
        )
    return made


def require_rows(source: Actor, chosen: Chosen) -> Rows:
    """Raises `Refused` where one of them does not lead to the actor."""
    require_known()
    if not any(chosen.values()):
        raise Refused("Choose at least one row that goes to the new actor.")
    found = {}
    for key, pks in chosen.items():
        if key not in RELATIONS or RELATIONS[key].fate != Fate.MOVES:
            raise Refused(f"Rows of the sort “{key}” are not moved.")
        related = RELATIONS[key]
        columns = [related.whole] if related.whole else []
        rows = related.rows_of(source.pk).filter(pk__any_of=list(pks)).order_by("pk").values_list("pk", *columns)
        found[key] = [(pk, whole[0] if whole else 0) for pk, *whole in rows]
        if len(found[key]) < len(set(pks)):
            raise Refused(
                f"Some of the {related.words} that were chosen no longer lead to {source.ref}: look at the list again."
            )
    return found


def split(source_id: int, given: Mapping[str, Any], chosen: Chosen, by: User, second: User, reason: str) -> Actor:
    """The new actor. Raises `Refused` or ValidationError with nothing changed."""
    comment, now = f"Split: {reason}"[:300], timezone.now()
    with transaction.atomic():
        source, rows = held(source_id, chosen)
        touched = wholes(rows, source_id)
        made = new_actor(source, given)
        if made.stage == Stage.PUBLISHED:
            made.published_at, made.published_by = now, second
        with saving(by, comment):
            made.save()
            for one in moving():
                carry(one, [pk for pk, _ in rows.get(one.key, ())], source_id, made.pk)
            source.save()
        bulk_follow(touched, TOUCHED, by, now)
        recount((source_id, made.pk))
        if made.stage == Stage.PUBLISHED:
            log_step(made, Taken.PUBLISHED, second, reason, Revision.objects.newest_number(made.pk))
    return made


def held(source_id: int, chosen: Chosen) -> tuple[Actor, Rows]:
    """The actor and its rows as they stand, kept from others until the transaction ends. Raises `Refused`."""
    rows = require_rows(Actor.objects.get(pk=source_id), chosen)
    hold({source_id} | wholes(rows, source_id), [source_id])
    source = Actor.objects.get(pk=source_id)
    return source, require_rows(source, chosen)


def wholes(rows: Rows, source_id: int) -> set[int]:
    return {whole for pairs in rows.values() for _, whole in pairs} - {0, source_id}
