"""Who held a post on a day. Pure: dates in, an answer out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Answer(StrEnum):
    CERTAIN = "certain"
    POSSIBLE = "possible"
    VACANT = "vacant"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Holding:
    """One tenure's dates: the start and the end, each between an earliest and a latest day, None if unknown."""

    tenure_id: int
    start_earliest: date | None
    start_latest: date | None
    end_earliest: date | None
    end_latest: date | None
    substantive: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer for one day; `certain` and `possible` hold tenure ids in order of start."""

    answer: Answer
    certain: tuple[int, ...] = ()
    possible: tuple[int, ...] = ()


def standing_on(
    day: date, holdings: Sequence[Holding], created: date | None = None, abolished: date | None = None
) -> Standing:
    """Who held the post: certain where both ends are known around the day (the day of leaving not counted),
    possible where dates allow it, vacant only between a known end and a known later start (or outside the
    life of the post), unknown otherwise."""
    in_order = sorted(holdings, key=lambda one: one.start_earliest or date.min)
    certain = tuple(one.tenure_id for one in in_order if surely_on(day, one))
    possible = tuple(
        one.tenure_id
        for one in in_order
        if one.tenure_id not in certain and possibly_on(day, one) and not superseded(day, one, in_order)
    )
    if certain:
        return Standing(Answer.CERTAIN, certain, possible)
    if possible:
        return Standing(Answer.POSSIBLE, (), possible)
    outside = (created is not None and day < created) or (abolished is not None and day > abolished)
    return Standing(Answer.VACANT if outside or between(day, in_order) else Answer.UNKNOWN)


def surely_on(day: date, one: Holding) -> bool:
    if one.start_latest is None or one.end_earliest is None:
        return False
    return one.start_latest <= day < one.end_earliest


def possibly_on(day: date, one: Holding) -> bool:
    """Dates do not rule it out. A holding of which neither end is known says nothing about any day."""
    if one.start_earliest is None and one.end_latest is None:
        return False
    begun = one.start_earliest is None or one.start_earliest <= day
    return begun and (one.end_latest is None or day <= one.end_latest)


def superseded(day: date, one: Holding, holdings: Sequence[Holding]) -> bool:
    """An end that nobody recorded lies no later than the day on which a successor had surely started."""
    if one.end_latest is not None or one.start_latest is None:
        return False
    return any(
        other.substantive
        and other.start_earliest is not None
        and other.start_latest is not None
        and one.start_latest < other.start_earliest
        and other.start_latest <= day
        for other in holdings
    )


def between(day: date, holdings: Sequence[Holding]) -> bool:
    """All before had left by that day, as far as is recorded, and the next had not begun."""
    left = [one for one in holdings if one.end_latest is not None and one.end_latest <= day]
    to_come = [one for one in holdings if one.start_earliest is not None and day < one.start_earliest]
    return bool(left) and bool(to_come)
