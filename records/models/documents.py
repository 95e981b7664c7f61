import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Coalesce, Lower, NullIf

from records.access import Reader, visible
from records.dates import iso
from records.models.parts import Part
from records.models.record import Kind, Named, Record, RecordQuerySet
from records.models.refusals import with_choices
from records.search.index import index
from records.search.titles import holding_all


class SourceQuerySet(models.QuerySet):
    def known_to(self, reader: Reader) -> "SourceQuerySet":
        """Those of a document that the reader may see, or of none: one of hidden documents alone would tell of them."""
        items = Document.objects.filter(source=OuterRef("pk"))
        return self.filter(Exists(items.visible_to(reader)) | ~Exists(items))

    def called(self, name: str) -> "SourceQuerySet":
        """The one that was entered first comes first."""
        return self.filter(name__iexact=name).order_by("pk")

    def name_of(self, pk: int | None) -> str | None:
        return self.filter(pk=pk).values_list("name", flat=True).first()

    def names(self, most: int) -> list[str]:
        return list(self.order_by("name").values_list("name", flat=True).distinct()[:most])


class Source(models.Model):
    """A publisher or office, not the item it published. Reliability is the letter of the admiralty
    scale (FM 2-22.3, appendix B); F means "cannot be judged", never "bad"."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", "government"
        INTERGOVERNMENTAL = "intergovernmental", "intergovernmental body"
        NEWSPAPER = "newspaper", "newspaper"
        AGENCY = "agency", "news agency"
        BROADCASTER = "broadcaster", "broadcaster"
        ARCHIVE = "archive", "archive"
        RESEARCH = "research", "research"
        PERSON = "person", "person"
        OTHER = "other", "other"

    class Reliability(models.TextChoices):
        A = "A", "completely reliable"
        B = "B", "usually reliable"
        C = "C", "fairly reliable"
        D = "D", "not usually reliable"
        E = "E", "unreliable"
        F = "F", "reliability cannot be judged"

    # Two may have one name: who enters the second does not know of the first, which hidden documents alone have.
    name = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    reliability = models.CharField(max_length=1, choices=Reliability, default=Reliability.F)
    descriptor = models.TextField(blank=True, help_text="Access, record, interests (ICD 206).")
    language = models.CharField(max_length=12, blank=True, help_text="BCP 47, for example en or ur.")
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2.")

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(reliability__in="ABCDEF"), name="source_reliability_admiralty")
        ]

    def __str__(self) -> str:
        return self.name

    def clean_fields(self, exclude: Any = None) -> None:
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            raise with_choices(self, error) from None

    def strictest(self) -> int:
        """The strictest handling of its documents, 0 without any."""
        handlings = Document.objects.filter(source=self).order_by("-handling").values_list("handling", flat=True)
        return handlings.first() or 0

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What is cited from it is graded anew, and its documents are found by its name."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            documents = Document.objects.filter(source=self).order_by()
            cited = Citation.objects.filter(document__source=self).order_by()
            index([*documents.values_list("pk", flat=True), *cited.values_list("target_id", flat=True)])


class DocumentQuerySet(RecordQuerySet):
    def as_cited(self) -> models.QuerySet:
        """(id, reliability and name of its source, date, address, moment of retrieval)."""
        return self.order_by().values_list("pk", "source__reliability", "source__name", "when", "url", "retrieved_at")

    def relaying(self, document_id: int) -> Self:
        """Those whose origin the document is."""
        return self.filter(origin_id=document_id)

    def letters(self, pks: Iterable[int]) -> dict[int, str]:
        """Of these documents the letter of each one's source."""
        return dict(self.among(pks).values_list("pk", "source__reliability"))

    def of_reliability(self, letter: str) -> Self:
        return self.filter(source__reliability=letter)

    def of_source_named(self, text: str) -> Self:
        """Those of whose source's name every word of `text` is part, accents and case aside."""
        named = Source.objects.values_list("pk", "name")
        return self.filter(source__in=holding_all(text, named))

    def in_language(self, code: str) -> Self:
        return self.filter(language__iexact=code)


class Document(Kind):
    """One item of a source, with its text as archived."""

    KIND, FOLDER, LETTER, LABEL, PLURAL = "document", "documents", "D", "Document", "Documents"
    PARTS = ("citations", "identifiers", "attachments")
    SAID = {
        **Kind.SAID,
        "source__name": "",
        "author": "",
        "origin_note": "origin",
        "text": "",
        "attachments.name": "",
        "attachments.caption": "",
    }

    source = models.ForeignKey(Source, models.PROTECT, related_name="documents")
    author = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)
    text = models.TextField("archived text", blank=True)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    retrieved_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=12, blank=True)
    # Five papers that relay one wire are one origin.
    origin = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="relayed_by")
    # Where the origin itself is not on record: "a Foreign Office statement".
    origin_note = models.CharField(max_length=200, blank=True)

    objects = DocumentQuerySet.as_manager()

    @property
    def day(self) -> date | None:
        """The day on which it came out, where it is known to the day: from there what it says of Monday is said."""
        return self.earliest if self.earliest == self.latest else None

    def linked_data(self, named: Named) -> dict[str, Any]:
        return {
            "author": self.author,
            "publisher": {"@type": "Organization", "name": self.source.name},
            "datePublished": self.when if iso(self.when) == self.when else None,
            "inLanguage": self.language,
            "isBasedOn": named(self.origin_id),
        }

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sha256 = hashlib.sha256(self.text.encode()).hexdigest() if self.text else ""
        super().save(*args, **kwargs)


class CitationQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> "CitationQuerySet":
        """Those whose document and whose target the reader may see: a quotation is as restricted as both."""
        return self.filter(visible(reader, "document__"), visible(reader, "target__"))

    def fit_to_pass_on(self, target_ids: Iterable[int], reader: Reader) -> "CitationQuerySet":
        """Those for these records whose documents the reader may see and the record may show of itself."""
        held = Q(document__handling__lte=F("target__handling"), document__stage__gte=F("target__stage"))
        return self.visible_to(reader).bearing_on(target_ids).filter(held)

    def of(self, target_id: int) -> "CitationQuerySet":
        return self.filter(target_id=target_id)

    def supporting(self) -> "CitationQuerySet":
        return self.filter(stance=Citation.Stance.SUPPORTS)

    def naming(self) -> "CitationQuerySet":
        """Those of which it is told what the source calls what it speaks of."""
        return self.exclude(name_used="")

    def bearing_on(self, target_ids: Iterable[int]) -> "CitationQuerySet":
        return self.filter(target__any_of=list(target_ids)).order_by("pk")

    def cited_for(self, pks: models.QuerySet) -> "CitationQuerySet":
        return self.filter(target__in=pks)

    def among(self, ids: Iterable[int]) -> "CitationQuerySet":
        return self.filter(pk__any_of=list(ids))

    def supported(self, reader: Reader, letter: str = "F", figure: int = 6) -> "models.QuerySet":
        """The ids of the records that a passage supports which is graded so or better in both parts, as far as the reader
        may see it."""
        good = self.filter(stance=Citation.Stance.SUPPORTS, credibility__lte=figure)
        return good.filter(visible(reader, "document__"), document__source__reliability__lte=letter).values("target")

    def with_origin(self) -> "models.QuerySet":
        """(id, target, stance, document, origin, reliability, credibility); the origin is equal where two passages go
        back to one statement or document, by way of one relay at most."""
        origin = Coalesce(
            Cast("document__origin__origin", CharField()),
            NullIf(Lower("document__origin__origin_note"), Value("")),
            Cast("document__origin", CharField()),
            NullIf(Lower("document__origin_note"), Value("")),
            Cast("document", CharField()),
        )
        return self.annotate(behind=origin).values_list(
            "pk", "target_id", "stance", "document_id", "behind", "document__source__reliability", "credibility"
        )

    def from_document(self, document_id: int) -> "CitationQuerySet":
        return self.filter(document_id=document_id)


def unsourced(reader: Reader) -> Q:
    """The condition on a record that no passage is cited for it, as far as the reader may see."""
    cited = Citation.objects.filter(visible(reader, "document__"), target=OuterRef("pk"))
    return ~Q(Exists(cited))


class Citation(Part):
    """A passage of a document, tied to the record it bears on.

    The passage is found by quote, prefix and suffix (W3C Web Annotation, TextQuoteSelector);
    credibility is the figure of the admiralty scale (FM 2-22.3, appendix B), 6 "cannot be judged".
    """

    WHOLE = "target_id"

    class Stance(models.TextChoices):
        SUPPORTS = "supports", "supports"
        CONTRADICTS = "contradicts", "contradicts"
        CONTEXT = "context", "context"

    class Credibility(models.IntegerChoices):
        CONFIRMED = 1, "confirmed by other sources"
        PROBABLE = 2, "probably true"
        POSSIBLE = 3, "possibly true"
        DOUBTFUL = 4, "doubtful"
        IMPROBABLE = 5, "improbable"
        UNKNOWN = 6, "truth cannot be judged"

    document = models.ForeignKey(Document, models.PROTECT, related_name="passages")
    target = models.ForeignKey(Record, models.CASCADE, related_name="citations")
    locator = models.CharField(max_length=100, blank=True, help_text="Page, paragraph or time.")
    quote = models.TextField(blank=True)
    prefix = models.CharField(max_length=200, blank=True)
    suffix = models.CharField(max_length=200, blank=True)
    stance = models.CharField(max_length=12, choices=Stance, default=Stance.SUPPORTS)
    credibility = models.PositiveSmallIntegerField(choices=Credibility, default=Credibility.UNKNOWN)
    first_hand = models.BooleanField("first-hand", default=False)
    note = models.CharField(max_length=300, blank=True)
    name_used = models.CharField("name that the source uses", max_length=300, blank=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(credibility__range=(1, 6)), name="citation_credibility_admiralty"),
            models.CheckConstraint(
                condition=Q(stance__in=["supports", "contradicts", "context"]), name="citation_stance_known"
            ),
        ]

    def __str__(self) -> str:
        return self.quote or f"citation {self.pk}"
