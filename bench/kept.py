"""Databases of a measurement that stay from one run to the next, as long as they would be built the same again.

A file in `var/bench/`, or a database on the server of DATABASE_URL; beside each, in `var/bench/`, a stamp that says of which
code it was made.
"""

import hashlib
import json
import os
import resource
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import django
import psycopg
from django.core.management import call_command
from django.db import connection, connections
from django.utils.module_loading import import_string
from psycopg import sql

from bench.real import material

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "var" / "bench"
BUILDERS = ("words", "real", "stock", "corpus", "papers")
# What the index is made by.
INDEXERS = ("records/names.py", "records/markup/syntax.py", "records/search/*.py")


@dataclass(slots=True)
class Stamp:
    """Of which code a database was made, and what that took."""

    corpus: str = ""
    migrations: dict[str, str] = field(default_factory=dict)
    index: str = ""
    seconds_to_build: float = 0
    seconds_to_index: float = 0
    megabytes: int = 0


def digest(*files: Path) -> str:
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(file.read_bytes())
    return whole.hexdigest()[:16]


def corpus_key() -> str:
    """Of the builder, and of what it has at hand."""
    found = material()
    of_material = f"{len(found.names)} {len(found.states)} {len(found.visits)} {sum(map(len, found.texts))}"
    return (
        digest(*(ROOT / "bench" / f"{name}.py" for name in BUILDERS))
        + hashlib.sha256(of_material.encode()).hexdigest()[:8]
    )


def index_key() -> str:
    return digest(*(file for pattern in INDEXERS for file in ROOT.glob(pattern)))


def migrations() -> dict[str, str]:
    return {file.relative_to(ROOT).as_posix(): digest(file) for file in ROOT.glob("*/migrations/0*.py")}


def serves(stamp: Stamp, corpus: str, there: dict[str, str]) -> bool:
    """Whether what is kept is what would be built; new migrations can be applied to it, changed ones cannot."""
    return stamp.corpus == corpus and stamp.migrations.items() <= there.items()


@contextmanager
def kept_database(url: str, records: int) -> Iterator[Stamp]:
    """Django set up on a database of so many records, built or indexed anew where that is due. `url` is "" for SQLite."""
    KEPT.mkdir(parents=True, exist_ok=True)
    name = f"chancery_bench_{records}_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:6]}"
    server = hashlib.sha256(url.encode()).hexdigest()[:6] if url else "sqlite"
    file = KEPT / f"{name}-{server}.json"
    stamp = Stamp(**json.loads(file.read_text())) if file.exists() else Stamp()
    fresh = not serves(stamp, corpus_key(), migrations())
    if fresh:
        file.unlink(missing_ok=True)
    os.environ["DATABASE_URL"] = on_server(url, name, fresh) if url else in_file(KEPT / f"{name}.sqlite3", fresh)
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "0", "LOG_LEVEL": "ERROR"}
    # A bench needs no secret; with a database server the settings ask for one.
    os.environ.setdefault("SECRET_KEY", "bench")
    django.setup()
    call_command("migrate", verbosity=0)
    try:
        yield bring_up(Stamp() if fresh else stamp, records, file)
    finally:
        connections.close_all()


def in_file(path: Path, fresh: bool) -> str:
    for ending in ("", "-wal", "-shm") if fresh else ():
        Path(f"{path}{ending}").unlink(missing_ok=True)
    return f"sqlite:///{path}"


def on_server(url: str, name: str, fresh: bool) -> str:
    with closing(psycopg.connect(url, autocommit=True)) as server:
        there = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if there and fresh:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
        if fresh or not there:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def bring_up(stamp: Stamp, records: int, file: Path) -> Stamp:
    """Build what is not there and index what was indexed otherwise; each is stamped when it is done."""
    # Of the code as it is now: it may change while this goes on.
    corpus, index, history = corpus_key(), index_key(), migrations()
    has = import_string("records.models.Record")._base_manager.count()
    if not stamp.corpus or has != records:
        if has:
            raise SystemExit(f"{file.stem} has {has} records, not {records}: delete {file} and begin anew.")
        began = time.perf_counter()
        import_string("bench.corpus.build")(records)
        stamp = Stamp(corpus, history, seconds_to_build=time.perf_counter() - began)
        file.write_text(json.dumps(asdict(stamp)))
    if stamp.index != index:
        began = time.perf_counter()
        call_command("search", "rebuild")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        stamp.index, stamp.seconds_to_index = index, time.perf_counter() - began
        stamp.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        stamp.migrations = history
        file.write_text(json.dumps(asdict(stamp)))
    return stamp
