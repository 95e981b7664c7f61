"""What the figures of a measurement say: medians, ratios, growth, differences, and whether goals are met. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median, quantiles
from typing import Any, Self

# The whole page as a multiple of the raw question, growth from a tenth of the records, milliseconds of a completion, and
# the part of the questions that both databases answer alike.
OF_RAW, GROWTH, COMPLETION, ALIKE = {"sqlite": 2.0, "postgresql": 1.2}, 4.0, 10.0, 0.95


@dataclass(slots=True)
class Timed:
    """One question: milliseconds of the processor, that of the database among them, for the page, for `results()` alone and
    for the raw question, on the clock for the page, and how many were found by each reader. Medians over readers and
    rounds; `p95` is of the page."""

    sort: str
    said: str
    page: float
    p95: float
    clock: float
    results: float
    raw: float
    totals: dict[str, int]
    raw_totals: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Looked:
    """A page: milliseconds of the processor and on the clock, queries and bytes. `rows` only of files."""

    name: str
    address: str
    work: float
    clock: float
    queries: int
    size: int
    rows: int = 0


@dataclass(slots=True)
class Measured:
    """All of one database with so many records; times to build and to index are in seconds."""

    database: str
    records: int
    build: float
    index: float
    timed: list[Timed] = field(default_factory=list)
    completions: dict[str, list[float]] = field(default_factory=dict)
    probes: list[tuple[str, str, str]] = field(default_factory=list)
    pages: list[Looked] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        data = {**data, "timed": [Timed(**one) for one in data["timed"]]}
        data["pages"] = [Looked(**one) for one in data["pages"]]
        return cls(**{**data, "probes": [(typed, wanted, how) for typed, wanted, how in data["probes"]]})


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed; of a single one itself, of none 0."""
    if len(values) < 2:
        return values[0] if values else 0.0
    return quantiles(values, n=20, method="inclusive")[-1]


def middle(values: Iterable[float]) -> float:
    found = list(values)
    return median(found) if found else 0.0


def ratio(one: float, other: float) -> float:
    return one / other if other else 0.0


def of_raw(timed: Sequence[Timed]) -> float:
    """The median of the pages as a multiple of the median of the raw questions."""
    return ratio(middle(one.page for one in timed), middle(one.raw for one in timed))


def growth(small: Sequence[Timed], large: Sequence[Timed]) -> dict[str, float]:
    """How many times as long a page takes: of each class of questions the median, and of all of them under "all"."""
    before = {one.said: one.page for one in small}
    grown = [(one.sort, ratio(one.page, before[one.said])) for one in large if one.said in before]
    sorts = dict.fromkeys(sort for sort, _ in grown)
    return {sort: middle(by for each, by in grown if each == sort) for sort in sorts} | {
        "all": middle(by for _, by in grown)
    }


def differences(one: Sequence[Timed], other: Sequence[Timed]) -> list[tuple[str, str, int, int]]:
    """(question, reader, total in the one, in the other) where the two differ."""
    totals = {each.said: each.totals for each in other}
    return [
        (each.said, reader, number, totals[each.said][reader])
        for each in one
        if each.said in totals
        for reader, number in each.totals.items()
        if totals[each.said].get(reader, number) != number
    ]


def alike(one: Sequence[Timed], other: Sequence[Timed]) -> float:
    """The part of the questions whose totals are the same for every reader."""
    both = {each.said for each in one} & {each.said for each in other}
    return 1 - ratio(len({said for said, *_ in differences(one, other)}), len(both)) if both else 0.0


def verdict(value: float, goal: float, met: bool) -> str:
    return f"{value:.2f} (goal {goal:g}: {'met' if met else 'NOT met'})"


def report(runs: Sequence[Measured]) -> Iterator[str]:
    """All lines; runs of one database stand one after another, the smaller before the larger."""
    for run in runs:
        yield from of_run(run)
        smaller = next((one for one in runs if one.database == run.database and one.records < run.records), None)
        if smaller and smaller.timed and run.timed:
            yield from of_growth(smaller, run)
    for run in runs:
        other = next((one for one in runs if one.records == run.records and one.database > run.database), None)
        if other and run.timed and other.timed:
            yield from of_totals(run, other)


def of_run(run: Measured) -> Iterator[str]:
    yield ""
    yield f"{run.database}, {run.records:,} records: built in {run.build:.0f} s, indexed in {run.index:.0f} s"
    yield "milliseconds of the processor, here and in the database; on the clock where it says so"
    if run.timed:
        yield f"{'question':56}{'found':>8}{'page':>8}{'p95':>8}{'clock':>8}{'results':>9}{'raw':>8}{'page/raw':>9}"
        for one in run.timed:
            times = f"{one.page:8.1f}{one.p95:8.1f}{one.clock:8.1f}{one.results:9.1f}{one.raw:8.1f}"
            most = max(one.totals.values(), default=0)
            yield f"{one.said[:54]:56}{most:8}{times}{ratio(one.page, one.raw):9.1f}"
        yield from of_questions(run)
    yield from of_names(run)
    for page in run.pages:
        rows = f", {page.rows:,} rows, {ratio(page.rows, page.work / 1000):,.0f} rows a second" if page.rows else ""
        cost = f"{page.work:9.1f} ms, {page.clock:.0f} on the clock, {page.queries} queries"
        yield f"{page.name:40}{cost}, {page.size / 1000:,.0f} kB{rows}"
    yield from (f"not measured: {one}" for one in run.skipped)


def of_questions(run: Measured) -> Iterator[str]:
    pages, goal = [one.page for one in run.timed], OF_RAW.get(run.database, 2.0)
    yield f"median {middle(pages):.1f} ms, 95 % of the questions within {p95(pages):.1f} ms"
    value = of_raw(run.timed)
    yield f"page / raw, median of the {len(pages)} by median: {verdict(value, goal, value <= goal)}"
    yield f"page / raw, median of the single ratios: {middle(ratio(one.page, one.raw) for one in run.timed):.2f}"
    yield f"results() / raw: {ratio(middle(one.results for one in run.timed), middle(one.raw for one in run.timed)):.2f}"
    wrong = [one.said for one in run.timed if one.raw_totals != one.totals]
    yield f"totals of the page and of the raw question: {'the same' if not wrong else f'differ for {wrong}'}"


def of_names(run: Measured) -> Iterator[str]:
    for name, times in run.completions.items():
        value = p95(times)
        yield f"completion, {name}: median {middle(times):.1f} ms, p95 {verdict(value, COMPLETION, value <= COMPLETION)}"
    if run.probes:
        missed = [f"{typed} for {wanted}" for typed, wanted, how in run.probes if not how]
        ways = ", ".join(f"{typed} ({how})" for typed, _, how in run.probes if how)
        yield f"names found: {ways}"
        yield f"names missed: {', '.join(missed) or 'none'} ({'NOT met' if missed else 'met'})"


def of_growth(small: Measured, large: Measured) -> Iterator[str]:
    grown = growth(small.timed, large.timed)
    whole = grown.pop("all")
    yield f"growth from {small.records:,}: {verdict(whole, GROWTH, whole < GROWTH)}"
    yield ", ".join(f"{sort} {value:.1f}" for sort, value in grown.items())


def of_totals(one: Measured, other: Measured) -> Iterator[str]:
    same = alike(one.timed, other.timed)
    yield ""
    said = f"{one.records:,} records, totals on {one.database} and {other.database}"
    yield f"{said}: the same for {verdict(same, ALIKE, same >= ALIKE)}"
    for question, reader, number, others in differences(one.timed, other.timed):
        yield f"  {question} as {reader}: {number} and {others}"
