"""A database of its own for a measurement, gone when that is over."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import django
import psycopg
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql


@contextmanager
def scratch_database() -> Iterator[str]:
    """Django set up on an empty, migrated database; yields what it is called.

    A file of SQLite, or a new database on the server that DATABASE_URL names.
    """
    given = os.environ.get("DATABASE_URL", "")
    with _on_server(given) if given and not given.startswith("sqlite") else _in_file():
        os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "0", "LOG_LEVEL": "ERROR"}
        # A bench needs no secret; with a database server the settings ask for one.
        os.environ.setdefault("SECRET_KEY", "bench")
        django.setup()
        call_command("migrate", verbosity=0)
        try:
            yield connection.display_name
        finally:
            connections.close_all()


@contextmanager
def _in_file() -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="chancery-bench-") as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        yield


@contextmanager
def _on_server(url: str) -> Iterator[None]:
    name = f"chancery_bench_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        os.environ["DATABASE_URL"] = urlsplit(url)._replace(path=f"/{name}").geturl()
        try:
            yield
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
