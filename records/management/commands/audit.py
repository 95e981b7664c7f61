"""`manage.py audit check`: whether the audit log is whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from records.auditing import check


def noted(text: str) -> tuple[int, str]:
    """ "1042:9b14…" as the command itself writes it; "0:" of a log without events."""
    number, colon, link = text.partition(":")
    if not (colon and number.isdecimal() and (link or int(number) == 0)):
        raise ValueError(text)
    return int(number), link


class Command(BaseCommand):
    help = "Go through the audit log, and name the first event that does not fit."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        checked = commands.add_parser("check", help="exit code 1 where an event was changed, taken out or put in")
        checked.add_argument(
            "--noted",
            action="append",
            default=[],
            type=noted,
            metavar="NUMBER:HASH",
            help="an event as an earlier check named it: it must still be there, and the same",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = check(dict(options["noted"]))
        if found.wrong:
            raise CommandError(f"{found.wrong} {found.fitting:,} events before it fit.", returncode=1)
        self.stdout.write(f"All {found.fitting:,} events fit. Note the last elsewhere: {found.fitting}:{found.last}")
