"""The list of actors that may be one, and a pair of them side by side, for one reader."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from actors.linkage.comparing import Comparison, compare
from actors.linkage.entries import entries, rarity_of
from actors.models import Actor, Name, PossibleDuplicate
from records.access import Handling, Reader
from records.dates import time_html
from records.kinds import ref
from records.links import Links, anchor
from records.models import Mention, NameWord
from records.templatetags.chancery import tlp

# Bits from which on two entries are very likely, or likely, one.
VERY_LIKELY, LIKELY = 20.0, 13.0
# What speaks most for it, in a row of the list.
TOLD_IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class Told:
    """`sign` is "+" for what speaks for one actor, "−" for what speaks against it."""

    sign: str
    text: str
    bits: str


@dataclass(frozen=True, slots=True)
class PairRow:
    links: tuple[SafeString, SafeString]
    details: tuple[str, str]
    likely: str
    reasons: list[Told]
    address: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of a pair, as far as the reader may see it."""

    actor: Actor
    ref: str
    detail: str
    names: list[str]
    life: SafeString
    state: SafeString
    label: SafeString
    named_by: int


def pair_rows(pairs: Sequence[PossibleDuplicate], reader: Reader, today: date) -> list[PairRow]:
    """Of pairs that the reader may see, compared anew: what has been marked more strictly since is no reason any more. Twelve
    queries."""
    pks = [pk for pair in pairs for pk in (pair.one_id, pair.other_id)]
    links, details = Links(reader).load(pks), Actor.described(pks, reader, today)
    of = {one.pk: one for one in entries(pks)}
    rarity = rarity_of(of.values(), NameWord.objects.visible_to(reader))
    rows = []
    for pair in pairs:
        if not {pair.one_id, pair.other_id} <= of.keys():
            # One of them has become a state since: those are told by their codes.
            continue
        found = compare(of[pair.one_id], of[pair.other_id], rarity)
        rows.append(
            PairRow(
                links=(links[pair.one_id], links[pair.other_id]),
                details=(details.get(pair.one_id, ""), details.get(pair.other_id, "")),
                likely=in_words(found.score),
                reasons=reasons_of(found)[:TOLD_IN_A_ROW],
                address=address_of(pair.one_id, pair.other_id),
            )
        )
    return rows


def address_of(one: int, other: int) -> str:
    return f"/desk/duplicates/{min(one, other)}/{max(one, other)}/"


def in_words(score: float) -> str:
    if score >= VERY_LIKELY:
        return "very likely"
    return "likely" if score >= LIKELY else "possible"


def sides(actors: Sequence[Actor], reader: Reader, today: date) -> list[Side]:
    """Six queries."""
    pks = [one.pk for one in actors]
    details, links = Actor.described(pks, reader, today), Links(reader).load(one.state_id for one in actors)
    names: dict[int, list[str]] = {}
    for name in Name.objects.of_actors(pks).beside_title():
        names.setdefault(name.actor_id, []).append(name.text)
    named = Mention.objects.visible_to(reader).times_named(pks)
    return [
        Side(
            actor=one,
            ref=ref(one.KIND, one.pk),
            detail=details.get(one.pk, ""),
            names=names.get(one.pk, []),
            life=SafeString(time_html(one.when)) if one.when else SafeString(""),
            state=links[one.state_id],
            label=tlp(Handling(one.handling).label),
            named_by=named.get(one.pk, 0),
        )
        for one in actors
    ]


def reasons_of(found: Comparison) -> list[Told]:
    return told([reason.why, reason.one, reason.other, reason.bits] for reason in found.reasons)


def told(reasons: Iterable[Sequence[str | float]]) -> list[Told]:
    """What weighs most first."""
    rows = sorted(reasons, key=lambda row: -abs(float(row[3])))
    return [
        Told(
            "+" if float(bits) > 0 else "−",
            WORDS[str(why)](str(one), str(other), float(bits) > 0),
            f"{abs(float(bits)):.1f}",
        )
        for why, one, other, bits in rows
    ]


def of_words(one: str, other: str, agreed: bool) -> str:
    return f"both are called “{one}”" if one == other else f"“{one}” and “{other}” are written in another place"


def of_other_names(one: str, other: str, agreed: bool) -> str:
    if one and other:
        return f"“{one}” stands against “{other}”"
    return f"only one of them has “{one or other}”"


WORDS: dict[str, Callable[[str, str, bool], str]] = {
    "word": of_words,
    "sounds alike": lambda one, other, agreed: f"“{one}” sounds like “{other}”",
    "nearly alike": lambda one, other, agreed: f"“{one}” is written nearly as “{other}”",
    "initial": lambda one, other, agreed: f"“{min(one, other, key=len)}” may stand for “{max(one, other, key=len)}”",
    "other names": of_other_names,
    "single name": lambda one, other, agreed: "one of them has a single name only",
    "family name": lambda one, other, agreed: f"other family names: “{one}” and “{other}”",
    "generation": lambda one, other, agreed: "one is called junior, senior or by a number, and not the other",
    "state": lambda one, other, agreed: "of one state" if agreed else "of different states",
    "born": lambda one, other, agreed: f"both born in {one}" if agreed else f"born in {one} and in {other}",
    "died": lambda one, other, agreed: f"both died in {one}" if agreed else f"died in {one} and in {other}",
    "time": lambda one, other, agreed: f"of {'the same time' if agreed else 'different times'}: {one} and {other}",
    "post": lambda one, other, agreed: "both held one post",
}


def like_rows(
    found: Sequence[tuple[int, Comparison]], reader: Reader, today: date
) -> list[tuple[SafeString, str, str]]:
    """(link, detail, how likely) of those that an actor about to be entered looks like. Three queries."""
    pks = [pk for pk, _ in found]
    actors = {one.pk: one for one in Actor.objects.visible_to(reader).among(pks)}
    details = Actor.described(pks, reader, today)
    named = Mention.objects.visible_to(reader).times_named(pks)
    return [
        (
            anchor(Actor.KIND, actors[pk].slug, actors[pk].title),
            with_times(details.get(pk, ""), named.get(pk, 0)),
            in_words(comparison.score),
        )
        for pk, comparison in found
        if pk in actors
    ]


def with_times(detail: str, times: int) -> str:
    return f"{detail}, named by {times} record{'s' if times != 1 else ''}" if times else detail
