"""How often a record is named by others: what orders the suggestions of its name.

Only published TLP:CLEAR records count, so that no order tells of one that is hidden.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.db.models import IntegerField
from django.db.models.expressions import RawSQL

from records.access import Handling, Stage
from records.models.spellings import NameWord

# Counting ends here: of states that thousands of visits name it would take long, and change nothing.
MOST_COUNTED = 4096
# Django has no count of the first so many rows.
COUNT = """(SELECT COUNT(*) FROM (SELECT 1 FROM records_mention JOIN records_record AS source
ON source.id = records_mention.source_id WHERE records_mention.target_id = records_record.id
AND source.handling = %s AND source.stage = %s LIMIT %s) AS few)"""


def recount(pks: Iterable[int]) -> None:
    """Count anew how often these records are named, in powers of two: few saves change it. Those without names are passed by.

    Two queries, and an update for each power found.
    """
    named = list(NameWord.objects.of_records(pks).order_by().values_list("record_id", flat=True).distinct())
    if not named:
        return
    times = RawSQL(COUNT, (Handling.CLEAR, Stage.PUBLISHED, MOST_COUNTED), output_field=IntegerField())
    records = apps.get_model("records.Record")._base_manager.filter(pk__any_of=named)
    classes: dict[int, list[int]] = defaultdict(list)
    for pk, number in records.annotate(times=times).values_list("pk", "times"):
        classes[number.bit_length()].append(pk)
    for renown, of in classes.items():
        NameWord.objects.of_records(of).exclude(renown=renown).update(renown=renown)
