"""Measures searching and completing names, beside the raw question in the same run."""

from collections.abc import Sequence
from statistics import median
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from tqdm import tqdm

from bench.figures import Measured, Timed, p95
from bench.heavy import pages
from bench.queries import BEGINNINGS, PROBES, QUERIES, Query
from bench.raw import raw
from bench.readers import Asking, cost, everybody, quiet
from records.access import Reader
from records.models import Record
from records.search.asked import Asked
from records.search.completions import completions
from records.search.results import Results, results
from records.search.spellings import alike


def measure(run: Measured, rounds: int) -> None:
    people = everybody()
    run.timed = [question(query, people, rounds) for query in tqdm(QUERIES, desc="questions", disable=quiet())]
    run.completions = completed(people, rounds)
    run.probes = [(typed, wanted, found(typed, wanted, people[0].reader)) for typed, wanted in PROBES]
    run.pages = pages(people[1].client, rounds, run.skipped)


def question(query: Query, people: Sequence[Asking], rounds: int) -> Timed:
    """The page, the results alone and the raw question in turns, once before to warm up."""
    page, alone, unadorned = [], [], []
    totals, raw_totals = {}, {}
    for who in people:
        seen(who, query.address)
        totals[who.name], raw_totals[who.name] = answer(query, who.reader).total, raw(query, who.reader)
        for _ in range(rounds):
            page.append(cost(who.client.get, query.address))
            alone.append(cost(answer, query, who.reader))
            unadorned.append(cost(raw, query, who.reader))
    return Timed(
        sort=query.sort,
        said=query.said,
        page=median(one.work for one in page),
        p95=p95([one.work for one in page]),
        clock=median(one.clock for one in page),
        results=median(one.work for one in alone),
        raw=median(one.work for one in unadorned),
        totals=totals,
        raw_totals=raw_totals,
    )


def answer(query: Query, reader: Reader) -> Results:
    return results(Asked(QueryDict(query.data), reader), query.page, query.order)


def seen(who: Asking, address: str) -> None:
    """Once, to see that it is a page."""
    status = who.client.get(address).status_code
    if status != 200:
        raise SystemExit(f"{address} answers {status} to {who.name}: nothing to measure.")


def completed(people: Sequence[Asking], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each completion, of the function alone and of its address."""
    alone, served = [], []
    today = timezone.localdate()
    for who in people:
        for typed in BEGINNINGS:
            address = f"/complete/?{urlencode({'q': typed})}"
            seen(who, address)
            for _ in range(rounds):
                alone.append(cost(completions, typed, who.reader, today).work)
                served.append(cost(who.client.get, address).work)
    return {"completions()": alone, "/complete/": served}


def found(typed: str, wanted: str, reader: Reader) -> str:
    """How: "1." for the first row, or what was meant by it; "" where it was not."""
    titles = titles_found(typed, reader)
    if wanted in titles:
        return f"{titles.index(wanted) + 1}."
    others = alike(typed.split(), reader)
    return next((f"meant {one.text}" for one in others if wanted in titles_found(one.text, reader)), "")


def titles_found(text: str, reader: Reader) -> list[str]:
    """Of the first page."""
    pks = [one.pk for one in answer(Query("name", text), reader).hits]
    titles = dict(Record.objects.among(pks).values_list("pk", "title"))
    return [titles[pk] for pk in pks]
