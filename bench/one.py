"""Measures one database, in a process of its own: Django is set up once.

`python -m bench.one RECORDS ROUNDS FILE [URL]` writes what it measured to the file, as JSON (`bench.figures.Measured`).
"""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from django.db import connection
from django.utils.module_loading import import_string

from bench.figures import Measured
from bench.kept import kept_database


def main(arguments: Sequence[str]) -> None:
    records, rounds, file, url = int(arguments[0]), int(arguments[1]), Path(arguments[2]), "".join(arguments[3:])
    with kept_database(url, records) as stamp:
        # Models can be named once Django is set up, and no sooner.
        measure: Callable[[Measured, int], None] = import_string("bench.search.measure")
        run = Measured(connection.vendor, records, stamp.seconds_to_build, stamp.seconds_to_index)
        measure(run, rounds)
        file.write_text(json.dumps(run.as_json()))


if __name__ == "__main__":
    main(sys.argv[1:])
