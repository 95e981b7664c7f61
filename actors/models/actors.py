from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar, Self

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, When

from actors.models.names import Name
from actors.sorting import sort_name
from records.access import Reader, visible
from records.fields import FoldedField
from records.models import Identifier, Kind, RecordQuerySet
from records.models.record import Named
from records.names import fold
from records.prepared import prepared
from records.search.titles import words_of
from records.wording import point


class Category(models.TextChoices):
    PERSON = "person", "Official"
    ORGANISATION = "organisation", "Organisation"
    GOVERNMENT_BODY = "government_body", "Government body"
    STATE = "state", "State"
    TERRITORY = "territory", "Territory"
    IGO = "igo", "Intergovernmental body"
    ARMED_GROUP = "armed_group", "Armed group"
    PARTY = "party", "Party"
    MEDIA = "media", "Media"
    COMMUNITY = "community", "Community"


STATES = frozenset({Category.STATE, Category.TERRITORY})
ORGANISATIONS = frozenset(
    {Category.ORGANISATION, Category.GOVERNMENT_BODY, Category.IGO, Category.PARTY, Category.MEDIA}
)

# What forms and completions ask for in one word beside the categories themselves.
SORTS = {"state": STATES, "organisation": ORGANISATIONS}

# The types of schema.org; the others are an Organization.
SCHEMAS: dict[str, str] = {
    Category.PERSON: "Person",
    Category.GOVERNMENT_BODY: "GovernmentOrganization",
    Category.STATE: "Country",
    Category.TERRITORY: "AdministrativeArea",
    Category.PARTY: "PoliticalParty",
    Category.MEDIA: "NewsMediaOrganization",
}


class ActorQuerySet(RecordQuerySet):
    def in_category(self, *categories: str) -> Self:
        return self.filter(category__in=categories)

    def but_people(self) -> Self:
        return self.exclude(category=Category.PERSON)

    def of_state(self, state_id: int) -> Self:
        return self.filter(state_id=state_id)

    def under(self, parent_id: int) -> Self:
        return self.filter(parent_id=parent_id)

    def of_part(self, whole_id: int) -> Self:
        """The bodies of a state, or the parts and people of a body."""
        return self.filter(Q(parent_id=whole_id) | Q(state_id=whole_id) & ~Q(category=Category.PERSON))

    def named_like(self, text: str, day: date | None = None) -> Self:
        """Those in whose names, taken together, every word of `text` is found, accents and case aside; of names whose time is
        known, where a day is given, in those that may have been borne on it."""
        words = words_of(text)
        found = self if words else self.none()
        names = Name.objects.borne_on(day) if day else Name.objects.all()
        for word in words:
            found = found.filter(pk__in=names.filter(folded__contains=word).values("actor_id"))
        return found

    def of_address_or_name(self, slugs: Iterable[str], name: str) -> Self:
        """Those at one of these addresses, and those of whose names one is this, accents and case aside."""
        folded = fold(name)[:300]
        named = Q(pk__in=Name.objects.filter(folded=folded).values("actor_id")) if folded else Q()
        return self.filter(Q(slug__in=sorted(slugs)) | named)

    def named_by_words(self, text: str) -> Self:
        """As `named_like`, of whole words."""
        words = words_of(text)
        found = self if words else self.none()
        for word in words:
            places = Q(folded=word) | Q(folded__startswith=f"{word} ") | Q(folded__endswith=f" {word}")
            names = Name.objects.filter(places | Q(folded__contains=f" {word} "))
            found = found.filter(pk__in=names.values("actor_id"))
        return found

    def named_last(self, word: str) -> Self:
        """Those of whose names one ends in this word, accents and case aside."""
        folded = fold(word)
        return self.filter(pk__in=Name.objects.filter(folded__endswith=f" {folded}").values("actor_id"))

    def coded(self, scheme: str, value: str) -> Self:
        return self.filter(pk__in=Identifier.objects.filter(scheme=scheme, value=value).values("record_id"))

    def possibly_doubled(self, reader: Reader) -> Self:
        """Those that may be another one that the reader may see too, and of which nobody has decided."""
        pairs = apps.get_model("actors.PossibleDuplicate").objects.visible_to(reader).undecided()
        either = Exists(pairs.filter(one=OuterRef("pk"))) | Exists(pairs.filter(other=OuterRef("pk")))
        return self.filter(either)

    def by_codes(self, scheme: str, values: Iterable[str]) -> dict[str, int]:
        """Value -> id, of those of these that are called so in the scheme."""
        coded = self.filter(identifiers__scheme=scheme, identifiers__value__in=sorted(values)).order_by()
        return dict(coded.values_list("identifiers__value", "pk"))

    def by_name(self) -> Self:
        return self.order_by("sort_key", "pk")


class SortKeyField(FoldedField):
    """What lists are ordered by: `sort_name`, else what is made of the name, without accents and case and in Latin letters, so
    that both databases order names of all scripts alike."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        one = model_instance
        key = fold(one.sort_name or one.made_sort_name(one.title, one.family_name))[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key


class Actor(Kind):
    """Who: a person, state, organisation or armed group. `title` is the primary name, `when` the life span."""

    KIND, FOLDER, LETTER, LABEL, PLURAL = "actor", "actors", "A", "Actor", "Actors"
    PARTS = ("citations", "identifiers", "names")
    NAMED_IN = {"state": Q(category__in=STATES), "actor": ~Q(category__in=STATES)}
    CATEGORY: ClassVar[frozenset[str]] = frozenset(Category.values)

    category = models.CharField(max_length=16, choices=Category)
    family_name = models.CharField(max_length=100, blank=True)
    sort_name = models.CharField(max_length=300, blank=True)
    sort_key = SortKeyField(max_length=300, blank=True, editable=False, db_index=True)
    state = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="nationals",
        limit_choices_to={"category__in": STATES},
        help_text="The state or territory this actor belongs to.",
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    objects = ActorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(category__in=Category.values),
                name="actor_category_known",
                violation_error_message="Choose what the actor is: a person, a state, an organisation …",
            )
        ]

    @classmethod
    def searched_names(cls, pks: Sequence[int]) -> dict[int, list[str]]:
        titles = Actor.objects.among(pks).values_list("pk", "title")
        found = {pk: [title] for pk, title in titles}
        for pk, text in Name.objects.filter(actor__any_of=list(found)).order_by("pk").values_list("actor_id", "text"):
            found[pk].append(text)
        return found

    @classmethod
    def described(cls, pks: Sequence[int], reader: Reader, today: date) -> dict[int, str]:
        """The post held on the day, else the last one, of a person; of others what they are; and the state of each."""
        rows = categories_and_states(reader, list(pks))
        people = [pk for pk, category, _ in rows if category == Category.PERSON]
        posts = apps.get_model("actors.Tenure").posts_told(people, reader, today) if people else {}
        told = {}
        for pk, category, state in rows:
            first = posts.get(pk) or Category(category).label
            told[pk] = f"{first}, {state}" if state and state not in first else first
        return told

    @classmethod
    def sharing_names(cls, pks: Sequence[int]) -> set[int]:
        """People: a single word means everybody of this last name."""
        return set(Actor.objects.among(pks).in_category(Category.PERSON).values_list("pk", flat=True))

    @classmethod
    def of_sort(cls, sort: str, prefix: str = "") -> Q:
        """A category; "state" means territories too, and "organisation" whatever is organised: a ministry, a party …"""
        within = SORTS.get(sort) or {Category(sort)}
        # A case, and neither a join nor a plain condition: for either PostgreSQL reads and sorts far more than it needs.
        own = Actor.objects.filter(pk=OuterRef(f"{prefix}pk"), category__in=sorted(within))
        return Q(Case(When(Exists(own), then=True), default=False, output_field=models.BooleanField()))

    @property
    def kind_label(self) -> str:
        return Category(self.category).label

    @property
    def is_state(self) -> bool:
        return self.category in STATES

    def clean(self) -> None:
        super().clean()
        if self.state_id and self.state and not self.state.is_state:
            raise ValidationError({"state": f"{self.state} is not a state or territory: choose one that is."})
        if self.category not in self.CATEGORY:
            raise ValidationError({"category": f"This entry takes {', '.join(sorted(self.CATEGORY))} only."})

    def linked_data(self, named: Named) -> dict[str, Any]:
        """The kind of thing at schema.org, the state it belongs to, and its dates where nothing is in doubt."""
        begun, _, over = self.when.partition("/")
        begun, over = exactly(begun), exactly(over)
        if self.category == Category.PERSON:
            state = {"nationality": named(self.state_id)}
            return {"@type": "Person", **state, "birthDate": begun, "deathDate": over}
        if self.is_state:
            return {"@type": SCHEMAS[self.category], "containedInPlace": named(self.parent_id)}
        return {
            "@type": SCHEMAS.get(self.category, "Organization"),
            "parentOrganization": named(self.parent_id),
            "location": named(self.state_id),
            "foundingDate": begun,
            "dissolutionDate": over,
        }

    def made_sort_name(self, name: str, family: str) -> str:
        """What one so named stands under in lists where nobody has typed it: of a person the family name first."""
        return sort_name(name, family)[:300] if self.category == Category.PERSON else name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A sort name that was made of the former name is made anew of the present one."""
        is_new = self._state.adding
        with transaction.atomic():
            primary = None if is_new else self._primary_name()
            if not self.sort_name or (primary and self.sort_name == self.made_sort_name(*primary)):
                self.sort_name = self.made_sort_name(self.title, self.family_name)
            # What follows from the save, the revision and the index, has the name that the record has from now on.
            if not is_new and (primary is None or primary[0] != self.title):
                self._keep_primary_name()
            super().save(*args, **kwargs)
            if is_new:
                self._keep_primary_name()

    def _primary_name(self) -> tuple[str, str] | None:
        """The name, and the family name in it, as they are stored."""
        rows = self.names.filter(kind=Name.Kind.PRIMARY).values_list("text", "actor__family_name")
        found: tuple[str, str] | None = rows.first()
        return found

    def _keep_primary_name(self) -> None:
        """The title is the primary name: keep the two one, so that completion and search find the record."""
        primary = self.names.filter(kind=Name.Kind.PRIMARY)
        if not primary.update(text=self.title, folded=fold(self.title)):
            Name(actor=self, text=self.title, kind=Name.Kind.PRIMARY).save()


@prepared
def categories_and_states(reader: Reader, pks: list[int]) -> models.QuerySet:
    """(id, category, title of its state, as far as the reader may see that)."""
    state = Case(When(visible(reader, "state__"), then=F("state__title")))
    return Actor.objects.visible_to(reader).among(pks).annotate(of=state).values_list("pk", "category", "of")


def exactly(text: str) -> str:
    """The date in ISO 8601 where the EDTF text is one whole date, month or year without a doubt, else ''."""
    single = point(text)
    return single.iso if single and not single.doubt and not single.within else ""


class CategoryManager(models.Manager.from_queryset(ActorQuerySet)):
    def get_queryset(self) -> ActorQuerySet:
        return super().get_queryset().in_category(*self.model.CATEGORY)


class Official(Actor):
    CATEGORY = frozenset({Category.PERSON})
    objects = CategoryManager()

    class Meta:
        proxy = True


class State(Actor):
    CATEGORY = STATES
    objects = CategoryManager()

    class Meta:
        proxy = True


class Organisation(Actor):
    CATEGORY = ORGANISATIONS
    objects = CategoryManager()

    class Meta:
        proxy = True


class ArmedGroup(Actor):
    CATEGORY = frozenset({Category.ARMED_GROUP})
    objects = CategoryManager()

    class Meta:
        proxy = True
