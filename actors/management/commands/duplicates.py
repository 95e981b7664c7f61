import sys
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from actors.linkage.finding import find_all
from actors.models import PossibleDuplicate


class Command(BaseCommand):
    help = "Compare all actors and make the list of those that may be one, for curators at /desk/duplicates/."

    def handle(self, *args: Any, **options: Any) -> None:
        compared = 0
        with tqdm(unit=" pairs", desc="compared", file=sys.stderr, disable=not sys.stderr.isatty()) as bar:
            for done in find_all():
                compared += done
                bar.update(done)
        kept = PossibleDuplicate.objects.count()
        undecided = PossibleDuplicate.objects.undecided().count()
        self.stdout.write(f"{compared} pairs were compared; {kept} may be one actor, {undecided} of them undecided.")
