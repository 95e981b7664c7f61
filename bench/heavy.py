"""What is measured beside searching: lists, near and deep, the records that most others name, and whole files."""

from statistics import median
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tqdm import tqdm

from bench.figures import Looked
from bench.readers import cost, quiet
from records.kinds import KINDS
from records.models import Record

DEEP = ("visits", "actors", "documents", "claims")
FILES = ("visits.csv", "visits.json", "actors.csv")
OTHERS = {
    "front page": "/",
    "timeline": "/timeline/",
    "timeline of a word": "/timeline/?q=treaty",
    "what changed": "/changes/?since=2026-01-01",
    "calendar of visits": "/visits.ics",
    "feed of a search": "/feeds/search.atom?q=treaty",
}


def addresses() -> dict[str, str]:
    lists = {f"{info.folder}, first page": f"/{info.folder}/" for info in KINDS.values()}
    deep = {f"{folder}, page 20": f"/{folder}/?page=20" for folder in DEEP}
    return {**lists, **deep, **heaviest(), **OTHERS, **{f"file {name}": f"/{name}" for name in FILES}}


def heaviest() -> dict[str, str]:
    """Of each kind the record that most others name, of those that everybody may see."""
    found = {}
    for kind in KINDS:
        shown = Record.objects.visible_to(AnonymousUser()).of_kind(kind)
        for one in shown.annotate(named=Count("incoming")).order_by("-named", "pk")[:1]:
            found[f"{kind} named by {one.named:,}"] = one.get_absolute_url()
    return found


def pages(client: Client, rounds: int, skipped: list[str]) -> list[Looked]:
    """Those that answer; of the others `skipped` is told."""
    looked = []
    for name, address in tqdm(addresses().items(), desc="pages", leave=False, disable=quiet()):
        with CaptureQueriesContext(connection) as asked:
            status, body = whole(client, address)
            queries = len(asked)
        if status != 200:
            skipped.append(f"{name}: {address} answers {status}")
            continue
        times = [cost(whole, client, address) for _ in range(rounds)]
        rows = body.count(b"\n") if address.lstrip("/") in FILES else 0
        work, clock = median(one.work for one in times), median(one.clock for one in times)
        looked.append(Looked(name, address, work, clock, queries, len(body), rows))
    return looked


def whole(client: Client, address: str) -> tuple[int, bytes]:
    """The status and all of the body, streamed or not."""
    answer: Any = client.get(address)
    return answer.status_code, b"".join(answer.streaming_content) if answer.streaming else answer.content
