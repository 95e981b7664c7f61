"""Who came before and after whom in a post, who stood in between them, and who held several posts at once. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from actors.holders import Holding

Key = tuple[date, date, int]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """`certain`: whatever the dates leave open, nobody else can have come in between, and the order is this."""

    tenure_id: int
    certain: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tenure, or a day, stands among those who held the post in their own right. `stand_ins` held it in somebody's
    place between the one before and this one."""

    before: Neighbour | None = None
    after: Neighbour | None = None
    stand_ins: tuple[int, ...] = ()


def key_of(one: Holding) -> Key:
    return one.start_earliest or date.min, one.start_latest or date.max, one.tenure_id


def place_of(tenure_id: int, holdings: Sequence[Holding]) -> Place:
    """By their starts: whoever has none on record stands nowhere."""
    own = next((one for one in holdings if one.tenure_id == tenure_id), None)
    if own is None or own.start_earliest is None:
        return Place()
    others = in_own_right(one for one in holdings if one.tenure_id != tenure_id)
    before = [one for one in others if key_of(one) < key_of(own)]
    after = [one for one in others if key_of(one) > key_of(own)]
    since = before[-1].start_earliest if before else None
    return Place(
        Neighbour(before[-1].tenure_id, follow_surely([*before, own, *after], len(before))) if before else None,
        Neighbour(after[0].tenure_id, follow_surely([*before, own, *after], len(before) + 1)) if after else None,
        stand_ins(holdings, since, own),
    )


def place_on(day: date, holdings: Sequence[Holding], holders: Sequence[int]) -> Place:
    """Who came before and after those who held the post on the day, or before and after the day where nobody did."""
    own = in_own_right(holdings)
    inside = [place for place, one in enumerate(own) if one.tenure_id in holders]
    if inside:
        first, last = inside[0], inside[-1]
    else:
        last = sum(1 for one in own if one.start_earliest and one.start_earliest <= day) - 1
        first = last + 1
    return Place(
        Neighbour(own[first - 1].tenure_id, inside == [] or follow_surely(own, first)) if first > 0 else None,
        Neighbour(own[last + 1].tenure_id, inside == [] or follow_surely(own, last + 1))
        if last + 1 < len(own)
        else None,
    )


def in_own_right(holdings: Iterable[Holding]) -> list[Holding]:
    return sorted((one for one in holdings if one.substantive and one.start_earliest), key=key_of)


def follow_surely(in_order: Sequence[Holding], place: int) -> bool:
    """Whether the holder at `place` surely came right after the one before: neither they nor their own neighbours may have
    begun in another order."""
    around = in_order[max(place - 2, 0) : place + 2]
    return all(
        one.start_latest is not None and other.start_earliest is not None and one.start_latest <= other.start_earliest
        for one, other in pairwise(around)
    )


def stand_ins(holdings: Iterable[Holding], since: date | None, own: Holding) -> tuple[int, ...]:
    until = own.start_earliest or date.min
    acting = [
        one
        for one in holdings
        if not one.substantive and one.tenure_id != own.tenure_id and one.start_earliest and one.start_earliest <= until
    ]
    return tuple(one.tenure_id for one in sorted(acting, key=key_of) if since and key_of(one)[0] >= since)


def at_once(one: Holding, other: Holding) -> bool:
    """Whether the two certainly covered a day in common."""
    starts, ends = (one.start_latest, other.start_latest), (one.end_earliest, other.end_earliest)
    known = [day for day in (*starts, *ends) if day]
    return len(known) == 4 and max(known[:2]) < min(known[2:])


def maybe_at_once(one: Holding, other: Holding) -> bool:
    """Whether the dates allow that they did; one of which no start is known does not count for that alone."""
    if one.start_earliest is None or other.start_earliest is None:
        return at_once(one, other)
    last = min(one.end_latest or date.max, other.end_latest or date.max)
    return max(one.start_earliest, other.start_earliest) < last
