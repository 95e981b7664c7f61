from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone
from taggit.managers import TaggableManager

from records import kinds
from records.access import Handling, Reader, Stage, clearance, visible
from records.fields import EDTFField, edtf_check
from records.kinds import KindInfo
from records.models.mentions import Mention, link_fields
from records.models.redirects import Redirect
from records.models.refusals import with_choices
from records.models.saving import NAMED_BY, author, provisional_slug, recompose, settle
from records.models.staged import StagedQuerySet
from records.models.tags import TaggedRecord
from records.names import slugged
from records.search.index import engine
from records.search.query import Tree
from records.search.titles import holding_all

Named = Callable[[int | None], dict[str, Any] | None]
# PostgreSQL takes no text with this character in it.
NO_TEXT = "\x00"
FORMER = "This was the address of another record, and links to it still lead there: choose another one."


class Stale(Exception):
    """Somebody else saved this record since it was read; nothing was written."""

    def __init__(self, record: "Record") -> None:
        super().__init__(
            f"{record.ref} was changed by somebody else since you opened it. Reload it, compare, and save again."
        )


class RecordQuerySet(StagedQuerySet):
    def visible_to(self, reader: Reader) -> Self:
        return self.filter(visible(reader))

    def update(self, **columns: Any) -> int:
        """As Django's. Titles made of names are composed anew where a title, a handling or a stage changes."""
        if NAMED_BY.isdisjoint(columns):
            return super().update(**columns)
        with transaction.atomic():
            pks = list(self.values_list("pk", flat=True))
            changed = super().update(**columns)
            recompose(pks)
        return changed

    update.alters_data = True  # type: ignore[attr-defined]

    def titled_like(self, text: str) -> Self:
        """Those of whose titles every word of `text` is part, accents and case aside. Reads all their titles."""
        return self.among(holding_all(text, self.order_by().values_list("pk", "title")))

    def published(self) -> Self:
        return self.filter(stage=Stage.PUBLISHED)

    def gone(self) -> Self:
        """Withdrawn after they had been published: their addresses say so."""
        return self.filter(stage=Stage.WITHDRAWN, published_at__isnull=False)

    def naming(self, pk: int) -> Self:
        """Those that mention the record: in their text or by a typed link."""
        return self.filter(outgoing__target=pk)

    def naming_any(self, pks: Iterable[int]) -> Self:
        return self.filter(pk__in=Mention.objects.filter(target__any_of=list(pks)).values("source"))

    def within_clearance(self, reader: Reader) -> Self:
        return self.filter(handling__lte=clearance(reader))

    def among(self, ids: Iterable[int]) -> Self:
        return self.filter(pk__any_of=list(ids))

    def within(self, pks: models.QuerySet) -> Self:
        return self.filter(pk__in=pks)

    def outside(self, pks: models.QuerySet) -> Self:
        return self.exclude(pk__in=pks)

    def tagged(self, slug: str) -> Self:
        return self.filter(pk__in=TaggedRecord.objects.with_tag(slug))

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def of_kinds(self, wanted: Iterable[str]) -> Self:
        return self.filter(kind__in=list(wanted))

    def at_slug(self, *slugs: str) -> Self:
        return self.filter(slug__in=[one for one in slugs if NO_TEXT not in one])

    def matching(self, tree: Tree) -> Self:
        """Those in whose words and marks the tree is found (`records.search.query`)."""
        return self.filter(pk__in=RawSQL(*engine().matching(tree)))

    def headed(self, tree: Tree) -> Self:
        """As `matching`, in titles and names alone."""
        return self.filter(pk__in=RawSQL(*engine().headed(tree)))

    def at(self, folder: str, slug: str) -> Self:
        """The record of an address; none where the folder is no kind's."""
        return self.none() if NO_TEXT in slug else self.filter(kind=kinds.FOLDERS.get(folder, ""), slug=slug)


class Record(models.Model):
    """What every page of the knowledge base has in common: identity, dates, handling, stage, version."""

    KIND: ClassVar[str] = ""
    # Related rows that belong to the record: in its revisions and mentions.
    PARTS: ClassVar[tuple[str, ...]] = ("citations", "identifiers")
    # Fields in which `[[kind/slug]]` is a link.
    MARKUP: ClassVar[tuple[str, ...]] = ("summary",)
    # What else is searched: fields, and fields of parts ("citations.quote"). Each with the key, in the same row, of the
    # record that it tells of ("" for none): it is searched only where the record may draw on that one.
    SAID: ClassVar[dict[str, str]] = {"when_note": "", "citations.quote": "document", "citations.name_used": "document"}

    kind = models.CharField(max_length=12, editable=False)
    slug = models.SlugField(max_length=100, db_index=False, blank=True)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    handling = models.PositiveSmallIntegerField(choices=Handling, default=Handling.CLEAR)
    stage = models.PositiveSmallIntegerField(choices=Stage, default=Stage.DRAFT)
    when = EDTFField("when")
    earliest = models.DateField(null=True, editable=False)
    latest = models.DateField(null=True, editable=False)
    when_note = models.CharField("when, as the source says", max_length=200, blank=True)
    tags = TaggableManager(blank=True, through=TaggedRecord)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug"],
                name="record_slug_unique",
                violation_error_message="Another record of this kind has this address: choose another one.",
            ),
            models.CheckConstraint(
                condition=~Q(slug=""),
                name="record_slug_given",
                violation_error_message="A record needs an address.",
            ),
            models.CheckConstraint(
                condition=Q(handling__in=Handling.values),
                name="record_one_tlp_label",
                violation_error_message="Handling is exactly one TLP 2.0 label: CLEAR, GREEN, AMBER, AMBER+STRICT or RED.",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values),
                name="record_stage_known",
                violation_error_message="A record is a draft, in review, published or withdrawn.",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.WITHDRAWN) | ~Q(withdrawn_because=""),
                name="record_withdrawn_with_reason",
                violation_error_message="Say why the record is withdrawn: readers see the reason at its address.",
            ),
            edtf_check("record_when"),
        ]
        indexes = [
            models.Index(fields=["kind", "stage", "-earliest", "-id", "handling"], name="record_list"),
            models.Index(fields=["stage", "earliest", "id", "handling"], name="record_timeline"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> str:
        return kinds.ref(self.kind, self.pk)

    @property
    def info(self) -> KindInfo:
        return kinds.KINDS[self.kind]

    @property
    def kind_label(self) -> str:
        """What the page calls it; a kind with categories says which ("Official")."""
        return self.info.label

    def get_absolute_url(self) -> str:
        return kinds.address(self.kind, self.slug)

    def clean(self) -> None:
        super().clean()
        if not self.title.strip():
            raise ValidationError({"title": "Give the record a title: readers find it by this."})
        if self.stage == Stage.WITHDRAWN and not self.withdrawn_because.strip():
            raise ValidationError({"withdrawn_because": "Say why: readers see the reason at its address."})

    def clean_fields(self, exclude: Any = None) -> None:
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            raise with_choices(self, error) from None

    def validate_constraints(self, exclude: Any = None) -> None:
        super().validate_constraints(exclude)
        meant = Redirect.objects.leading_from(self.get_absolute_url())
        if "slug" not in (exclude or ()) and meant not in (None, self.pk):
            raise ValidationError({"slug": FORMER})

    def full_clean(self, exclude: Any = None, validate_unique: bool = True, validate_constraints: bool = True) -> None:
        self.complete()
        super().full_clean(exclude, validate_unique, validate_constraints)

    def complete(self) -> None:
        self.kind = self.kind or self.KIND
        if not self.slug:
            self.slug = self._new_slug()
        if self.stage == Stage.PUBLISHED and self.published_at is None:
            self.published_at = timezone.now()
            self.published_by = author()

    def _new_slug(self) -> str:
        """A free address made of the title; `-2`, `-3` … where it is, or once was, another record's."""
        wanted = slugged(self.title)
        taken = set(Record.objects.filter(kind=self.kind, slug__startswith=wanted).values_list("slug", flat=True))
        taken |= Redirect.objects.slugs_in(self.info.folder, wanted)
        number, free = 1, wanted
        while free in taken:
            number += 1
            free = f"{wanted}-{number}"
        return free

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the record if nobody else did since it was read, then settle what follows from it.

        Raises `Stale` (nothing written), `DateError` for a date that is none.
        """
        self.complete()
        self.updated_by = author() or self.updated_by
        was_version = self.version
        try:
            with transaction.atomic():
                before = self._claim_version()
                super().save(*args, **kwargs)
                self._take_own_slug()
                settle(self, before)
        except BaseException:
            self.version = was_version
            raise

    def _take_own_slug(self) -> None:
        """The address of a composed kind is made of its id, known only after the row is written."""

    def _claim_version(self) -> dict[str, Any] | None:
        """The row as stored, with its version taken; None for a new record."""
        if self._state.adding:
            self.created_by = self.created_by or author()
            return None
        stored = Record.objects.filter(pk=self.pk)
        before = stored.values("slug", "title", "handling", "stage", "earliest").first()
        if not stored.filter(version=self.version).update(version=self.version + 1):
            raise Stale(self)
        self.version += 1
        return dict(before) if before else None

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise models.ProtectedError(
            f"{self.ref} cannot be deleted: withdraw it with a reason, and its address keeps saying so.", {self}
        )


class Kind(Record):
    """The parent of every kind: it names the link to `Record` itself, so that reverse names do not clash."""

    LABEL: ClassVar[str] = ""
    PLURAL: ClassVar[str] = ""
    FOLDER: ClassVar[str] = ""
    LETTER: ClassVar[str] = ""
    # The type at schema.org under which the page describes the record to machines.
    SCHEMA: ClassVar[str] = "CreativeWork"
    # A second person reads what changes a published record first.
    REVIEWED_EDITS: ClassVar[bool] = False
    # It is judged by the nine standards before it is published.
    STANDARDS: ClassVar[bool] = False
    # The field of the users who wrote it, and that of the user who published it; "" where it names none.
    AUTHORS: ClassVar[str] = ""
    REVIEWER: ClassVar[str] = ""

    record = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_%(class)s"
    )

    class Meta:
        abstract = True

    @classmethod
    def described(cls, pks: Sequence[int], reader: Reader, today: date) -> dict[int, str]:
        """What tells apart records of like titles, where it is more than their kind and date. At most two queries."""
        return {}

    @classmethod
    def sharing_names(cls, pks: Sequence[int]) -> set[int]:
        """Those of these that may share with others a name that is one word. At most one query."""
        return set()

    @classmethod
    def of_sort(cls, sort: str, prefix: str = "") -> Q:
        """The condition on a record reached through `prefix` that it is of this sort; ValueError where the kind has none such."""
        raise ValueError(sort)

    # Facets of a search in which records of this kind are the values, for the records that name them, and which of them are.
    # A kind with such is looked up by its names (`searched_names`), and not by the words of its titles.
    NAMED_IN: ClassVar[dict[str, Q]] = {}
    # Keys through which the record names others for a search, by way of a record between: "post__state".
    NAMED_THROUGH: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def searched_names(cls, pks: Sequence[int]) -> dict[int, list[str]]:

        return {}

    def linked_ids(self) -> list[int]:
        """The records named in the kind's linked data and facts, from its own columns: no query."""
        return [pk for name in link_fields(type(self))[0] if (pk := getattr(self, name))]

    def linked_data(self, named: Named) -> dict[str, Any]:
        """What schema.org says of this kind beyond name and address; `named(id)` is None where withheld."""
        return {"temporalCoverage": self.when}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "KIND" in cls.__dict__:
            kinds.enter(KindInfo(cls.KIND, cls.FOLDER, cls.LETTER, cls.LABEL, cls.PLURAL, cls))


class Composed(Kind):
    """A kind whose title is made of names, and whose address therefore holds none (`/visits/v-1042/`).

    `compose` draws on parts only that the record may show of itself; an editor's
    own title replaces it.
    """

    own_title = models.CharField("title of your own", max_length=300, blank=True)

    class Meta:
        abstract = True

    def compose(self) -> str:
        return self.LABEL

    def clean(self) -> None:
        self.title = self.title or self.own_title or self.LABEL
        super().clean()

    def _new_slug(self) -> str:
        return provisional_slug()

    def _take_own_slug(self) -> None:
        if self.slug.startswith("new-"):
            self.slug = f"{self.LETTER.lower()}-{self.pk}"
            Record.objects.filter(pk=self.pk).update(slug=self.slug)
