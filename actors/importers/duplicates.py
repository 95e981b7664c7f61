"""Records that upstream may hold twice: kept, tagged and named in the report. Which of them stands is for an editor to say."""

from collections.abc import Hashable, Iterable

from taggit.models import Tag

from records.importing import Importing
from records.kinds import ref
from records.models import Kind, TaggedRecord

DUPLICATE = "possible duplicate"


def flag_duplicates(importing: Importing, model: type[Kind], alike: Iterable[tuple[Hashable, int]]) -> None:
    """Tag the records, given as (what would make them one, id), that share this with another."""
    groups: dict[Hashable, list[int]] = {}
    for shared, pk in alike:
        groups.setdefault(shared, []).append(pk)
    doubled = sorted(pk for same in groups.values() if len(same) > 1 for pk in same)
    tagged = TaggedRecord.objects.filter(content_object__any_of=doubled, tag__name=DUPLICATE)
    fresh = sorted(set(doubled) - set(tagged.values_list("content_object_id", flat=True)))
    if fresh:
        tag = Tag.objects.get_or_create(name=DUPLICATE)[0]
        TaggedRecord.objects.bulk_create(TaggedRecord(content_object_id=pk, tag=tag) for pk in fresh)
        importing.touched(model, fresh)
    for pk, title, when in model._base_manager.filter(pk__any_of=doubled).values_list("pk", "title", "when"):
        importing.report.remark(f"{ref(model.KIND, pk)} {title}, {when}: possibly a duplicate; kept and tagged")
