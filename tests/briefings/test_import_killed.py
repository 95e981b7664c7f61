"""An import that was killed, at whatever moment, ends as one that nobody disturbed when it is run again."""

import random
import signal

from tests.apart import NewDatabase, python
from tests.imported import FOLDERS, SAMPLE

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
