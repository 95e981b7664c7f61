"""Possible duplicates, looked for among all actors or for one, and kept for curators to decide."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction

from actors.linkage.blocking import pairs
from actors.linkage.comparing import ENOUGH, Comparison, Entry, Rarity, compare
from actors.linkage.entries import entries, rarity_of
from actors.linkage.names import spellings_of
from actors.models import Actor, NotSame, PossibleDuplicate
from records.access import Reader
from records.models import NameWord
from records.models.spellings import NameWordQuerySet
from records.search.spellings import sounding_like

# The actors that bear the most words like those of the name are compared with it; and how many are told while it is typed.
MOST_COMPARED, MOST_TOLD = 200, 5
AT_ONCE = 1000


def find_all() -> Iterator[int]:
    """Compare all actors and keep the pairs that are likely enough in the place of those kept before. Yields how many pairs it
    has compared since the last time; what is kept changes at the end, at once."""
    everyone = entries()
    rarity = Rarity.among(everyone)
    found, done = [], 0
    for one, other in pairs(everyone, rarity):
        comparison = compare(one, other, rarity)
        if comparison.score >= ENOUGH:
            found.append(as_row(one, other, comparison))
        done += 1
        if done == AT_ONCE:
            yield done
            done = 0
    with transaction.atomic():
        PossibleDuplicate.objects.all().delete()
        PossibleDuplicate.objects.bulk_create(found, batch_size=AT_ONCE)
    yield done


def look_again(pks: Iterable[int]) -> None:
    """Compare these actors with those whose names are like theirs, and keep what is likely enough."""
    for entry in entries(sorted(pks)):
        near = entries([pk for pk in bearing_like(entry) if pk != entry.pk])
        rarity = rarity_of([entry, *near])
        likely = [
            as_row(entry, other, found)
            for other in near
            if other.is_person == entry.is_person and (found := compare(entry, other, rarity)).score >= ENOUGH
        ]
        with transaction.atomic():
            PossibleDuplicate.objects.of_any([entry.pk]).delete()
            PossibleDuplicate.objects.bulk_create(likely, ignore_conflicts=True)


def looks_like(
    names: Sequence[str], is_person: bool, state: int | None, reader: Reader, own: int | None = None
) -> list[tuple[int, Comparison]]:
    """The actors that somebody about to be entered may be already, as far as the reader may see them, likeliest first.

    `own` is the id of the actor itself, where it is on record: what is known not to be the same is left out then.
    """
    typed = Entry(own or 0, spellings_of(names), is_person, state)
    known = {own, *(NotSame.objects.others_than(own) if own else ())}
    # Names of hidden actors neither crowd out others nor make a word common.
    shown = NameWord.objects.visible_to(reader)
    near = [one for one in entries(bearing_like(typed, shown)) if one.is_person == is_person and one.pk not in known]
    rarity = rarity_of([typed, *near], shown)
    found = ((one.pk, compare(typed, one, rarity)) for one in near)
    likely = sorted((one for one in found if one[1].score >= ENOUGH), key=lambda one: (-one[1].score, one[0]))
    return likely[:MOST_TOLD]


def bearing_like(entry: Entry, among: NameWordQuerySet | None = None) -> list[int]:
    """The ids of those `among` these that bear the most words like those of the entry's names. Two queries."""
    words = {word for spelling in entry.spellings for word in spelling.words if len(word) > 1}
    near = {word for like in sounding_like(words).values() for word in like}
    rows = (
        (NameWord.objects.all() if among is None else among)
        .single()
        .within(near)
        .of_kinds([Actor.KIND])
        .records_bearing_most()
    )
    return [pk for pk, *_ in rows[:MOST_COMPARED]]


def as_row(one: Entry, other: Entry, found: Comparison) -> PossibleDuplicate:
    low, high = sorted((one.pk, other.pk))
    return PossibleDuplicate(one_id=low, other_id=high, score=round(found.score, 1))
