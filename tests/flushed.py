"""Emptying the tables between tests that commit. The audit log refuses that, on either database: its triggers are taken off for
the moment, by whom the tables belong to. In the site itself nothing takes them off.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import TransactionTestCase

from records import migrations

(named,) = (path.stem for path in Path(migrations.__file__ or "").parent.glob("[0-9]*_audit.py"))
audit = import_module(f"records.migrations.{named}")
empty_tables: Any = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]


@contextmanager
def without_guard() -> Iterator[None]:
    execute(audit.UNMAKE)
    try:
        yield
    finally:
        execute(audit.MAKE)


def execute(statements: Mapping[str, Sequence[str]]) -> None:
    with connection.cursor() as cursor:
        for one in statements[connection.vendor]:
            cursor.execute(one)


def flushed(self: TransactionTestCase) -> None:
    with without_guard():
        empty_tables(self)


def let_tests_flush() -> None:
    TransactionTestCase._fixture_teardown = flushed  # type: ignore[attr-defined]
