"""Actors as they are compared. An entry holds nothing that its actor may not say of itself: no tenure, mention or state of
stricter handling or an earlier stage, so that who sees both actors may see the reasons too."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import F, Max, Min, Q

from actors.linkage.comparing import Entry, Rarity
from actors.linkage.names import spellings_of
from actors.models import STATES, Actor, ActorQuerySet, Category, Name, Tenure
from actors.models.actors import exactly
from records.access import Stage
from records.models import Mention, NameWord
from records.models.spellings import NameWordQuerySet

Years = tuple[int, int]


def compared() -> ActorQuerySet:
    """The actors that are compared: states and territories are told by their codes."""
    return Actor.objects.exclude(stage=Stage.WITHDRAWN).exclude(category__in=STATES)


def entries(pks: Sequence[int] | None = None) -> list[Entry]:
    """Of these actors, or of all that are compared; in the order of their ids. Six queries."""
    actors = compared().order_by("pk") if pks is None else compared().among(pks).order_by("pk")
    said = Q(state__handling__lte=F("handling"), state__stage__gte=F("stage"), state__stage__lt=Stage.WITHDRAWN)
    sayable = set(actors.filter(said).values_list("pk", flat=True))
    rows = list(actors.values_list("pk", "category", "state_id", "when"))
    wanted = None if pks is None else [pk for pk, *_ in rows]
    names, served, named = names_of(wanted), service_of(wanted), years_named(wanted)
    return [
        Entry(
            pk=pk,
            spellings=spellings_of(names.get(pk, ())),
            is_person=category == Category.PERSON,
            state=state if pk in sayable else None,
            born=year_of(when.partition("/")[0]) if category == Category.PERSON else None,
            died=year_of(when.partition("/")[2]) if category == Category.PERSON else None,
            active=around(served[pk][0] if pk in served else None, named.get(pk)),
            posts=frozenset(served[pk][1]) if pk in served else frozenset(),
        )
        for pk, category, state, when in rows
    ]


def names_of(pks: Sequence[int] | None) -> dict[int, list[str]]:
    rows = Name.objects.all() if pks is None else Name.objects.filter(actor__any_of=pks)
    found: dict[int, list[str]] = defaultdict(list)
    for pk, text in rows.exclude(kind=Name.Kind.WEAK_ALIAS).order_by("pk").values_list("actor_id", "text"):
        found[pk].append(text)
    return found


def service_of(pks: Sequence[int] | None) -> dict[int, tuple[Years | None, set[int]]]:
    """Person -> the years from the first to the last tenure, and the posts that the person may be said to have held."""
    held = Tenure.objects.filter(
        handling__lte=F("person__handling"), stage__gte=F("person__stage"), stage__lt=Stage.WITHDRAWN
    )
    if pks is not None:
        held = held.of_people(list(pks))
    told = held.filter(
        post__handling__lte=F("person__handling"), post__stage__gte=F("person__stage"), post__stage__lt=Stage.WITHDRAWN
    )
    posts_told = set(told.values_list("pk", flat=True))
    found: dict[int, tuple[Years | None, set[int]]] = {}
    for pk, person, post, first, last in held.order_by("pk").values_list(
        "pk", "person_id", "post_id", "earliest", "latest"
    ):
        years, posts = found.get(person, (None, set()))
        known = [day.year for day in (first, last) if day]
        posts = posts | {post} if pk in posts_told else posts
        found[person] = (around(years, (min(known), max(known)) if known else None), posts)
    return found


def years_named(pks: Sequence[int] | None) -> dict[int, Years]:
    """Actor -> the years of the first and the last dated record that names it."""
    rows = Mention.objects.filter(
        source__handling__lte=F("target__handling"),
        source__stage__gte=F("target__stage"),
        source__stage__lt=Stage.WITHDRAWN,
        source__earliest__isnull=False,
    ).exclude(source__kind="tenure")
    rows = rows.filter(target__kind=Actor.KIND) if pks is None else rows.to_any(pks)
    told = rows.order_by().values("target_id").annotate(first=Min("source__earliest"), last=Max("source__earliest"))
    return {row["target_id"]: (row["first"].year, row["last"].year) for row in told}


def around(one: Years | None, other: Years | None) -> Years | None:
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), max(one[1], other[1])


def year_of(side: str) -> int | None:
    """Of a side of a life span in EDTF, where no doubt is left about the year."""
    year = exactly(side)[:4]
    return int(year) if year.isdigit() else None


def rarity_of(compared_ones: Iterable[Entry], among: NameWordQuerySet | None = None) -> Rarity:
    """How rare the words of these entries are `among` these names, or all on record. Two queries."""
    words = {word for entry in compared_ones for spelling in entry.spellings for word in spelling.words}
    names = NameWord.objects.all() if among is None else among
    return Rarity(names.times_borne(words), max(compared().count(), 1))
