"""What the lists of actors, posts, tenures and relations can be narrowed by, and the day that a post is asked for."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from actors.called import Called, called
from actors.models import Actor, Category, Level, Post, Relation, Tenure
from actors.models.actors import ActorQuerySet
from actors.models.posts import PostQuerySet
from actors.models.relations import RelationQuerySet
from actors.models.tenures import TenureQuerySet
from records.access import Reader
from records.dates import DateError, bounds
from records.filters import KindFilters, PeriodFilters
from records.models import RecordQuerySet
from records.names import slugged
from records.said_dates import FORMS, read_date

# Of what a text fits where one is asked for.
MOST_TOLD = 6
A_DAY = "Write one day, such as 18 Nov 2024, 2024-11-18 or yesterday."


class OneDayField(forms.CharField):
    """A day as people write it, or as EDTF does; months, years and intervals are refused, since they hold several. `today` is
    the day from which "yesterday" counts."""

    today: date | None = None

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            earliest, latest = bounds(read_date(text, self.today).edtf)
        except DateError as error:
            raise ValidationError(str(error).replace(FORMS, A_DAY)) from error
        if earliest is None or earliest != latest:
            raise ValidationError(f"“{text}” is more than one day. Write one, such as 18 Nov 2024.")
        return earliest


class HolderForm(forms.Form):
    """The day for which a post's page is asked who held it."""

    on = OneDayField(label="Day", max_length=100, widget=forms.TextInput({"autocomplete": "off"}))

    def __init__(self, data: Mapping[str, Any], today: date) -> None:
        super().__init__(data)
        on: Any = self.fields["on"]
        on.today = today

    def day(self) -> date | None:
        """The day, None where the text is none."""
        return self.cleaned_data.get("on") if self.is_valid() else None


class RecordField(forms.CharField):
    """A record by its address or its name, made its id; None where nothing is given. `RecordFilters` finds it."""

    def __init__(self, kind: type[Actor] | type[Post], label: str = "", sort: str = "") -> None:
        widget = forms.TextInput({"autocomplete": "off", "placeholder": "Name", "data-complete": sort or kind.KIND})
        super().__init__(required=False, label=label or None, max_length=300, widget=widget)
        self.kind = kind
        self.records: RecordQuerySet = kind.objects.none()
        self.reader: Reader = AnonymousUser()
        # What was meant by a text that says something else.
        self.understood: list[tuple[str, str]] = []

    def clean(self, value: Any) -> int | None:
        """The one record at this address, else of this name; refuses a text that fits none or several of those that the
        reader may see, in words that do not tell whether there are others."""
        if not (text := super().clean(value)):
            return None
        meant = (
            called(text, self.reader, MOST_TOLD) if self.kind is Actor else Called(dict.fromkeys(self.titled(text), ""))
        )
        found = meant.ids
        if len(found) == 1:
            self.understood = meant.told
            return found[0]
        label = self.kind.LABEL.lower()
        if found:
            told = ", ".join(f"{title} ({number})" for title, number in meant.told if title)
            instead = f"write one of {told}" if told else "write the whole name, or the end of its address"
            raise ValidationError(f"“{text}” fits more than one {label}: {instead}.")
        raise ValidationError(f"No {label} that you may read is called “{text}”.{meant.offered}")

    def titled(self, text: str) -> list[int]:
        """The ids of those at this address, else of those with every word in their titles; two at most."""
        folder, records = self.kind.FOLDER, self.records
        at = records.at(folder, text) | records.at(folder, slugged(text, limit=100))
        return [
            *(
                at.values_list("pk", flat=True)[:1]
                or records.titled_like(text).order_by("pk").values_list("pk", flat=True)[:2]
            )
        ]


class RecordFilters(KindFilters):
    """Filters by records that the reader may see: they tell of a list nothing that the records' pages would not."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, reader: Reader | None = None, today: date | None = None
    ) -> None:
        super().__init__(data, reader, today)
        for field in self.fields.values():
            if isinstance(field, OneDayField):
                field.today = today
            if isinstance(field, RecordField):
                field.records = field.kind.objects.visible_to(self.reader)
                field.reader = self.reader

    def full_clean(self) -> None:
        super().full_clean()
        fields = {name: field.understood for name, field in self.fields.items() if isinstance(field, RecordField)}
        self.understood |= {name: told for name, told in fields.items() if told}


class ActorFilters(RecordFilters):
    name = forms.CharField(required=False)
    called_on = OneDayField(label="Called so on", max_length=100, required=False)
    category = forms.ChoiceField(label="Kind", choices=[("", "Any kind"), *Category.choices], required=False)
    state = RecordField(Actor, sort="actor:state")
    part_of = RecordField(Actor)
    post = RecordField(Post, "Post held")
    role = forms.CharField(label="Words of the post", required=False)
    on = OneDayField(label="In office on", max_length=100, required=False)

    # One tenure is meant: who was that minister on that day, not whoever was minister once and in office then.
    TOGETHER = frozenset({"post", "role", "on", "name", "called_on"})

    def narrow(self, actors: ActorQuerySet) -> ActorQuerySet:
        found = super().narrow(actors)
        if name := self.cleaned_data.get("name"):
            found = found.named_like(name, self.cleaned_data.get("called_on"))
        tenures = self._tenures()
        return found if tenures is None else found.within(tenures.people())

    def _tenures(self) -> TenureQuerySet | None:
        """The tenures that are asked for, as far as the reader may see them; None where none are."""
        asked = {
            name: value for name in ("post", "role", "on") if (value := self.cleaned_data.get(name)) not in (None, "")
        }
        if not asked:
            return None
        tenures = Tenure.objects.visible_to(self.reader)
        if "post" in asked:
            tenures = tenures.of_post(asked["post"])
        if "role" in asked:
            tenures = tenures.of_posts(list(self._posts(asked["role"])))
        return tenures.in_office(asked["on"], self.reader) if "on" in asked else tenures

    def _posts(self, words: str) -> Iterable[int]:
        return Post.objects.visible_to(self.reader).called(words).values_list("pk", flat=True)

    @property
    def day(self) -> date:
        """The day of which the posts are shown."""
        return self.cleaned_data.get("on") or self.today

    def by_category(self, actors: ActorQuerySet, category: str) -> ActorQuerySet:
        return actors.in_category(category)

    def by_state(self, actors: ActorQuerySet, state_id: int) -> ActorQuerySet:
        return actors.of_state(state_id)

    def by_part_of(self, actors: ActorQuerySet, whole_id: int) -> ActorQuerySet:
        return actors.of_part(whole_id)


class PostFilters(RecordFilters):
    role = forms.CharField(required=False)
    state = RecordField(Actor, sort="actor:state")
    organisation = RecordField(Actor)
    accredited_to = RecordField(Actor)
    level = forms.TypedChoiceField(
        choices=[("", "Any level"), *Level.choices], coerce=int, empty_value=None, required=False
    )

    def by_role(self, posts: PostQuerySet, text: str) -> PostQuerySet:
        return posts.called(text)

    def by_state(self, posts: PostQuerySet, state_id: int) -> PostQuerySet:
        return posts.of_state(state_id)

    def by_organisation(self, posts: PostQuerySet, organisation_id: int) -> PostQuerySet:
        return posts.of_organisation(organisation_id)

    def by_accredited_to(self, posts: PostQuerySet, host_id: int) -> PostQuerySet:
        return posts.accredited_to(host_id)

    def by_level(self, posts: PostQuerySet, level: int) -> PostQuerySet:
        return posts.at_level(level)


class TenureFilters(RecordFilters):
    person = RecordField(Actor, sort="actor:person")
    post = RecordField(Post)
    state = RecordField(Actor, "State of the post", "actor:state")
    organisation = RecordField(Actor, "Body of the post")
    capacity = forms.ChoiceField(choices=[("", "Any capacity"), *Tenure.Capacity.choices], required=False)
    on = OneDayField(label="In office on", max_length=100, required=False)

    @property
    def day(self) -> date:
        """The day of which it is shown who was in office."""
        return self.cleaned_data.get("on") or self.today

    def by_capacity(self, tenures: TenureQuerySet, capacity: str) -> TenureQuerySet:
        return tenures.in_capacity(capacity)

    def by_person(self, tenures: TenureQuerySet, person_id: int) -> TenureQuerySet:
        return tenures.of_person(person_id)

    def by_post(self, tenures: TenureQuerySet, post_id: int) -> TenureQuerySet:
        return tenures.of_post(post_id)

    def by_state(self, tenures: TenureQuerySet, state_id: int) -> TenureQuerySet:
        return tenures.in_state(state_id, self.reader)

    def by_organisation(self, tenures: TenureQuerySet, organisation_id: int) -> TenureQuerySet:
        return tenures.in_organisation(organisation_id, self.reader)

    def by_on(self, tenures: TenureQuerySet, day: date) -> TenureQuerySet:
        return tenures.in_office(day, self.reader)


class RelationFilters(PeriodFilters, RecordFilters):
    type = forms.ChoiceField(label="Relation", choices=[("", "Any relation"), *Relation.Type.choices], required=False)
    actor = RecordField(Actor)

    field_order = ("type", "actor", "since", "until")

    def by_type(self, relations: RelationQuerySet, type: str) -> RelationQuerySet:
        return relations.of_type(type)

    def by_actor(self, relations: RelationQuerySet, actor_id: int) -> RelationQuerySet:
        return relations.about(actor_id)
