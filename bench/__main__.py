"""`python3 run.py bench`: what pages cost beside Django's own list, and what searching costs beside the raw question.

Reports, and judges nothing by its exit code: a busy machine is no failure.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.figures import Measured, report
from bench.real import material

ROOT = Path(__file__).parents[1]
SMALL = 10_000


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    whole.add_argument(
        "--records",
        type=int,
        default=SMALL,
        help=f"how many records are searched (default: {SMALL}); of more than {SMALL}, growth from {SMALL} is told too",
    )
    whole.add_argument("--only", choices=["pages", "search"], help="measure this alone (default: both)")
    whole.add_argument("--rounds", type=int, default=0, help="how often each page is made (default: 40, of a search 3)")
    return whole


def databases() -> list[str]:
    """Of SQLite "", and the address of the server that DATABASE_URL names, where it names one."""
    given = os.environ.get("DATABASE_URL", "")
    return ["", given] if given and not given.startswith("sqlite") else [""]


def run(module: str, *arguments: str, url: str) -> None:
    """In a process of its own: Django is set up once, for one database."""
    environment = {**os.environ, "DATABASE_URL": url} if url else {**os.environ}
    if not url:
        environment.pop("DATABASE_URL", None)
    done = subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, env=environment, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def measure_search(sizes: Sequence[int], rounds: int) -> list[Measured]:
    print(material().said, flush=True)
    runs = []
    with tempfile.TemporaryDirectory(prefix="chancery-bench-") as folder:
        for url in databases():
            for records in sizes:
                file = Path(folder) / "measured.json"
                run("bench.one", str(records), str(rounds), str(file), url, url=url)
                runs.append(Measured.from_json(json.loads(file.read_text())))
    return runs


def main(arguments: Sequence[str]) -> None:
    given = parser().parse_args(arguments)
    if given.only != "search":
        for url in databases():
            run("bench.pages", *(["--rounds", str(given.rounds)] if given.rounds else []), url=url)
    if given.only != "pages":
        sizes = sorted({min(SMALL, given.records), given.records})
        print("\n".join(report(measure_search(sizes, given.rounds or 3))))


if __name__ == "__main__":
    main(sys.argv[1:])
