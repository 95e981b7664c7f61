"""Who held a post on a day. Pure: dates in, an answer out."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate


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
    # The latest day on which the holder may have died.
    lived_until: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer for one day; `certain` and `possible` hold tenure ids in order of start, then of id."""

    answer: Answer
    certain: tuple[int, ...] = ()
    possible: tuple[int, ...] = ()


class Reason(StrEnum):
    """Why a holder is certain, or only possible, on a day."""

    SURE = "had begun by then, and left later"
    START_UNKNOWN = "when it began is not recorded"
    START_ROUGH = "may not have begun by then"
    END_UNKNOWN = "no end is recorded, which does not mean that it went on"
    END_OPEN = "is known to have held it until earlier; the end is not recorded"
    END_ROUGH = "may have left before"
    LEAVING_DAY = "left on that very day"


class Cause(StrEnum):
    """What closes a tenure whose end nobody recorded."""

    DEATH = "the holder died"
    ABOLITION = "the post came to its end"
    SUCCESSOR = "a successor had begun"


@dataclass(frozen=True, slots=True)
class Inferred:
    """The last day on which a tenure without a recorded end can have lasted, and what says so."""

    day: date
    cause: Cause


@dataclass(frozen=True, slots=True)
class Vacancy:
    """The days, both counted, on which nobody held the post: all before had left, and `successor` had not begun."""

    first: date
    last: date
    successor: int


def standing_on(
    day: date, holdings: Sequence[Holding], created: date | None = None, abolished: date | None = None
) -> Standing:
    """Who held the post: certain where both ends are known around the day (the day of leaving not counted),
    possible where dates allow it, vacant only between a known end and a known later start (or outside the
    life of the post), unknown otherwise.

    An end that nobody recorded never means "still there": it lies no later than the holder's death, the end of
    the post, and the day on which a successor had surely started. `actors.models.tenures` says the same in SQL.
    """
    in_order = sorted(holdings, key=lambda one: (one.start_earliest or date.min, one.tenure_id))
    followed = newest_start(day, holdings)
    certain = tuple(one.tenure_id for one in in_order if surely_on(day, one))
    possible = tuple(
        one.tenure_id
        for one in in_order
        if not surely_on(day, one) and possibly_on(day, one) and not lapsed(day, one, followed, abolished)
    )
    if certain:
        return Standing(Answer.CERTAIN, certain, possible)
    if possible:
        return Standing(Answer.POSSIBLE, (), possible)
    vacant = outside(day, created, abolished) or between(day, in_order)
    return Standing(Answer.VACANT if vacant else Answer.UNKNOWN)


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


def reasons(day: date, one: Holding) -> list[Reason]:
    """Why somebody whom the dates do not rule out is the holder on the day for certain, or is not."""
    if surely_on(day, one):
        return [Reason.SURE]
    found = []
    if one.start_latest is None or day < one.start_latest:
        found.append(Reason.START_UNKNOWN if one.start_earliest is None else Reason.START_ROUGH)
    if one.end_latest is None:
        past = one.end_earliest is not None and one.end_earliest <= day
        found += [Reason.END_OPEN] if past else [Reason.END_UNKNOWN] if one.end_earliest is None else []
    elif one.end_earliest == one.end_latest == day:
        found.append(Reason.LEAVING_DAY)
    elif one.end_earliest is None or one.end_earliest <= day:
        found.append(Reason.END_ROUGH)
    return found


def newest_start(day: date, holdings: Sequence[Holding]) -> date | None:
    """The latest earliest start of those who had surely started by the day in their own right."""
    started = (one for one in holdings if one.substantive and one.start_latest is not None and one.start_latest <= day)
    return max((one.start_earliest for one in started if one.start_earliest is not None), default=None)


def lapsed(day: date, one: Holding, followed: date | None, abolished: date | None) -> bool:
    """Whether an end that nobody recorded must have come before the day; `followed` is the `newest_start`."""
    if one.end_latest is not None:
        return False
    superseded = one.start_latest is not None and followed is not None and one.start_latest < followed
    return superseded or any(limit is not None and day > limit for limit in (one.lived_until, abolished))


def outside(day: date, created: date | None, abolished: date | None) -> bool:
    return (created is not None and day < created) or (abolished is not None and day > abolished)


def between(day: date, holdings: Sequence[Holding]) -> bool:
    """All before had left by that day, as far as is recorded, and the next had not begun."""
    left = any(one.end_latest is not None and one.end_latest <= day for one in holdings)
    return left and any(one.start_earliest is not None and day < one.start_earliest for one in holdings)


def vacancies(holdings: Sequence[Holding], abolished: date | None = None) -> list[Vacancy]:
    """The times between two holders, oldest first, as far as the next one's start is known: days inside the recorded
    history on which `standing_on` says vacant, whatever is known of the life of the post itself."""
    found = []
    covered, somebody_left = date.min, False
    for first, last, one in stretches(holdings, abolished):
        if somebody_left and one.start_earliest is not None and (first - covered).days > 1:
            found.append(Vacancy(covered + timedelta(1), first - timedelta(1), one.tenure_id))
        covered = max(covered, last)
        somebody_left = somebody_left or one.end_latest is not None
    return found


def stretches(holdings: Sequence[Holding], abolished: date | None) -> list[tuple[date, date, Holding]]:
    """(first day, last day, holding) of the days that the dates leave open to each holder, in order of start."""
    followers = Followers(holdings)
    found = []
    for one in holdings:
        first, last = one.start_earliest or date.min, last_day(one, followers, abolished)
        if one.start_earliest is None and one.end_latest is None:
            # Neither end is known: if anything, then only a time in the middle.
            first, last = one.start_latest or date.max, (one.end_earliest or date.min)
        if first <= last:
            found.append((first, last, one))
    return sorted(found, key=lambda stretch: (*stretch[:2], stretch[2].tenure_id))


class Followers:
    """When those who held the post in their own right had surely started, for finding who came after a holder."""

    def __init__(self, holdings: Sequence[Holding]) -> None:
        own = (one for one in holdings if one.substantive)
        starts = sorted(
            (one.start_earliest, one.start_latest) for one in own if one.start_earliest and one.start_latest
        )
        self._earliest = [earliest for earliest, _ in starts]
        self._soonest = list(accumulate((latest for _, latest in reversed(starts)), min))[::-1]

    def after(self, day: date) -> date | None:
        """The first day on which somebody who started later than `day` had surely started."""
        place = bisect_right(self._earliest, day)
        return self._soonest[place] if place < len(self._soonest) else None


def last_day(one: Holding, followers: Followers, abolished: date | None) -> date:
    if one.end_latest is not None:
        return one.end_latest
    closed = inferred_end(one, followers, abolished)
    last = closed.day if closed else date.max
    return last if one.end_earliest is None else max(last, one.end_earliest - timedelta(1))


def inferred_end(one: Holding, followers: Followers | None, abolished: date | None) -> Inferred | None:
    """By when a tenure whose end nobody recorded must have ended; None where one is recorded, or nothing closes it.

    Only told, never entered: what a source says of the end may still be found.
    """
    if one.end_latest is not None:
        return None
    limits = [(one.lived_until, Cause.DEATH), (abolished, Cause.ABOLITION)]
    if followers and one.start_latest is not None and (follower := followers.after(one.start_latest)):
        limits.append((follower - timedelta(1), Cause.SUCCESSOR))
    known = [Inferred(day, cause) for day, cause in limits if day is not None]
    return min(known, key=lambda each: each.day, default=None)
