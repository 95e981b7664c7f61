"""What stands on the search page: what was found, by what it can be narrowed down, and what to try where little is found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.utils.safestring import SafeString

from records import kinds
from records.access import Handling, Reader, Stage
from records.dates import time_html
from records.grades import meaning
from records.listing import Pager
from records.models import Record, TagNote
from records.prepared import prepared
from records.safe import escaped
from records.search.asked import FACETS, Asked
from records.search.facets import Facet
from records.search.results import PER_PAGE, Hit, results
from records.search.words import stems
from records.sections.search_links import PATH, Step, Way, has_words, page_number, way_of
from records.sections.search_meant import WORD, meant
from records.sections.search_names import Chip, facet_label, names_of_chosen
from records.templatetags.chancery import grade, tlp

NEWEST = 8
NOTHING = SafeString("")
# So little is found that another spelling may have been meant.
FEW = 3
# Around a value that is chosen.
CHOSEN = (' aria-current="true"', '<span class="vh">Remove </span>', '<span class="g" aria-hidden="true">✕</span>')


@dataclass(frozen=True, slots=True)
class Without:
    """The same question without what was chosen of one facet."""

    label: str
    url: str
    count: str


@dataclass(frozen=True, slots=True)
class Choices:
    """A facet: `opened` leads to all its values, `closed` back to the first of them; each "" where there is no such step."""

    name: str
    label: str
    values: SafeString
    opened: str
    closed: str


@dataclass(slots=True)
class Shown:
    """As templates/records/search.html prints it."""

    title: str
    strictest: str = ""
    total: str = ""
    found: bool = False
    rows: SafeString = NOTHING
    start: int = 1
    chips: Sequence[Chip] = ()
    # The same words with nothing chosen.
    clear: str = ""
    facets: Sequence[Choices] = ()
    orders: Sequence[Step] = ()
    pager: Pager | None = None
    kept: Sequence[tuple[str, str]] = ()
    better: str = ""
    meant: Sequence[Step] = ()
    without: Sequence[Without] = ()
    elsewhere: Sequence[tuple[str, str]] = ()
    more: bool = False
    # (name, description) of the tags that were chosen.
    told: Sequence[tuple[str, str]] = ()


def found_page(asked: Asked, data: QueryDict) -> Shown:
    """As many queries as `results` has, one more for names of what was chosen and found nowhere, and for descriptions of tags;
    where nothing is found, one for each facet of which something was chosen."""
    way = way_of(asked, data)
    answer = results(asked, page_number(data.get("page", "")), way.sort or "relevance")
    chips = chips_of(asked, answer.facets, way)
    kept = [(name, value) for name, values in way.query().lists() for value in values if name != "q"]
    shown = Shown(
        title=titled(asked.text, chips, answer.page),
        strictest=Handling(max((one.handling for one in answer.hits), default=Handling.CLEAR)).label,
        total=f"{answer.total:,}",
        found=bool(answer.hits),
        rows=SafeString("".join(map(row, answer.hits))),
        start=PER_PAGE * (answer.page - 1) + 1,
        chips=chips,
        clear=f"{PATH}?{urlencode({'q': asked.text})}" if asked.text else PATH,
        facets=[choices(facet, way) for facet in answer.facets],
        orders=way.orders(answer.order, has_words(asked)) if answer.total > 1 else [],
        pager=way.pager(answer.page, answer.last),
        kept=kept,
        better=way.instead(asked.better) if asked.better else "",
        more=bool(way.more),
        elsewhere=way.elsewhere() if answer.total else [],
    )
    if tags := asked.chosen.get("tag"):
        shown.told = list(TagNote.objects.told_to(asked.reader, tags))
    if not asked.problems and answer.total <= FEW:
        shown.meant = meant(asked, way)
    if not (asked.problems or answer.total):
        shown.without = [*any_of_them(asked, way), *without_each(asked, way)]
    return shown


def titled(text: str, chips: Sequence[Chip], page: int) -> str:
    said = ", ".join(filter(None, [text, *(chip.label for chip in chips)]))
    short = said if len(said) <= 60 else f"{said[:59]}…"
    return f"Search: {short}{f', page {page}' if page > 1 else ''}"


def row(hit: Hit) -> SafeString:
    """A record found. Made at once, as the rows of tables are: a template takes as long for twenty as the database does."""
    when = f"<span>{time_html(hit.when)}</span>" if hit.when else ""
    stage = f'<span class="stage">{Stage(hit.stage).label}</span>' if hit.stage != Stage.PUBLISHED else ""
    marks = (tlp(Handling(hit.handling).label) if hit.handling else "") + (grade(hit.grade) if hit.grade else "")
    passages = "".join(f'<p class="words" dir="auto">{escaped(passage)}</p>' for passage in hit.passages)
    return SafeString(
        f'<li>\n  <p class="kicker"><span>{escaped(kinds.KINDS[hit.kind].label)}</span><span>{kinds.ref(hit.kind, hit.pk)}</span>'
        f'{when}{stage}{marks}</p>\n  <h3 class="title" dir="auto"><a href="{escaped(kinds.address(hit.kind, hit.slug))}">'
        f"{escaped(hit.title)}</a></h3>\n  {passages}\n</li>\n"
    )


def choices(facet: Facet, way: Way) -> Choices:
    opened, address = facet.name in way.more, way.toggling(facet.name)
    return Choices(
        name=facet.name,
        label=facet.label,
        values=items(
            choice(
                one.label,
                address(one.value),
                one.count,
                one.chosen,
                meaning(one.value) if facet.name == "grade" else "",
            )
            for one in facet.values
        ),
        opened=way.opened(facet.name) if facet.more and not opened else "",
        closed=way.opened(facet.name) if opened else "",
    )


def items(made: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(f"<li>{one}</li>\n" for one in made))


def choice(label: str, url: str, count: int, chosen: bool = False, note: str = "") -> SafeString:
    """A value of a facet as a link. Made at once, as the rows of tables are: there are eighty on a page."""
    meant = f" <small>{note}</small>" if note else ""
    current, before, after = CHOSEN if chosen else ("", "", "")
    return SafeString(
        f'<a href="{escaped(url)}" rel="nofollow"{current}>{before}<span class="of" dir="auto">{escaped(label)}{meant}</span>'
        f'{after} <span class="count">{count:,}</span></a>'
    )


def chips_of(asked: Asked, facets: Sequence[Facet], way: Way) -> list[Chip]:
    labels = {(facet.name, one.value.lower()): one.label for facet in facets for one in facet.values if one.chosen}
    missing = [(name, of) for name, values in asked.chosen.items() for of in values if (name, of.lower()) not in labels]
    labels |= names_of_chosen(missing, asked.reader)
    return [
        Chip(facet_label(name), labels[name, of.lower()], way.toggled(name, of).address())
        for name in FACETS
        for of in asked.chosen.get(name, ())
    ]


def any_of_them(asked: Asked, way: Way) -> list[Without]:
    """The same question with any of its words in the place of all, where that finds something."""
    words = [word for one in asked.text.split() if WORD.fullmatch(word := one.strip("?!.,;:")) and stems(word)]
    if not 1 < len(words) == len([one for one in asked.text.split() if stems(one)]):
        return []
    text = " OR ".join(dict.fromkeys(words))
    other = Asked(replaced(asked.parameters(), text), asked.reader)
    number = other.records().count()
    return [Without(f"of these words: {text}", way.instead(text), f"{number:,}")] if number else []


def replaced(query: QueryDict, text: str) -> QueryDict:
    query["q"] = text
    return query


def without_each(asked: Asked, way: Way) -> list[Without]:
    """The question without what was chosen of one facet, wherever that finds something."""
    offered = []
    for name in asked.chosen:
        tree = asked.tree(without=name)
        shown = Record.objects.visible_to(asked.reader)
        number = (shown.matching(tree) if tree else shown).count()
        if number:
            offered.append(Without(facet_label(name).lower(), way.without(name), f"{number:,}"))
    return offered


@prepared
def number_of_each_kind(reader: Reader) -> QuerySet:
    seen = Record.objects.visible_to(reader).order_by().values("kind")
    return seen.annotate(number=Count("pk")).values_list("kind", "number")


@prepared
def entered_last(reader: Reader) -> QuerySet:
    last = Record.objects.visible_to(reader).order_by("-pk")
    return last.values_list("pk", "kind", "slug", "title", "when", "handling", "stage", "entry__grade")[:NEWEST]


def kinds_counted(numbers: dict[str, int]) -> SafeString:
    """The most numerous first, as the facet has them."""
    counted = sorted((-number, kinds.KINDS[kind].plural, kind) for kind, number in numbers.items())
    return items(choice(plural, f"{PATH}?kind={kind}", -number) for number, plural, kind in counted)


def empty_page(reader: Reader) -> Shown:
    """What can be asked: the kinds with their numbers, and the records that were entered last. Two queries."""
    numbers: dict[str, int] = dict(number_of_each_kind(reader))
    hits = [
        Hit(pk, kind, slug, escaped(title), when, handling, stage, grade or "", [])
        for pk, kind, slug, title, when, handling, stage, grade in entered_last(reader)
    ]
    return Shown(
        title="Search",
        strictest=Handling(max((one.handling for one in hits), default=Handling.CLEAR)).label,
        rows=SafeString("".join(map(row, hits))),
        facets=[Choices("kind", "What there is", kinds_counted(numbers), "", "")] if numbers else [],
    )
