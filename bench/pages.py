"""How much server CPU pages cost, uncached, beside Django's own admin list of 50 visits in the same run.

`python3 run.py bench` reports, and judges nothing by its exit code: a busy machine is no failure.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.module_loading import import_string
from tqdm import tqdm

from bench.scratch import scratch_database

if TYPE_CHECKING:
    from bench.data import Subjects

ROUNDS = 40
WARM_UP = 3
OF_A_RECORD, OF_A_LIST = 0.4, 0.3


@dataclass(slots=True)
class Target:
    """A page, and the most that it may cost as a part of what the admin's list does."""

    name: str
    address: str
    goal: float | None = None
    queries: int = 0
    size: int = 0
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    @property
    def cost(self) -> float:
        return median(self.cpu)


def targets(subjects: "Subjects") -> list[Target]:
    """What is measured, the yardstick first."""
    return [
        Target("Django's admin, states joined", "/plain-admin/briefings/visit/"),
        Target("Django's admin, as registered", "/bare-admin/briefings/visit/"),
        Target("our administration, 50 visits", "/admin/briefings/visit/"),
        Target("a state with 240 rows", subjects.state.get_absolute_url(), OF_A_RECORD),
        Target("an official with 240 rows", subjects.official.get_absolute_url(), OF_A_RECORD),
        Target("a claim with 240 assertions", subjects.claim.get_absolute_url()),
        Target("a briefing", subjects.briefing.get_absolute_url()),
        Target("list of 50 visits", "/visits/", OF_A_LIST),
        Target("list of 50 actors", "/actors/", OF_A_LIST),
        Target("front page", "/"),
    ]


def a_curator() -> Client:
    """Signed in, as the admin's list must be: sessions and accounts are read for every page alike."""
    user = get_user_model().objects.create_user(
        "curator", role="curator", clearance=4, is_staff=True, is_superuser=True
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def look(client: Client, target: Target) -> None:
    """Once, to see that it is a page, how often it asks and how much it sends."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(target.address)
    if answer.status_code != 200:
        raise SystemExit(f"{target.address} ({target.name}) answers {answer.status_code}: nothing to measure.")
    target.queries, target.size = len(asked), len(answer.content)


def measure(client: Client, target: Target) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    client.get(target.address)
    target.cpu.append(1000 * (time.process_time() - cpu))
    target.wall.append(1000 * (time.perf_counter() - wall))


def measure_all(client: Client, pages: list[Target], rounds: int) -> None:
    """In turns, so that what disturbs the machine disturbs all of them."""
    for page in pages:
        look(client, page)
        for _ in range(WARM_UP):
            client.get(page.address)
    for number in tqdm(range(rounds), desc="rounds", leave=False, disable=not sys.stderr.isatty()):
        start = number % len(pages)
        for page in pages[start:] + pages[:start]:
            measure(client, page)


def report(pages: list[Target], database: str, rounds: int) -> str:
    """The last two columns of figures: the ratio to the admin's list with the states joined, and to it as registered."""
    heading = f"{'':32}{'median':>8}{'p95':>8}{'clock':>8}{'queries':>9}{'kB':>6}{'joined':>8}{'as reg.':>9}  goal"
    first = f"{database}, {rounds} rounds: milliseconds of the server's CPU, and on the clock"
    joined, registered = pages[0].cost, pages[1].cost
    return "\n".join([first, heading, *(line(page, page.cost / joined, page.cost / registered) for page in pages)])


def line(page: Target, to_joined: float, to_registered: float) -> str:
    p95 = quantiles(page.cpu, n=20)[-1]
    times = f"{page.cost:8.1f}{p95:8.1f}{median(page.wall):8.1f}{page.queries:9}{page.size / 1000:6.0f}"
    met = verdict(page.goal, to_joined, to_registered) if page.goal else ""
    return f"{page.name:32}{times}{to_joined:8.2f}{to_registered:9.2f}  {met}".rstrip()


def verdict(goal: float, to_joined: float, to_registered: float) -> str:
    said = [
        f"{name} {'met' if ratio <= goal else 'NOT met'}"
        for name, ratio in (("joined", to_joined), ("as registered", to_registered))
    ]
    return f"{goal}: {', '.join(said)}"


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each page is made (default: {ROUNDS})")
    rounds = max(2, parser.parse_args(arguments).rounds)
    with scratch_database() as database:
        settings.ROOT_URLCONF = "bench.yardstick"
        # Models can be named once Django is set up, and no sooner.
        build: Callable[[], Subjects] = import_string("bench.data.build")
        pages = targets(build())
        measure_all(a_curator(), pages, rounds)
        print(report(pages, database, rounds))


if __name__ == "__main__":
    main(sys.argv[1:])
