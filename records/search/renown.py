"""How often a record is named by others: what orders the suggestions of its name.

Only published TLP:CLEAR records count, so that no order tells of one that is hidden.
"""

from collections import defaultdict
from collections.abc import Iterable

from records.models.mentions import Mention
from records.models.spellings import NameWord


def recount(pks: Iterable[int]) -> None:
    """Count anew how often these records are named, in powers of two: few saves change it. Those without names are passed by.

    Two queries, and an update for each power found.
    """
    named = list(NameWord.objects.of_records(pks).order_by().values_list("record_id", flat=True).distinct())
    if not named:
        return
    times = Mention.objects.times_named_in_public(named)
    classes: dict[int, list[int]] = defaultdict(list)
    for pk in named:
        classes[times.get(pk, 0).bit_length()].append(pk)
    for renown, of in classes.items():
        NameWord.objects.of_records(of).exclude(renown=renown).update(renown=renown)


def named_in(sources: Iterable[int]) -> set[int]:
    """Ids of the records that these name: what is to be counted anew where one of these is published or hidden."""
    return set(Mention.objects.from_any(sources).order_by().values_list("target_id", flat=True))
