"""Chromium on the sample case: one server and one case for all these tests, which change neither."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer

from records.access import Handling, Role, Stage
from tests import cast
from tests.browser.addresses import address_of, record_models
from tests.factories import an_actor


@dataclass(frozen=True)
class Site:
    """The site as it is served; asked of the database before the browser starts, since its loop forbids it later."""

    url: str
    records: dict[str, str]
    withdrawn: str
    editors_session: str


@pytest.fixture(scope="session")
def database(django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A database that lasts for all these tests; a file, so that each thread of the server has its own connection.

    They are run alone (`run.py test --browser`): the other tests' database is empty before each of them.
    """
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("browser") / "site.sqlite3")
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        yield
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def site(database: None) -> Iterator[Site]:
    call_command("demo", verbosity=0)
    gone = an_actor("Somebody", stage=Stage.WITHDRAWN, withdrawn_because="No such person.", published_at=timezone.now())
    cast.reader("asma")
    cast.reader("writer", Handling.RED, Role.EDITOR)
    cast.reader("second", Handling.RED, Role.REVIEWER)
    cast.reader("keeper", Handling.RED, Role.CURATOR)
    cast.reader("other keeper", Handling.RED, Role.CURATOR)
    client = Client()
    client.force_login(cast.editor())
    server = LiveServer("localhost")
    yield Site(
        url=server.url,
        records={model.__name__: address_of(model) for model in record_models()},
        withdrawn=gone.get_absolute_url(),
        editors_session=client.cookies["sessionid"].value,
    )
    server.stop()


@pytest.fixture(scope="session")
def base_url(site: Site) -> str:
    return site.url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        "args": ["--disable-dev-shm-usage", *(["--no-sandbox"] if root else [])],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    # Half-way through a transition a colour is neither of the two that were chosen.
    return {**browser_context_args, "reduced_motion": "reduce"}


@pytest.fixture
def as_editor(context: BrowserContext, site: Site) -> BrowserContext:
    """The browser, signed in as an editor."""
    context.add_cookies([{"name": "sessionid", "value": site.editors_session, "url": site.url}])
    return context
