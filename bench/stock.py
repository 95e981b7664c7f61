"""What a corpus is made with: chances that a seed decides, what has been made so far, and what every kind is given alike."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db import transaction
from taggit.models import Tag

from bench.real import Material
from bench.words import Texts, listed, vocabulary
from records.access import Handling, Stage, draws_on
from records.bulk import bulk_insert, bulk_mention
from records.models import Citation, Kind, Source, TaggedRecord
from records.names import slugged

FIRST_DAY, DAYS = date(1992, 1, 1), 12_600
# Of a hundred records, from TLP:CLEAR to TLP:RED, and from draft to withdrawn; actors are known to nearly everybody.
HANDLINGS, STAGES = (62, 15, 12, 7, 4), (7, 4, 87, 2)
OF_ACTORS, STAGES_OF_ACTORS = (95, 2, 2, 1, 0), (1, 0, 99, 0)
SOURCES = 40
TAGS = listed(
    """
    Border Trade Water Drones Visas Refugees Sanctions Recognition Energy Narcotics Mediation Ceasefire Nuclear
    Airspace Prisoners Aid Debt Railways Fisheries Elections Courts Cyber Space Health Climate Arms Minorities
    Pilgrims Transit Intelligence
    """
)
K = TypeVar("K", bound=Kind)


@dataclass(frozen=True, slots=True)
class Made:
    """What others need of a record that has been made."""

    pk: int
    title: str
    handling: int
    stage: int
    slug: str


@dataclass(slots=True)
class Stock:
    """All that is made is decided by the seed and the material."""

    material: Material
    seed: int
    chance: random.Random = field(init=False)
    texts: Texts = field(init=False)
    made: dict[str, list[Made]] = field(default_factory=dict)
    tags: list[int] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.texts = Texts(vocabulary(self.material.texts), self.seed)

    def begin(self) -> None:
        """Tags and sources, before any record."""
        self.tags = [Tag.objects.create(name=name, slug=name.lower()).pk for name in TAGS]
        self.sources = [
            Source.objects.create(name=f"{self.texts.some(1)[0].title()} Gazette {at}", reliability="ABCDEF"[at % 6]).pk
            for at in range(SOURCES)
        ]

    def text(self, fewest: int, most: int, names: Sequence[str] = ()) -> str:
        return self.texts.text(self.chance.randint(fewest, most), names)

    def phrase(self, number: int) -> str:
        return " ".join(self.texts.some(number))

    def one_of(self, kind: str) -> Made:
        """The first ones far more often than the last ones, as some are in every paper."""
        found = self.made[kind]
        return found[int(len(found) * self.chance.random() ** 3)]

    def some_of(self, kind: str, most: int) -> list[Made]:
        return list({one.pk: one for one in (self.one_of(kind) for _ in range(self.chance.randint(1, most)))}.values())

    def mentioned(self, text: str) -> list[str]:
        """Names to stand in a text: about one in a hundred words."""
        return [self.one_of("person").title for _ in range(len(text.split()) // 100 + 1)]

    def marks(self, of_actor: bool = False) -> dict[str, Any]:
        """Handling and stage."""
        handlings, stages = (OF_ACTORS, STAGES_OF_ACTORS) if of_actor else (HANDLINGS, STAGES)
        stage = self.chance.choices(Stage.values, stages)[0]
        reason = {"withdrawn_because": "Entered twice."} if stage == Stage.WITHDRAWN else {}
        return {"handling": self.chance.choices(Handling.values, handlings)[0], "stage": stage, **reason}

    def day(self) -> date:
        """Later ones more often."""
        return FIRST_DAY + timedelta(days=int(DAYS * self.chance.random() ** 0.6))

    def when(self) -> str:
        """EDTF: most are a day, some a month or a year or a span of days, some unknown."""
        day = self.day()
        span = f"{day.isoformat()}/{(day + timedelta(days=self.chance.randint(1, 5))).isoformat()}"
        known = (day.isoformat(), span, f"{day:%Y-%m}", f"{day:%Y}", f"{day:%Y-%m}~", "")
        return self.chance.choices(known, (68, 12, 8, 5, 3, 4))[0]

    def slug(self, title: str) -> str:
        return f"{slugged(title, 60)}-{sum(map(len, self.made.values()))}-{self.chance.randrange(10**6)}"

    def keep(self, name: str, objects: Iterable[Kind]) -> None:
        """Only published ones are named by others: what links to them stays."""
        kept = (Made(one.pk, one.title, one.handling, one.stage, one.slug) for one in objects)
        self.made.setdefault(name, []).extend(one for one in kept if one.stage == Stage.PUBLISHED)

    def insert(self, model: type[K], objects: list[K], links: Iterable[tuple[K, int]] = (), cited: bool = True) -> None:
        """The records with tags, citations and what they name; `links` are (record, id of one that it names)."""
        with transaction.atomic():
            bulk_insert(model, objects)
            pairs = [(one.pk, target) for one, target in links]
            self._tag(objects)
            if cited:
                pairs += self._cite(objects)
            bulk_mention(pairs)

    def _tag(self, objects: Sequence[Kind]) -> None:
        rows = []
        for one in objects:
            if self.chance.random() < 0.35:
                few = {int(len(self.tags) * self.chance.random() ** 2) for _ in range(self.chance.randint(1, 3))}
                rows += [TaggedRecord(tag_id=self.tags[at], content_object_id=one.pk) for at in sorted(few)]
        TaggedRecord.objects.bulk_create(rows, batch_size=1000)

    def _cite(self, objects: Sequence[Kind]) -> list[tuple[int, int]]:
        rows = []
        for one in objects:
            if self.chance.random() < 0.6:
                rows += [
                    Citation(
                        document_id=document.pk,
                        target_id=one.pk,
                        quote=self.texts.sentence(self.chance.randint(10, 24)),
                        credibility=self.chance.randint(1, 6),
                    )
                    for document in self.some_of("document", 2)
                ]
        Citation.objects.bulk_create(rows, batch_size=1000)
        return [(row.target_id, row.document_id) for row in rows]


def shown(whole: Kind, parts: Iterable[Made]) -> list[str]:
    """The titles of the parts that the record may say in its own."""
    return [one.title for one in parts if draws_on(whole.handling, whole.stage, one.handling, one.stage)]


def in_parts(number: int, first: int = 0, most: int = 1000) -> list[range]:
    return [range(start, min(start + most, number)) for start in range(first, number, most)]
