"""An import that was killed, at whatever moment, ends as one that nobody disturbed when it is run again."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.imported import FOLDERS, SAMPLE

PROJECT = SAMPLE.parents[2]
# Imports, and kills itself before the nth statement, as SIGKILL from outside would; prints how many there were.
IMPORT = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from django.db import connection
left = int(sys.argv[1])
def die(execute, *given):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(*given)
with connection.execute_wrapper(die):
    call_command("import", *sys.argv[2:], quiet=True, stdout=sys.stderr)
print(-left)
"""
HALF_WRITTEN = """
import django
django.setup()
from records.models import Document, Record
print(Record.objects.filter(revisions=None).count() + Document.objects.filter(passages=None).count())
"""
PICTURE = """
import django
django.setup()
from tests.imported import natural_picture
print("\\n".join(natural_picture()))
"""
NewDatabase = Callable[[], str]


def python(database: str, *given: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "SECRET_KEY": "only-for-this-test-" + "x" * 40,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(PROJECT),
    }
    return subprocess.run(
        [sys.executable, *given], check=False, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=120
    )


def migrated(database: str) -> str:
    python(database, "manage.py", "migrate", "--verbosity=0", "--skip-checks").check_returncode()
    return database


@pytest.fixture
def new_database(tmp_path: Path, db: None) -> Iterator[NewDatabase]:
    """Makes empty databases beside the one of the tests, of the same sort."""
    made: list[str] = []

    def in_files() -> str:
        made.append(f"sqlite:///{tmp_path / f'{len(made)}.sqlite3'}")
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


def imported(database: str, importer: str, die_at: int = 0) -> int:
    """How many statements the import took; with `die_at` it does not live to see the last."""
    done = python(database, "-c", IMPORT, str(die_at), importer, str(SAMPLE / FOLDERS[importer]))
    assert done.returncode == (-signal.SIGKILL if die_at else 0), done.stderr
    return int(done.stdout or 0)


def test_an_import_killed_at_any_moments_ends_the_same_when_run_again(new_database: NewDatabase) -> None:
    chance = random.Random(1)
    undisturbed, killed = new_database(), new_database()
    for importer in FOLDERS:
        total = imported(undisturbed, importer)
        # Begun anew it has less to do: the second death comes in the first half.
        for moment in (chance.randrange(1, total), chance.randrange(1, total // 2)):
            imported(killed, importer, die_at=moment)
            assert python(killed, "-c", HALF_WRITTEN).stdout == "0\n"
        imported(killed, importer)
    pictures = [python(database, "-c", PICTURE) for database in (undisturbed, killed)]
    assert pictures[0].stdout.count("\n") > 500
    assert pictures[0].stdout == pictures[1].stdout
