"""Who is accredited to several states or bodies at once: shown together, with where they live."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from django.utils.safestring import SafeString, mark_safe

from actors.models import Tenure
from actors.sections.tenures import Held, over_html, reference, since
from actors.succession import at_once, maybe_at_once
from records.links import Links

CONCURRENT = Tenure.Capacity.CONCURRENT


@dataclass(frozen=True, slots=True)
class Accreditation:
    host: SafeString
    post: SafeString
    residence: str
    since: SafeString
    over: SafeString
    record: SafeString


@dataclass(frozen=True, slots=True)
class AtOnce:
    """Accreditations of one person that were held together. `resident` is where they lived, "" where that is not told."""

    rows: list[Accreditation]
    resident: SafeString


def accreditations(posts: Sequence[Held], links: Links, of: int = 0) -> list[AtOnce]:
    """The groups of a person's tenures that were held together, the newest first; `of`: only those with this tenure in them."""
    sent = [one for one in posts if one.host_id and one.post_id in links and one.host_id in links]
    groups = [group for group in together(sent) if not of or any(one.pk == of for one in group)]
    return [group_of(group, links) for group in groups]


def together(sent: Sequence[Held]) -> list[list[Held]]:
    """Tenures that share days with one another, to several hosts. Days that they only may share count where one of the two is
    said to be concurrent."""
    group_of_each = {one.pk: [one] for one in sent}
    for one, other in combinations(sent, 2):
        mine, theirs = group_of_each[one.pk], group_of_each[other.pk]
        if mine is not theirs and one.host_id != other.host_id and share(one, other):
            mine += theirs
            group_of_each |= {each.pk: mine for each in theirs}
    found = {id(group): group for group in group_of_each.values() if len(group) > 1}
    return list(found.values())


def share(one: Held, other: Held) -> bool:
    said = CONCURRENT in (one.capacity, other.capacity)
    return at_once(one.holding, other.holding) or (said and maybe_at_once(one.holding, other.holding))


def group_of(group: Sequence[Held], links: Links) -> AtOnce:
    at_home = {one.host_id for one in group if one.capacity != CONCURRENT}
    elsewhere = any(one.capacity == CONCURRENT for one in group)
    # Of posts none of which is said to be another's appendix it is not told where somebody lived.
    resident = links[next(iter(at_home))] if elsewhere and len(at_home) == 1 else mark_safe("")
    in_order = sorted(group, key=lambda one: one.capacity == CONCURRENT)
    return AtOnce([row(one, links, bool(resident)) for one in in_order], resident)


def row(one: Held, links: Links, known: bool) -> Accreditation:
    residence = "not resident" if one.capacity == CONCURRENT else "resident" if known else "not stated"
    return Accreditation(
        host=links[one.host_id],
        post=links[one.post_id],
        residence=residence,
        since=since(one),
        over=over_html(one.ended, one.ended_note, one.end_reason, one.dates_conflict, one.inferred()),
        record=reference("tenure", one.pk, one.slug),
    )
