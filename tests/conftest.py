"""Property tests judge by what comes out, never by how busy the machine is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.apart import NewDatabase, new_databases
from tests.flushed import let_tests_flush

settings.register_profile("chancery", deadline=None)
settings.load_profile("chancery")
let_tests_flush()


@pytest.fixture
def new_database(tmp_path: Path, db: None) -> Iterator[NewDatabase]:
    """Makes empty databases beside the one of the tests, of the same sort."""
    yield from new_databases(tmp_path)
