from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Exists, OuterRef

from records import kinds
from records.access import Handling, Reader, Stage, visible
from records.markup.render import references
from records.markup.syntax import Reference
from records.models.redirects import Redirect

if TYPE_CHECKING:
    from records.models.record import Record


class MentionQuerySet(models.QuerySet):
    def of(self, target_id: int) -> "MentionQuerySet":
        return self.filter(target_id=target_id)

    def visible_to(self, reader: Reader) -> "MentionQuerySet":
        """Those whose source the reader may see: what links here, as far as they may know."""
        return self.filter(visible(reader, "source__"))

    def from_any(self, sources: Iterable[int]) -> "MentionQuerySet":
        return self.filter(source__any_of=list(sources))

    def to_any(self, targets: Iterable[int]) -> "MentionQuerySet":
        return self.filter(target__any_of=list(targets))

    def apart_from(self, sources: Iterable[int]) -> "MentionQuerySet":
        return self.exclude(source__any_of=list(sources))

    def targets(self) -> set[int]:
        """Ids of what these name."""
        return set(self.values_list("target_id", flat=True))

    def newest_dated(self, pks: list[int]) -> models.QuerySet:
        """(id, kind and dates of a record that names it) of these, by records with a date, the newest first."""
        dated = self.filter(target__any_of=pks, source__earliest__isnull=False)
        return dated.order_by("-source__earliest", "-source_id", "target_id").values_list(
            "target_id", "source__kind", "source__when"
        )

    def times_named(self, pks: Iterable[int]) -> dict[int, int]:
        """How many of these sources name each; those that none names are left out."""
        rows = self.to_any(pks).order_by().values_list("target_id")
        return dict(rows.annotate(times=models.Count("pk")))

    def times_named_in_public(self, pks: list[int]) -> dict[int, int]:
        """How many published TLP:CLEAR records name each of these; those that none names are left out."""
        public = apps.get_model("records.Record")._base_manager.filter(
            pk=OuterRef("source"), handling=Handling.CLEAR, stage=Stage.PUBLISHED
        )
        # As a condition, not a join: with one, the databases may begin at all that is published.
        rows = self.filter(Exists(public), target__any_of=pks).order_by().values_list("target_id")
        return dict(rows.annotate(times=models.Count("pk")))


class Mention(models.Model):
    """One record names another, in its text or by a typed link: read backwards, it is "what links here"."""

    source = models.ForeignKey("records.Record", models.CASCADE, related_name="outgoing", db_index=False)
    target = models.ForeignKey("records.Record", models.CASCADE, related_name="incoming", db_index=False)

    objects = MentionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target", "source"], name="mention_once")]
        indexes = [models.Index(fields=["source"], name="mention_source")]

    def __str__(self) -> str:
        return f"{self.source_id} mentions {self.target_id}"


def is_record(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, apps.get_model("records.Record"))


def link_fields(model: type[models.Model]) -> tuple[list[str], list[str]]:
    """The fields of a model that lead to records: (foreign keys, many-to-many), the parent link left out.

    Of a part those are left out too that belong to another record in it (`UNTOLD`): whoever may not see that one would
    learn of it from where they lead.
    """
    untold = getattr(model, "UNTOLD", ())
    single = [
        field.attname
        for field in model._meta.concrete_fields
        if is_record(field.related_model)
        and not getattr(field.remote_field, "parent_link", False)
        and field.name not in untold
    ]
    many = [field.name for field in model._meta.many_to_many if is_record(field.related_model)]
    return single, many


def typed_links(record: "Record") -> Iterator[int]:
    """Ids of the records to which fields of the record, or of its parts, lead."""
    single, many = link_fields(type(record))
    yield from (pk for name in single if (pk := getattr(record, name)))
    for name in many:
        yield from getattr(record, name).values_list("pk", flat=True)
    for part in record.PARTS:
        rows = getattr(record, part)
        single, many = link_fields(rows.model)
        for found in rows.values_list(*single) if single else ():
            yield from (pk for pk in found if pk)
        for name in many:
            yield from (pk for (pk,) in rows.values_list(name) if pk)


def resolve_references(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """(folder, slug) -> id of the record there now or, for a former address, of the record that is meant by it.

    One query. Of a record that was merged away the address is a former one, though the record is still there.
    """
    if not wanted:
        return {}
    here = models.Q(pk__in=())
    for kind, slugs in _by_kind(wanted).items():
        here |= models.Q(kind=kind, slug__in=slugs)
    stored = apps.get_model("records.Record")._base_manager.filter(here).values_list("kind", "slug", "pk")
    paths = [kinds.address_path(*each) for each in wanted]
    former = Redirect.objects.from_paths(paths).values_list(models.Value(""), "path", "record_id")
    found, moved = {}, {}
    for kind, place, pk in stored.union(former, all=True):
        if kind:
            found[kinds.KINDS[kind].folder, place] = pk
        else:
            _, folder, slug, _ = place.split("/")
            moved[folder, slug] = pk
    return found | moved


def _by_kind(wanted: set[tuple[str, str]]) -> dict[str, set[str]]:
    slugs: dict[str, set[str]] = {}
    for folder, slug in wanted:
        if kind := kinds.FOLDERS.get(folder):
            slugs.setdefault(kind, set()).add(slug)
    return slugs


def written_references(record: "Record") -> list[Reference]:
    return [reference for name in record.MARKUP for reference in references(getattr(record, name))]


def require_there(pks: set[int]) -> None:
    """Raises ValidationError where one of these, newly named, has been merged into another: its own address leads there.

    Whoever named it chose it before that, and nothing may lead to it any more. Two queries at most, none where nothing is newly
    named.
    """
    if not pks:
        return
    hold_named(pks)
    withdrawn = apps.get_model("records.Record")._base_manager.filter(pk__any_of=list(pks), stage=Stage.WITHDRAWN)
    for pk, kind, slug in withdrawn.values_list("pk", "kind", "slug"):
        if Redirect.objects.leading_from(kinds.address(kind, slug)) not in (None, pk):
            raise ValidationError(
                f"{kinds.ref(kind, pk)} has been merged into another entry since you chose it: choose that one. The address "
                "of the former leads there."
            )


def hold_named(pks: Iterable[int]) -> None:
    """Let nobody merge these away until what names them is there for others to see.

    As a key that leads to them would, were it not for that PostgreSQL looks at those only when the transaction ends. SQLite has
    one who writes at a time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM records_record WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE", [sorted(pks)])


def rebuild_mentions(record: "Record") -> set[int]:
    """Make the outgoing mentions of a record those of its text and typed links as they stand; ids of those that it names now
    and did not, or no longer."""
    named = resolve_references({reference.key for reference in written_references(record)})
    typed = set(typed_links(record))
    wanted = {*typed, *named.values()} - {record.pk}
    present = set(Mention.objects.filter(source=record.pk).values_list("target_id", flat=True))
    require_there(typed & wanted - present)
    if gone := present - wanted:
        Mention.objects.filter(source=record.pk, target_id__in=gone).delete()
    Mention.objects.bulk_create(
        (Mention(source_id=record.pk, target_id=pk) for pk in wanted - present), ignore_conflicts=True
    )
    return wanted ^ present
