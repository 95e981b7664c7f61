"""What an editor should look at once more in a visit. Nothing of it prevents saving, or tells of what they may not see."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from actors.held import Held
from actors.linkage.finding import looks_like
from actors.models import Actor, Category
from briefings.models import Visit
from records import kinds
from records.access import Reader
from records.names import fold
from records.wording import words

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Warned:
    """`about` is a record that the warning speaks of, as (address, title); `field` is where it can be put right."""

    text: str
    field: str = ""
    about: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody named in a visit as its form says it: `person` is an actor, without a key yet where it is new; `prefix` is what
    the names of the fields of the row begin with."""

    person: Any
    visits: bool
    tenure: int | None
    stated: str
    prefix: str
    held: Sequence[Held] = ()


@dataclass(frozen=True, slots=True)
class VisitTyped:
    """A visit as its form says it. `sourced`: something is cited for it; `met` are those in its meetings."""

    visit: Visit
    coming: Sequence[Coming]
    sourced: bool
    met: Sequence[Any] = field(default_factory=list)


def warnings(typed: VisitTyped, reader: Reader) -> list[Warned]:
    """One query for what else the visitors did, one for which of the states the reader may know, a few for each who is new."""
    states = states_shown(typed.visit, reader)
    return [
        *no_source(typed),
        *(one for coming in typed.coming for one in of_new(coming, reader)),
        *(one for coming in typed.coming for one in of_post(coming, typed.visit)),
        *(one for coming in typed.coming for one in of_title(coming, typed.visit)),
        *other_visits(typed, states, reader),
        *stricter_name(typed, states),
    ]


def of_new(coming: Coming, reader: Reader) -> Iterator[Warned]:
    """Whom somebody looks like who is not on record yet."""
    person = coming.person
    if person is None or person.pk is not None or not person.title:
        return
    found = looks_like([person.title], person.category == Category.PERSON, person.state_id, reader)
    likely = {one.pk: one for one in Actor.objects.visible_to(reader).among(pk for pk, _ in found)}
    for pk, _ in found:
        text = (
            f"{person.title} looks like somebody who is on record: choose them, or leave it if they are not the same."
        )
        yield Warned(text, f"id_{coming.prefix}-actor", (likely[pk].get_absolute_url(), likely[pk].title))


def states_shown(visit: Visit, reader: Reader) -> dict[int | None, Any]:
    """Those that send and receive, as far as the reader may see them: key, None for a new one -> the state."""
    states = [one for one in (visit.sending_state, visit.host_state) if one is not None]
    known = [one.pk for one in states if one.pk]
    shown = set(Actor.objects.visible_to(reader).among(known).values_list("pk", flat=True)) if known else set()
    return {one.pk: one for one in states if one.pk is None or one.pk in shown}


def no_source(typed: VisitTyped) -> Iterator[Warned]:
    if not typed.sourced:
        yield Warned("No source is named: readers will ask who says so.", "id_source-document")


def of_post(coming: Coming, visit: Visit) -> Iterator[Warned]:
    """The post chosen was not held that day, as far as is on record."""
    chosen = next((one for one in coming.held if one.tenure == coming.tenure), None)
    if chosen and visit.earliest and not (chosen.certain or chosen.possible):
        yield Warned(
            f"{coming.person} was {chosen.post} {words(chosen.when)}: not on the day of the visit.",
            f"id_{coming.prefix}-tenure",
        )


def of_title(coming: Coming, visit: Visit) -> Iterator[Warned]:
    """The title that the source states is that of a post which the person came to only later."""
    stated = fold(coming.stated or "")
    last = visit.latest or visit.earliest
    if not stated or not last:
        return
    titled = [one for one in coming.held if stated in (fold(one.post), fold(one.role), fold(one.stated))]
    if titled and all(one.begins and one.begins > last for one in titled):
        first = min(titled, key=lambda one: one.begins or date.max)
        yield Warned(
            f"“{coming.stated}”: {coming.person} had this title later, {words(first.when)}. Is it what the source says?",
            f"id_{coming.prefix}-title_as_stated",
        )


def other_visits(typed: VisitTyped, states: Mapping[int | None, Any], reader: Reader) -> Iterator[Warned]:
    """Visits of the same people that overlap with this one, or lie within a week of it at the same place."""
    visit = typed.visit
    people = {one.person.pk: one.person for one in typed.coming if one.visits and one.person.pk}
    first, last = visit.earliest, visit.latest or visit.earliest
    if not people or first is None or last is None:
        return
    near = Visit.objects.visible_to(reader).since(first - WEEK).until(last + WEEK).apart_from(visit.pk or 0)
    told = set()
    for pk, slug, title, when, begun, over, place, host, person in near.of_visitors(people):
        if pk in told:
            continue
        told.add(pk)
        there = (kinds.address("visit", slug), f"{title}, {words(when)}")
        overlap = (begun or date.min) <= last and first <= (over or date.max)
        same = (host is not None and host in states and host == visit.host_state_id) or (
            fold(place) == fold(visit.place) != ""
        )
        if overlap and same:
            yield Warned("This may be the same visit as one that is on record:", "id_when", there)
        elif overlap:
            yield Warned(f"{people[person]} was elsewhere in these days, as far as is on record:", "id_when", there)
        elif same:
            yield Warned(
                "Is this the same visit? One by the same person to the same place is a week apart:", "id_when", there
            )


def stricter_name(typed: VisitTyped, states: Mapping[int | None, Any]) -> Iterator[Warned]:
    """A title of the editor's own shows to every reader of the visit the names that stand in it."""
    title = f" {fold(typed.visit.own_title)} "
    if not title.strip():
        return
    for one in named(typed, states):
        if one.handling > typed.visit.handling and f" {fold(one.title)} " in title:
            yield Warned(
                f"Your own title names {one}, whose record is stricter than this one: readers of the visit would read it.",
                "id_own_title",
            )


def named(typed: VisitTyped, states: Mapping[int | None, Any]) -> Iterable[Any]:
    everybody = [*(one.person for one in typed.coming), *typed.met, *states.values()]
    return {id(one) if one.pk is None else one.pk: one for one in everybody}.values()
