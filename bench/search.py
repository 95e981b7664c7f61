"""Measures searching, completing, lists and the heaviest pages on one database, in a process of its own.

`python -m bench.search RECORDS FILE [URL]` writes what it measured to the file, as JSON: `bench.figures.Measured`.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.module_loading import import_string
from tqdm import tqdm

from bench.figures import Looked, Measured, Timed, p95
from bench.kept import Stamp, kept_database
from bench.queries import BEGINNINGS, PROBES, QUERIES, Query

ROUNDS = 3
ROUNDS_OF_PAGES = 5
READERS = {"analyst": ("analyst", 2), "editor": ("editor", 4)}


def clock(work: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds on the clock, and of the processor in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)


def readers() -> dict[str, tuple[Any, Client]]:
    """Nobody signed in, an analyst cleared for TLP:AMBER and an editor for all; each with a client."""
    model = import_string("records.models.User")
    import_string("django.contrib.sessions.models.Session").objects.all().delete()
    found: dict[str, tuple[Any, Client]] = {"anonymous": (AnonymousUser(), Client(SERVER_NAME="localhost"))}
    for name, (role, clearance) in READERS.items():
        user, _ = model.objects.get_or_create(username=f"bench-{name}", defaults={"role": role, "clearance": clearance})
        client = Client(SERVER_NAME="localhost")
        client.force_login(user)
        found[name] = (user, client)
    return found


def questions(people: Mapping[str, tuple[Any, Client]], rounds: int) -> list[Timed]:
    return [question(query, people, rounds) for query in tqdm(QUERIES, desc="questions", disable=quiet())]


def question(query: Query, people: Mapping[str, tuple[Any, Client]], rounds: int) -> Timed:
    """The page, the results alone and the raw question in turns, once before to warm up."""
    raw, asked = import_string("bench.raw.raw"), import_string("records.search.asked.Asked")
    results = import_string("records.search.results.results")
    pages, cpus, alone, raws = [], [], [], []
    totals, raw_totals = {}, {}
    for name, (reader, client) in people.items():

        def answer(reader: Any = reader) -> Any:
            return results(asked(QueryDict(query.data), reader), query.page, query.order)

        get(client, query.address)
        totals[name], raw_totals[name] = answer().total, raw(query, reader)
        for _ in range(rounds):
            page, cpu = clock(lambda client=client: client.get(query.address))  # type: ignore[misc]
            pages.append(page)
            cpus.append(cpu)
            alone.append(clock(answer)[0])
            raws.append(clock(lambda reader=reader: raw(query, reader))[0])  # type: ignore[misc]
    times = (median(pages), p95(pages), median(cpus), median(alone), median(raws))
    return Timed(query.sort, query.said, *times, totals=totals, raw_totals=raw_totals)


def get(client: Client, address: str) -> Any:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}: nothing to measure.")
    return answer


def completions(people: Mapping[str, tuple[Any, Client]], rounds: int) -> dict[str, list[float]]:
    """Milliseconds by what is asked: the function alone, and its address."""
    complete = import_string("records.search.completions.completions")
    times: dict[str, list[float]] = {"completions()": [], "/complete/": []}
    for reader, client in people.values():
        for text in BEGINNINGS:
            address = f"/complete/?{QueryDict(mutable=True).urlencode()}q={text}"
            complete(text, reader), get(client, address)
            for _ in range(rounds):
                times["completions()"].append(clock(lambda text=text, reader=reader: complete(text, reader))[0])  # type: ignore[misc]
                times["/complete/"].append(clock(lambda client=client, address=address: client.get(address))[0])  # type: ignore[misc]
    return times


def probes(reader: Any) -> list[tuple[str, str, str]]:
    """(typed, wanted, how it was found: "1." for the first row, or what was meant; "" where it was not)."""
    return [(typed, wanted, found(typed, wanted, reader)) for typed, wanted in PROBES]


def found(typed: str, wanted: str, reader: Any) -> str:
    titles = titles_found(typed, reader)
    if wanted in titles:
        return f"{titles.index(wanted) + 1}."
    for one in import_string("records.search.spellings.alike")(typed.split(), reader):
        if wanted in titles_found(one.text, reader):
            return f"meant {one.text}"
    return ""


def titles_found(text: str, reader: Any) -> list[str]:
    given = QueryDict(mutable=True)
    given["q"] = text
    asked = import_string("records.search.asked.Asked")(given, reader)
    rows = import_string("records.search.results.results")(asked).hits
    pks = [one.pk for one in rows]
    return list(import_string("records.models.Record").objects.among(pks).in_bulk(pks).values()) and [
        str(import_string("records.models.Record").objects.get(pk=pk)) for pk in pks
    ]


def addresses() -> list[tuple[str, str]]:
    """(name, address) of the first and a deep page of each list, of the heaviest pages, and of files."""
    folders = [info.folder for info in import_string("records.kinds.KINDS").values()]
    lists = [(f"{folder}, first page", f"/{folder}/") for folder in folders]
    deep = [(f"{folder}, page 20", f"/{folder}/?page=20") for folder in ("visits", "actors", "documents", "claims")]
    files = [(f"{folder} as {suffix}", f"/{folder}.{suffix}") for folder in ("visits", "actors") for suffix in ("csv", "json")]
    whole = [("timeline", "/timeline/"), ("what changed", "/changes/"), ("visits.ics", "/visits.ics"), ("front page", "/")]
    return [*lists, *deep, *heaviest(), *whole, *files]


def heaviest() -> list[tuple[str, str]]:
    """The record of each kind that most others name, and how many do."""
    rows = []
    for kind in ("actor", "claim", "visit", "document"):
        record = import_string("records.models.Record").objects.published().within_clearance(AnonymousUser())
        most = record.of_kind(kind).most_named()[:1] if hasattr(record, "most_named") else []
        rows += [(f"{kind} named most", one.get_absolute_url()) for one in most]
    return rows


def pages(client: Client, rounds: int, skipped: list[str]) -> list[Looked]:
    looked = []
    for name, address in tqdm(addresses(), desc="pages", disable=quiet()):
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address, follow=True)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if answer.status_code != 200:
            skipped.append(f"{name}: {address} answers {answer.status_code}")
            continue
        times = [clock(lambda address=address: whole(client, address)) for _ in range(rounds)]  # type: ignore[misc]
        rows = body.count(b"\n") if address.endswith((".csv", ".json")) else 0
        cost = (median(each[0] for each in times), median(each[1] for each in times))
        looked.append(Looked(name, address, *cost, queries=len(asked), size=len(body), rows=rows))
    return looked


def whole(client: Client, address: str) -> None:
    answer: Any = client.get(address, follow=True)
    if answer.streaming:
        for _ in answer.streaming_content:
            pass


def quiet() -> bool:
    return not sys.stderr.isatty()


def measure(stamp: Stamp, records: int, rounds: int) -> Measured:
    people = readers()
    run = Measured(connection.vendor, records, stamp.seconds_to_build, stamp.seconds_to_index)
    run.timed = questions(people, rounds)
    run.completions = completions(people, rounds)
    run.probes = probes(people["anonymous"][0])
    run.pages = pages(people["analyst"][1], min(rounds, ROUNDS_OF_PAGES), run.skipped)
    return run


def main(arguments: Sequence[str]) -> None:
    records, file, url, rounds = int(arguments[0]), Path(arguments[1]), arguments[2], int(arguments[3])
    with kept_database(url, records) as stamp:
        file.write_text(json.dumps(measure(stamp, records, rounds).as_json()))


if __name__ == "__main__":
    main(sys.argv[1:])
