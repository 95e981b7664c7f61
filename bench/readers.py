"""Who asks while it is measured, and the clock."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
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


def clock(work: Callable[..., Any], *given: Any) -> tuple[float, float]:
    """Milliseconds on the clock, and of the processor in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    work(*given)
    return 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)


def quiet() -> bool:
    """Whether nobody watches: then there are no progress bars."""
    return not sys.stderr.isatty()
