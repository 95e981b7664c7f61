"""The words of the names that records are looked up by, and how these words sound: made from the names alone."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Case, Count, Exists, F, Func, Max, OuterRef, Q, When

from records.access import Reader, visible
from records.fields import FoldedField
from records.kinds import KINDS
from records.search.name_words import LONGEST_NAME, LONGEST_WORD

# Sorts after every letter that a folded text is made of.
AFTER = "~"


# However few letters are typed, what they begin is read in its order and not sorted.
FEWEST_LETTERS, MOST_LETTERS = 2, 6


class FirstLetters(Func):
    """So many of the first letters, the number written out: an index is found by the same words only."""

    template = "SUBSTR(%(expressions)s, 1, %(number)s)"
    output_field = models.CharField()


class NameWordQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        return self.filter(visible(reader, "record__"))

    def beginning(self, start: str, after: str) -> Self:
        """Those from `start` on and before `after` (`start + AFTER`): a range, so that both databases use the index."""
        return self.filter(word__gte=start, word__lt=after)

    def of_kinds(self, wanted: Iterable[str], many: bool = False) -> Self:
        """Those of records of one of these kinds, each with a sort if need be ("actor:person"); `many` where a good part of all
        words fit what else is asked."""
        condition = Q(pk__in=())
        for one in wanted:
            kind, _, sort = one.partition(":")
            of_sort = KINDS[kind].model.of_sort(sort, "record__") if sort else Q()
            condition |= Q(record__kind=kind) & of_sort
        if not many:
            return self.filter(condition)
        # A case: PostgreSQL takes records with names for few and would sort all that are found, where their order is an index.
        named = Case(When(condition, then=True), default=False, output_field=models.BooleanField())
        return self.alias(of_kinds=named).filter(of_kinds=True)

    def whose_record_begins(self, start: str, after: str) -> Self:
        """Those of records that have a word in this range too."""
        return self.filter(Exists(NameWord.objects.filter(record=OuterRef("record")).beginning(start, after)))

    def starting(self, letters: str, number: int) -> Self:
        """Those that begin with these, so many as `number` says, at most `MOST_LETTERS`; in the order `foremost` they are read
        from an index."""
        return self.alias(first=FirstLetters("word", number=number)).filter(first=letters)

    def foremost(self) -> Self:
        """Whole names and the last words of names first, of each what is named most."""
        return self.order_by("later", "-renown", "word", "record_id")

    def whole_name(self, name: str) -> models.QuerySet:
        """The ids of the records of which one name is this, folded."""
        return self.filter(word=name, whole=True).order_by().values("record_id")

    def whole_names(self, names: Iterable[str]) -> Self:
        """Those that are one of these folded names as a whole."""
        return self.filter(word__in=list(names), whole=True)

    def single(self) -> Self:
        return self.filter(whole=False)

    def within(self, words: Iterable[str]) -> Self:
        return self.filter(word__in=sorted(words))

    def of_records(self, pks: Iterable[int]) -> Self:
        return self.filter(record__any_of=list(pks))

    def times_borne(self, words: Iterable[str]) -> dict[str, int]:
        """How many records bear each of these folded words in a name; those that none bears are left out."""
        rows = self.single().within(words).order_by().values_list("word")
        return dict(rows.annotate(times=Count("pk")))

    def records_bearing_most(self) -> Any:
        """(id, number of these words, renown) of their records, those that bear the most of them first."""
        rows = self.order_by().values("record_id").annotate(borne=Count("word"), most=Max("renown"))
        return rows.order_by("-borne", "-most", "record_id").values_list("record_id", "borne", "most")


class SpellingQuerySet(models.QuerySet):
    def under(self, keys: Iterable[str]) -> Self:
        return self.filter(key__in=sorted(keys))


class NameWord(models.Model):
    """A folded word of one of a record's names, or such a name as a whole; `shown` is how it is written there.

    `renown` says how often the record is named by others, in powers of two (`records.search.renown.recount`).
    """

    record = models.ForeignKey("records.Record", models.CASCADE, related_name="+", db_index=False)
    word = FoldedField(max_length=LONGEST_NAME)
    whole = models.BooleanField(default=False)
    # A word before the last one of a name: fewer look for it.
    later = models.BooleanField(default=False)
    shown = models.CharField(max_length=300)
    renown = models.PositiveSmallIntegerField(default=0)

    objects = NameWordQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "word", "whole"], name="name_word_once")]
        indexes = [
            models.Index(fields=["word", "record"], name="name_word_looked_up"),
            *(
                models.Index(
                    FirstLetters("word", number=number), "later", F("renown").desc(), "word", "record",
                    name=f"name_word_by_{number}_letters",
                )
                for number in range(FEWEST_LETTERS, MOST_LETTERS + 1)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.shown


class Spelling(models.Model):
    """A word that some name has or had, and one key under which words that sound alike meet (`records.names.keys`)."""

    word = FoldedField(max_length=LONGEST_WORD)
    key = FoldedField(max_length=LONGEST_WORD)

    objects = SpellingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "word"], name="spelling_once")]

    def __str__(self) -> str:
        return f"{self.word}: {self.key}"
