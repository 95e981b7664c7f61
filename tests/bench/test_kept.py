from bench.kept import Stamp, serves

STAMP = Stamp(corpus="builder", migrations={"a/0001.py": "one"})


def test_a_database_stays_while_the_builder_and_its_migrations_are_the_same() -> None:
    assert serves(STAMP, "builder", {"a/0001.py": "one"})


def test_a_database_stays_with_a_further_migration() -> None:
    assert serves(STAMP, "builder", {"a/0001.py": "one", "a/0002.py": "two"})


def test_a_database_goes_with_another_builder_or_another_history() -> None:
    assert not serves(STAMP, "other", {"a/0001.py": "one"})
    assert not serves(STAMP, "builder", {"a/0001.py": "changed"})
    assert not serves(STAMP, "builder", {})
