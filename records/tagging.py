"""What is done to a tag, and what follows: each record that has it is revised once, and found by its tag as it is now.

A tag is the vocabulary of all, so that all its records follow, also those that whoever does it may not see; nothing is told of
these.
"""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from taggit.models import Tag

from records import kinds
from records.access import Handling
from records.auditing import audit
from records.bulk_settling import bulk_settle
from records.models import Audited, Record, TaggedRecord, TagNote, User
from records.search.index import by_kind

LONGEST_COMMENT = 300


def merge_tags(losers: Sequence[Tag], into: Tag, by: User) -> None:
    """Every record that has one of the losers has the one tag afterwards, once; the losers are no more. One act."""
    with transaction.atomic():
        into, *gone = lock([into.pk, *(one.pk for one in losers if one.pk != into.pk)])
        if not gone:
            raise ValidationError("Choose two tags at least: one stays, and the others become that one.")
        # What each was called is told in its own records alone: others do not tell who may know of it.
        for one in gone:
            merge_one(one, into, by)


def merge_one(loser: Tag, into: Tag, by: User) -> None:
    pks = tagged(loser)
    text = TagNote.objects.text_of(loser.pk)
    # Of a tag on no record nobody knows any more whom its description may be told.
    of_loser = max(Handling) if text and not pks else strictest(pks)
    handling = max(of_loser, strictest(tagged(into)))
    there = set(TaggedRecord.objects.of_tag(into.pk).values_list("content_object_id", flat=True))
    missing = (TaggedRecord(content_object_id=pk, tag=into) for pk in pks if pk not in there)
    TaggedRecord.objects.bulk_create(missing, batch_size=500)
    TaggedRecord.objects.of_tag(loser.pk).delete()
    loser_name = loser.name
    loser.delete()
    told = {"tag": loser_name, "into": into.name, "description": text}
    revise_all(pks, f"Tag “{loser_name}” merged into “{into.name}”", by)
    audit(Audited.TAGS_MERGED, by.pk, handling=handling, detail=told)


def rename_tag(tag: Tag, name: str, by: User) -> None:
    """Its address stays, so that links to what it finds hold."""
    with transaction.atomic():
        (tag,) = lock([tag.pk])
        was, tag.name = tag.name, " ".join(name.split())
        tag.full_clean()
        if Tag.objects.filter(name__iexact=tag.name).exclude(pk=tag.pk).exists():
            raise ValidationError({"name": f"There is a tag “{tag.name}” already: merge the two."})
        tag.save()
        pks = tagged(tag)
        revise_all(pks, f"Tag “{was}” renamed “{tag.name}”", by)
        audit(Audited.TAG_CHANGED, by.pk, handling=strictest(pks), detail={"name": [was, tag.name]})


def describe_tag(tag: Tag, text: str, by: User) -> None:
    with transaction.atomic():
        lock([tag.pk])
        TagNote.objects.update_or_create(tag=tag, defaults={"text": text.strip()})
        told = {"tag": tag.name, "description": text.strip()}
        audit(Audited.TAG_CHANGED, by.pk, handling=strictest(tagged(tag)), detail=told)


def lock(pks: Sequence[int]) -> list[Tag]:
    """The tags as they stand, in this order, kept from everybody else's hands until the transaction ends."""
    found = {one.pk: one for one in Tag.objects.select_for_update().filter(pk__in=pks).order_by("pk")}
    if missing := set(pks) - found.keys():
        raise ValidationError(f"{len(missing)} of these tags are no more: somebody has merged them meanwhile.")
    return [found[pk] for pk in pks]


def tagged(tag: Tag) -> list[int]:
    """Ids of the records that have the tag, locked."""
    pks = list(TaggedRecord.objects.of_tag(tag.pk).values_list("content_object_id", flat=True))
    records = Record.objects.select_for_update(of=("self",)).among(pks).order_by("pk")
    return list(records.values_list("pk", flat=True))


def strictest(pks: Iterable[int]) -> int:
    handlings = Record.objects.among(pks).order_by("-handling").values_list("handling", flat=True)
    return handlings.first() or Handling.CLEAR


def revise_all(pks: Sequence[int], comment: str, by: User) -> None:
    """A version more, so that who has one of the records open is told of it."""
    rows = Record._base_manager.filter(pk__any_of=list(pks))
    rows.update(version=F("version") + 1, updated_by=by, updated_at=timezone.now())
    for kind, part in by_kind(pks):
        bulk_settle(kinds.KINDS[kind].model, part, comment[:LONGEST_COMMENT], by)
