"""Who asks while it is measured, and the clock."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from records.access import Handling, Reader, Role
from records.models import User

SIGNED_IN = {"analyst": (Role.ANALYST, Handling.AMBER), "editor": (Role.EDITOR, Handling.RED)}


@dataclass(frozen=True, slots=True)
class Asking:
    name: str
    reader: Reader
    client: Client


def everybody() -> list[Asking]:
    """Somebody not signed in, an analyst cleared for TLP:AMBER, and an editor who may see all."""
    Session.objects.all().delete()
    people = [Asking("anonymous", AnonymousUser(), Client(SERVER_NAME="localhost"))]
    for name, (role, clearance) in SIGNED_IN.items():
        user, _ = User.objects.get_or_create(username=f"bench-{name}", defaults={"role": role, "clearance": clearance})
        client = Client(SERVER_NAME="localhost")
        client.force_login(user)
        people.append(Asking(name, user, client))
    return people


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of the processor, here and in the database's own process, and on the clock."""

    work: float
    clock: float


def cost(work: Callable[..., Any], *given: Any) -> Cost:
    wall, here, there = time.perf_counter(), time.process_time(), of_server()
    work(*given)
    here, wall = time.process_time() - here, time.perf_counter() - wall
    there = of_server() - there
    # Of a server elsewhere only the clock knows.
    return Cost(1000 * (here + there if can_tell() else wall), 1000 * wall)


def can_tell() -> bool:
    return connection.vendor == "sqlite" or backend() is not None


def of_server() -> float:
    """Seconds of the processor that the server's process for this connection has had; 0 where nobody can tell."""
    at = backend() if connection.vendor == "postgresql" else None
    return int(at.read_text().split()[0]) / 1e9 if at else 0.0


def backend() -> Path | None:
    """Where Linux tells of the process, if it is on this machine."""
    at = Path(f"/proc/{connection.connection.info.backend_pid}") if connection.connection else None
    try:
        return at / "schedstat" if at and (at / "comm").read_text().startswith("postgres") else None
    except OSError:
        return None


def quiet() -> bool:
    """Whether nobody watches: then there are no progress bars."""
    return not sys.stderr.isatty()
