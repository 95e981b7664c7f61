from unittest import TestCase

from bench.kept import Stamp, serves


class Kept(TestCase):
    stamp = Stamp(corpus="builder", migrations={"a/0001.py": "one"})

    def test_stays_while_the_builder_and_its_migrations_are_the_same(self) -> None:
        self.assertTrue(serves(self.stamp, "builder", {"a/0001.py": "one"}))

    def test_stays_with_a_further_migration(self) -> None:
        self.assertTrue(serves(self.stamp, "builder", {"a/0001.py": "one", "a/0002.py": "two"}))

    def test_goes_with_another_builder_or_another_history(self) -> None:
        self.assertFalse(serves(self.stamp, "other", {"a/0001.py": "one"}))
        self.assertFalse(serves(self.stamp, "builder", {"a/0001.py": "changed"}))
        self.assertFalse(serves(self.stamp, "builder", {}))
