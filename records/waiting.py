"""How much waits for an editor: the number in the bar of every page they read."""

from django.db.models import Count, QuerySet, Value

from records.access import Reader, is_reviewer
from records.models import Proposal, Record, User
from records.prepared import prepared
from records.proposing import others_decide


def waiting(user: User) -> int:
    """Records at which it is their turn, and proposals that they may decide. Two queries, one for who is no reviewer."""
    if not is_reviewer(user):
        return number_of(turns(user, user.pk, reviewer=False))
    return number_of(turns(user, user.pk, reviewer=True)) + number_of(
        proposals(user, user.pk, others=others_decide(user))
    )


def number_of(rows: list[tuple[int]]) -> int:
    return rows[0][0] if rows else 0


@prepared
def turns(reader: Reader, user_id: int, *, reviewer: bool) -> QuerySet:
    return counted(Record.objects.visible_to(reader).waiting_for(user_id, reviewer))


@prepared
def proposals(reader: Reader, user_id: int, *, others: tuple[str, ...]) -> QuerySet:
    waiting = Proposal.objects.of_visible(reader).told_to(reader).open().made_by_others(user_id)
    return counted(waiting.apart_from(others))


def counted(rows: QuerySet) -> QuerySet:
    every = rows.order_by().values(every=Value(1))
    return every.annotate(number=Count("pk")).values_list("number")
