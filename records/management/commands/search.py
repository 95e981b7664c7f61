import sys
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from records.kinds import ref
from records.models import Record
from records.search.index import BATCH, Drift, Overtaken, add, all_ids, check, check_whole, rebuild, unindexed

NAMED = 20


class Command(BaseCommand):
    help = "The index of the search: find what it says wrongly, make it anew, or add what it misses."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        commands.add_parser("check", help="compare the index with every record; exit code 1 where they differ")
        commands.add_parser("rebuild", help="make the index anew; readers and editors go on meanwhile")
        commands.add_parser("fill", help="add the records that are not in the index at all")

    def handle(self, *args: Any, **options: Any) -> None:
        {"check": self.check_index, "rebuild": self.rebuild, "fill": self.fill}[options["command"]]()

    def check_index(self) -> None:
        pks, drift = all_ids(), Drift()
        for part in self.batches(pks, "checked"):
            check(part, drift)
        check_whole(pks, drift)
        if not drift:
            self.stdout.write(f"The index agrees with all {len(pks)} records.")
            return
        for said, wrong in (("not in it", drift.missing), ("say something else now", drift.differing)):
            if wrong:
                self.stdout.write(f"{len(wrong)} records {said}: {named(wrong)}")
        if drift.left_over:
            self.stdout.write(f"{len(drift.left_over)} entries of records that are none.")
        raise CommandError("The index differs from the records: manage.py search rebuild mends it.", returncode=1)

    def rebuild(self) -> None:
        pks = all_ids()
        with self.bar(len(pks), "indexed") as bar:
            try:
                for done in rebuild(pks):
                    bar.update(done)
            except Overtaken:
                raise CommandError("Another rebuild began meanwhile and goes on: leave it to that one.") from None
        self.stdout.write(f"The index was made anew of {len(pks)} records.")

    def fill(self) -> None:
        pks = unindexed()
        for part in self.batches(pks, "indexed"):
            add(part)
        if pks:
            self.stdout.write(f"{len(pks)} records were added to the index.")

    def batches(self, pks: list[int], said: str) -> Iterator[list[int]]:
        with self.bar(len(pks), said) as bar:
            for start in range(0, len(pks), BATCH):
                part = pks[start : start + BATCH]
                yield part
                bar.update(len(part))

    def bar(self, total: int, said: str) -> "tqdm[Any]":
        return tqdm(total=total, unit=" records", desc=said, file=sys.stderr, disable=not sys.stderr.isatty())


def named(pks: list[int]) -> str:
    """ "V-1042, A-0007 and 3 more"."""
    kinds = dict(Record.objects.among(pks[:NAMED]).values_list("pk", "kind"))
    said = ", ".join(ref(kinds[pk], pk) if pk in kinds else str(pk) for pk in pks[:NAMED])
    return f"{said} and {len(pks) - NAMED} more" if len(pks) > NAMED else said
