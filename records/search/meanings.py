"""What the value of a field stands for ("kind:claims", "actor:mottaki"), as far as one reader can know of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from records import kinds
from records.access import Handling, Reader, Stage, is_editor
from records.grades import CREDIBILITY, RELIABILITY
from records.models import Record, RecordQuerySet
from records.models.spellings import NameWord
from records.models.tags import tags_known_to
from records.names import slugged
from records.search.facets import STAGES, named_facets
from records.search.name_words import whole_of
from records.search.query import All, phrase, together
from records.search.spellings import SURE, alike
from records.search.words import plain_words

# A name that fits more than so many is none to look by.
MOST_MEANT = 50
MOST_YEARS = 200
# Names of one question that are looked for in other spellings: each costs some queries.
MOST_SPELT = 3
HANDLINGS = {one.label.removeprefix("TLP:").lower(): one.value for one in Handling}


@dataclass(frozen=True, slots=True)
class Meaning:
    """`value` is how an address writes it. A record that bears one of the `marks` fits; `note` says why there are none, or
    what it was read as."""

    value: str
    marks: tuple[str, ...] = ()
    note: str = ""


class Meanings:
    """The meanings of the values of one question. Those that name somebody take up to three queries, and a few of them some
    more, for other spellings."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[tuple[str, str], Meaning] = {}
        self._spelt = 0

    def of(self, field: str, value: str) -> Meaning:
        if (field, value) not in self._known:
            self._known[field, value] = self._read(field, value)
        return self._known[field, value]

    def _read(self, field: str, value: str) -> Meaning:
        if field in named_facets():
            return self._named(field, value)
        meaning = READ[field](value, self._reader)
        return meaning if meaning.marks else Meaning(value, note=UNKNOWN[field].format(value))

    def _named(self, field: str, value: str) -> Meaning:
        """Records that name what is at this address; else what has exactly this name; else what has all of these words in its
        title or names; else what has a name that sounds the same."""
        shown = nameable(field, self._reader)
        exactly = NameWord.objects.whole_name(whole_of(value))
        for found in (shown.at_slug(value, slugged(value)), shown.within(exactly), bearing(shown, value)):
            if meant := list(found.order_by("pk").values_list("pk", "slug")[: MOST_MEANT + 1]):
                return named(field, value, meant)
        return self._spelt_otherwise(field, value, shown)

    def _spelt_otherwise(self, field: str, value: str, shown: RecordQuerySet) -> Meaning:
        unknown = UNKNOWN[field].format(value)
        self._spelt += 1
        if self._spelt > MOST_SPELT:
            return Meaning(value, note=unknown)
        spelt = [one for one in alike(value.split(), self._reader) if bearing(shown, one.text).exists()]
        if spelt and spelt[0].score >= SURE:
            meant = list(bearing(shown, spelt[0].text).order_by("pk").values_list("pk", "slug")[: MOST_MEANT + 1])
            return named(field, value, meant, f"“{value}” was read as “{spelt[0].text}”.")
        names = " or ".join(f"“{one.text}”" for one in spelt)
        return Meaning(value, note=f"{unknown} Did you mean {names}?" if names else unknown)


def named(field: str, value: str, meant: list[tuple[int, str]], note: str = "") -> Meaning:
    if len(meant) > MOST_MEANT:
        return Meaning(value, note=f"“{value}” fits more than {MOST_MEANT} {field}s: write more of the name.")
    return Meaning(meant[0][1] if len(meant) == 1 else value, tuple(f"names:{pk}" for pk, _ in meant), note)


def nameable(field: str, reader: Reader) -> RecordQuerySet:
    """What may be meant: of a field that bears the name of a kind any record of it, so that `actor:china` is a state too;
    of the others what the facet counts."""
    shown = Record.objects.visible_to(reader)
    if field in kinds.KINDS:
        return shown.of_kind(field)
    models = [(info.model, info.model.NAMED_IN.get(field)) for info in kinds.KINDS.values()]
    counted = [Q(pk__in=model.objects.filter(which).order_by().values("pk")) for model, which in models if which]
    return shown.filter(reduce(or_, counted))


def named_kinds() -> list[str]:
    return [kind for kind, info in kinds.KINDS.items() if info.model.NAMED_IN]


def bearing(shown: RecordQuerySet, text: str) -> RecordQuerySet:
    """Those that have all of these words in their titles and names."""
    words = together(All, [one for word in plain_words(text) if (one := phrase([word]))])
    return shown.headed(words) if words else shown.none()


def kind_meant(value: str, reader: Reader) -> Meaning:
    wanted = value.lower()
    called = ((kind, (kind, info.folder, info.label.lower())) for kind, info in kinds.KINDS.items())
    kind = next((kind for kind, names in called if wanted in names), "")
    return Meaning(kind, (f"kind:{kind}",)) if kind else Meaning(value)


def tag_meant(value: str, reader: Reader) -> Meaning:
    """Of tags that the reader can know of: others are answered as those that there are not."""
    known = tags_known_to(reader)
    tags = known.filter(slug__iexact=value) | known.filter(name__iexact=value)
    found = list(tags.order_by("pk").values_list("pk", "slug")[:MOST_MEANT])
    return Meaning(found[0][1] if len(found) == 1 else value, tuple(f"tag:{pk}" for pk, _ in found))


def year_meant(value: str, reader: Reader) -> Meaning:
    """A year, several ("2021-2024"), or "none" for what has no date or one of no single year."""
    if value.lower() == "none":
        return Meaning("none", ("year:none",))
    first, dash, last = value.replace("–", "-").partition("-")
    if not first.isdecimal() or len(first) > 4 or (dash and not (last.isdecimal() and len(last) <= 4)):
        return Meaning(value)
    years = range(int(first), min(int(last or first), int(first) + MOST_YEARS) + 1)
    return Meaning(value, tuple(f"year:{year}" for year in years))


def stage_meant(value: str, reader: Reader) -> Meaning:
    key = {"in review": "review", "drafts": "draft"}.get(value.lower(), value.lower())
    stage = STAGES.get(key)
    known = stage is not None and (is_editor(reader) or stage == Stage.PUBLISHED)
    return Meaning(key, (f"stage:{STAGES[key].value}",)) if known else Meaning(value)


def grade_meant(value: str, reader: Reader) -> Meaning:
    letter, figure = value[:1].upper(), value[1:]
    known = letter in RELIABILITY and (not figure or figure in map(str, CREDIBILITY))
    return Meaning(value.upper(), (f"grade:{value.lower()}",)) if known else Meaning(value)


def handling_meant(value: str, reader: Reader) -> Meaning:
    key = value.lower().removeprefix("tlp:").replace(" ", "+").replace("_", "+")
    return Meaning(key, (f"handling:{HANDLINGS[key]}",)) if key in HANDLINGS else Meaning(value)


READ: dict[str, Callable[[str, Reader], Meaning]] = {
    "kind": kind_meant,
    "tag": tag_meant,
    "year": year_meant,
    "stage": stage_meant,
    "grade": grade_meant,
    "handling": handling_meant,
}
UNKNOWN = {
    "kind": "“{}” is no kind of record.",
    "state": "No state that you may read is called “{}”.",
    "actor": "No actor that you may read is called “{}”.",
    "tag": "Nothing is tagged “{}”.",
    "year": "“{}” is no year: write 2024, or 2021-2024.",
    "stage": "“{}” is no stage that you may ask for.",
    "grade": "“{}” is no grade: a letter A to F for the source, with a figure 1 to 6 for the item, such as B2.",
    "handling": "“{}” is no handling label: clear, green, amber, amber+strict or red.",
}
