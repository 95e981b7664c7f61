# The command is called as it is named: `manage.py import`.  # noqa: N999
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from actors.importers.hsg_pocom import import_pocom
from briefings.importers.hsg_travels import import_travels, resolve_tenures
from briefings.importers.hsg_visits import import_visits
from records.importing import Importing, run_import
from records.models.revisions import IMPORTED


@dataclass(frozen=True)
class Upstream:
    name: str
    write: Callable[[Importing, Sequence[Path]], None]


def import_pocom_and_resolve(importing: Importing, paths: Sequence[Path]) -> None:
    import_pocom(importing, paths)
    with transaction.atomic():
        resolve_tenures(importing)


UPSTREAM = {
    "hsg-pocom": Upstream("Principal Officers and Chiefs of Mission", import_pocom_and_resolve),
    "hsg-travels": Upstream("Travels Abroad of the President and the Secretary of State", import_travels),
    "hsg-visits": Upstream("Visits by Foreign Leaders", import_visits),
}


class Command(BaseCommand):
    help = "Import upstream XML of the US Office of the Historian: " + "; ".join(
        f"{key} ({upstream.name})" for key, upstream in UPSTREAM.items()
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("importer", choices=UPSTREAM, metavar="|".join(UPSTREAM))
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="XML files, folders, .tar.gz or .zip")
        parser.add_argument("--dry-run", action="store_true", help="report what would be done, and change nothing")
        parser.add_argument("--quiet", action="store_true", help="no progress bar")

    def handle(self, *args: Any, **options: Any) -> None:
        upstream = UPSTREAM[options["importer"]]
        importing = Importing(f"{IMPORTED}{upstream.name} (Office of the Historian)", quiet=options["quiet"])
        try:
            report = run_import(importing, lambda run: upstream.write(run, options["paths"]), options["dry_run"])
        except KeyboardInterrupt:
            raise CommandError("Stopped. Files that were done are kept: run the same command to go on.") from None
        except DatabaseError as error:
            raise CommandError(
                f"The database refused: {' '.join(str(error).split())}. Of the file under way nothing is written; "
                "files that were done are kept: run the same command to go on."
            ) from error
        if options["dry_run"]:
            self.stdout.write("dry run: nothing was written")
        for line in report.lines():
            self.stdout.write(line)
        if report.refused:
            raise CommandError("The files named above were not imported; the others were. Mend them and run it again.")
