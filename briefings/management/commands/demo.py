"""`manage.py demo`: the sample case."""

from typing import Any

from django.core.management.base import BaseCommand

from briefings.demo.loading import Loaded, load
from records import kinds


class Command(BaseCommand):
    help = (
        "Load the sample case: a briefing on the talks of China's envoy in Islamabad, with every record that it rests "
        "on. What is there already, changed or not, is left as it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load()
        if options["verbosity"]:
            self.stdout.write(said(loaded))


def said(loaded: Loaded) -> str:
    """One line: what was made, and where to begin to read."""
    where = f"Begin at /{loaded.briefing}/."
    if not loaded.made:
        return f"The sample case is there; nothing was changed. {where}"
    counts = ", ".join(counted(kind, number) for kind, number in sorted(loaded.made.items()))
    return f"The sample case: made {counts}. {where}"


def counted(kind: str, number: int) -> str:
    info = kinds.KINDS[kind]
    return f"{number} {(info.label if number == 1 else info.plural).lower()}"
