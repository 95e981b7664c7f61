"""Several people at the same moment, each on a connection of their own."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Thread
from unittest import TestResult

from django.db import connection, connections
from django.test import TransactionTestCase

from records.models import Stale
from records.publishing import Refused


class AtOnce(TransactionTestCase):
    """SQLite's own database of the tests is in memory, where connections wait for nobody: these are given a file."""

    def run(self, result: TestResult | None = None) -> TestResult | None:
        with on_a_file():
            return super().run(result)


@contextmanager
def on_a_file() -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    former, settings = connections["default"], connections.settings["default"]
    name = settings["NAME"]
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "at-once.sqlite3")
        former.ensure_connection()
        with sqlite3.connect(path) as copy:
            former.connection.backup(copy)
        copy.close()
        del connections["default"]
        settings["NAME"] = path
        try:
            yield
        finally:
            connections["default"].close()
            settings["NAME"] = name
            connections["default"] = former


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What became of each: "" where it was done, else what its person was told."""
    told, start = ["Nothing was heard."] * len(acts), Barrier(len(acts))

    def run(number: int, act: Callable[[], object]) -> None:
        start.wait(timeout=30)
        try:
            act()
            told[number] = ""
        except (Refused, Stale) as refused:
            told[number] = str(refused)
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(acts)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)
    return told
