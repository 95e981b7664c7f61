"""A server that is killed in the middle of many saves has kept each one that it acknowledged, and half of none."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.cookies import SimpleCookie
from threading import Event
from urllib.parse import urlencode

from tests.apart import PROJECT, NewDatabase, environment, python

SAVES, CLIENTS = 200, 2
# After so many acknowledged saves the server is killed, and once more on the way to the rest.
KILLED_AFTER = (37, 90)
PASSWORD = "correct horse battery"
MAKE = f"""
import django
django.setup()
from records.models import Document, Source, User
User.objects.create_user("editor", password="{PASSWORD}", role="editor", clearance=4)
source = Source.objects.create(name="Foreign Office")
print(Document.objects.create(title="Readout", source=source, text="Nobody was there.").ref)
"""
FOUND = """
import json
import django
django.setup()
from django.core.serializers.json import DjangoJSONEncoder
from briefings.models import Claim
from records.models.revisions import snapshot

def whole(claim):
    as_kept = json.loads(json.dumps(snapshot(claim), cls=DjangoJSONEncoder))
    revisions = [one.snapshot for one in claim.revisions.all()]
    return revisions == [as_kept] and len(as_kept["citations"]) == 1 and len(as_kept["tags"]) == 2 and claim.outgoing.exists()

print(json.dumps({claim.title: whole(claim) for claim in Claim.objects.all()}))
"""


@contextmanager
def served(database: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The site behind its real server, in a process group of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    server = subprocess.Popen(
        [*command, "--workers", "2", "--no-control-socket", "--log-level", "critical"],
        cwd=PROJECT,
        env=environment(database),
        start_new_session=True,
    )
    try:
        wait_for(port)
        yield port, server
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def wait_for(port: int) -> None:
    for _ in range(600):
        try:
            Browser(port).get("/health/live")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("The server did not answer within a minute.")


class Browser:
    """Keeps its cookies and sends forms, a connection for each request."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> str:
        return self._asked("GET", path)[1]

    def send(self, path: str, data: dict[str, str]) -> int:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path))
        assert token is not None
        return self._asked("POST", path, {**data, "csrfmiddlewaretoken": token[1]})[0]

    def _asked(self, method: str, path: str, data: dict[str, str] | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if data is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urlencode(data) if data is not None else None, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for one in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: kept.value for name, kept in SimpleCookie(one).items()}
        connection.close()
        return answer.status, text


def claim(title: str, document: str) -> dict[str, str]:
    """A claim as its form sends it: with tags and a passage cited."""
    rows = {"links_out": 0, "assessments": 0, "identifiers": 0, "citations": 1}
    counts = {
        f"{name}-{what}_FORMS": str(n if what == "TOTAL" else 0)
        for name, n in rows.items()
        for what in ("TOTAL", "INITIAL")
    }
    passage = {"document": document, "quote": "Nobody was there.", "stance": "supports", "credibility": "3"}
    cited = {f"citations-0-{name}": value for name, value in passage.items()}
    return {"title": title, "type": "fact", "handling": "0", "tags": "border, haven", **counts, **cited}


def saved(port: int, titles: list[str], document: str, enough: int, reached: Event) -> list[str]:
    """Those of the titles whose saves were acknowledged to several clients at once; tells when there are enough."""
    acknowledged: list[str] = []

    def client(number: int) -> None:
        browser = Browser(port)
        try:
            assert browser.send("/sign-in/", {"username": "editor", "password": PASSWORD}) == 302
            for title in titles[number::CLIENTS]:
                assert browser.send("/desk/claims/new/", claim(title, document)) == 302
                acknowledged.append(title)
                if len(acknowledged) >= enough:
                    reached.set()
        except (OSError, http.client.HTTPException):
            return

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(client, range(CLIENTS)))
    return acknowledged


def kill_when(reached: Event, group: int) -> None:
    if reached.wait(120):
        os.killpg(group, signal.SIGKILL)


def kept(database: str) -> dict[str, bool]:
    """Title -> whether the claim is there with all that was saved with it."""
    found: dict[str, bool] = json.loads(python(database, "-c", FOUND).stdout)
    assert python(database, "manage.py", "search", "check").returncode == 0
    return found


def test_a_server_killed_in_the_middle_of_200_saves_loses_none_that_it_acknowledged(new_database: NewDatabase) -> None:
    database = new_database()
    document = python(database, "-c", MAKE).stdout.strip()
    titles = [f"Claim {number} was made" for number in range(SAVES)]
    for killed_after in KILLED_AFTER:
        reached = Event()
        with served(database) as (port, server), ThreadPoolExecutor(1) as pool:
            killing = pool.submit(kill_when, reached, server.pid)
            acknowledged = saved(port, titles, document, killed_after, reached)
            killing.result()
        there = kept(database)
        assert all(there.values())
        assert set(acknowledged) - there.keys() == set()
        assert killed_after <= len(acknowledged) < len(titles)
        titles = [title for title in titles if title not in there]
    with served(database) as (port, _):
        assert sorted(saved(port, titles, document, SAVES, Event())) == sorted(titles)
    assert len(kept(database)) == SAVES
