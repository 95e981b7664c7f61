"""Those who are named in a record, as its page prints them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from briefings.models import Certainty, Role
from briefings.models.parties import Party
from records.links import WITHHELD, Links

NOTHING = SafeString("")
ROLES = Role.values


@dataclass(frozen=True, slots=True)
class Participant:
    """A row of templates/parts/_participants.html; `behalf` and `post` are ready links."""

    actor: SafeString
    role: str
    title: str
    post: SafeString
    behalf: SafeString
    certainty: str


def participants(parties: Iterable[Party], links: Links) -> list[Participant]:
    return [
        Participant(
            actor=named(one, links),
            role=Role(one.part).label,
            title=one.title,
            post=post(one, links),
            behalf=links[one.behalf],
            certainty=doubt(one.certainty),
        )
        for one in sorted(parties, key=lambda one: ROLES.index(one.part))
    ]


def named(party: Party, links: Links) -> SafeString:
    return links[party.actor] if party.actor else WITHHELD


def post(party: Party, links: Links) -> SafeString:
    """The post held on the day; who may not see the tenure is not told of it."""
    return links[party.post] if party.tenure is None or party.tenure in links else WITHHELD


def doubt(certainty: str) -> str:
    """ "inferred"; "" for what is certain."""
    return "" if certainty in ("", Certainty.CERTAIN) else Certainty(certainty).label


def names(parties: Sequence[Party], links: Links, *, total: int = 0, most: int = 6) -> SafeString:
    """ "Yue Xiaoyong, Amna Baloch and 4 others", as links; "" for nobody.

    `total` is the number of those who may be seen, by default all in the record.
    """
    shown = [one for one in parties if one.actor]
    number = total or max((one.total for one in shown), default=0)
    said = [named(one, links) for one in shown[:most]] + ([WITHHELD] if len(shown) < len(parties) else [])
    others = number - len(shown[:most])
    more = f" and {others} other{'' if others == 1 else 's'}" if others > 0 else ""
    return SafeString(", ".join(said) + more)
