"""Processes of their own on databases of their own, for tests that kill them."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import connection

PROJECT = Path(__file__).resolve().parent.parent
NewDatabase = Callable[[], str]


def environment(database: str) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": database,
        "SECRET_KEY": "only-for-this-test-" + "x" * 40,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(PROJECT),
    }


def python(database: str, *given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *given],
        check=False,
        cwd=PROJECT,
        env=environment(database),
        capture_output=True,
        text=True,
        timeout=120,
    )


def migrated(database: str) -> str:
    python(database, "manage.py", "migrate", "--verbosity=0", "--skip-checks").check_returncode()
    return database


def new_databases(folder: Path) -> Iterator[NewDatabase]:
    """Gives what makes empty databases beside the one of the tests, of the same sort; takes them away in the end."""
    made: list[str] = []

    def in_files() -> str:
        made.append(f"sqlite:///{folder / f'{len(made)}.sqlite3'}")
        return migrated(made[-1])

    def on_server() -> str:
        of = connection.settings_dict
        made.append(f"{of['NAME']}_{len(made)}")
        psql(f'CREATE DATABASE "{made[-1]}"')
        return migrated(f"postgres://{of['USER']}:{of['PASSWORD']}@{of['HOST']}:{of['PORT']}/{made[-1]}")

    if connection.vendor == "sqlite":
        yield in_files
    else:
        yield on_server
        for name in made:
            psql(f'DROP DATABASE "{name}" WITH (FORCE)')


def psql(statement: str) -> None:
    """Run a statement that may stand in no transaction."""
    apart = connection.copy()
    try:
        apart.connect()
        with apart.cursor() as cursor:
            cursor.execute(statement)
    finally:
        apart.close()
