"""A table on its way through the steps of entering many at once, as a person sends it."""

from typing import Any

from django.test import Client

from records.access import Handling
from records.models import Batch, Sheet


def read(client: Client, rows_are: str, text: str) -> Sheet:
    """The table as pasted, with its columns as they were guessed."""
    answer = client.post(f"/desk/bulk/{rows_are}/", {"text": text})
    assert answer.status_code == 302, answer.content.decode()
    sheet = Sheet.objects.latest("pk")
    answer = client.post(answer["Location"], columns_of(sheet))
    assert answer.status_code == 302, answer.content.decode()
    return Sheet.objects.get(pk=sheet.pk)


def columns_of(sheet: Sheet) -> dict[str, str]:
    headed = {"headed": "on"} if sheet.headed else {}
    return {**{f"column-{place}": name for place, name in enumerate(sheet.columns)}, **headed}


def address(sheet: Sheet) -> str:
    return f"/desk/bulk/{sheet.rows_are}/{sheet.pk}/"


def send(client: Client, sheet: Sheet, do: str = "check", **more: Any) -> Any:
    common = {"comment": "From the ministry's list", "handling": Handling.CLEAR.value}
    return client.post(address(sheet), {"do": do, **common, **more})


def entered(client: Client, rows_are: str, text: str, **more: Any) -> Batch:
    answer = send(client, read(client, rows_are, text), "enter", **more)
    assert answer.status_code == 302, answer.content.decode()
    return Batch.objects.latest("pk")


def page(client: Client, sheet: Sheet, show: str = "all") -> str:
    answer = client.get(address(sheet), {"show": show})
    assert answer.status_code == 200
    body: str = answer.content.decode()
    return body
