"""`manage.py accounts`: four accounts, and passwords that are shown once."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from records.access import Handling, Role
from records.models import User

pytestmark = pytest.mark.django_db
NAMES = {"analyst", "editor", "curator", "admin"}


def shown(**options: bool) -> dict[str, str]:
    """The passwords that the command shows, by account."""
    out = StringIO()
    call_command("accounts", stdout=out, **options)
    return dict(re.findall(r"^  (\w+) +([a-z2-9-]{19}) ", out.getvalue(), re.MULTILINE))


def signs_in(name: str, password: str) -> bool:
    return Client().login(username=name, password=password)


def test_each_account_signs_in_with_the_password_shown() -> None:
    passwords = shown()
    assert passwords.keys() == NAMES
    assert all(signs_in(name, password) for name, password in passwords.items())


def test_no_two_passwords_are_alike() -> None:
    assert len(set(shown().values())) == len(set(shown(reset=True).values())) == 4


def test_an_account_that_is_there_keeps_its_password() -> None:
    first = shown()
    assert shown() == {}
    assert all(signs_in(name, password) for name, password in first.items())


def test_a_missing_account_alone_gets_a_new_password() -> None:
    shown()
    User.objects.filter(username="editor").update(username="former editor")
    assert shown().keys() == {"editor"}


def test_a_reset_ends_the_old_passwords() -> None:
    first = shown()
    again = shown(reset=True)
    assert not any(signs_in(name, password) for name, password in first.items())
    assert all(signs_in(name, password) for name, password in again.items())


def test_a_clearance_that_was_lowered_stays_low() -> None:
    shown()
    User.objects.update(clearance=Handling.CLEAR)
    shown(reset=True)
    assert not User.objects.exclude(clearance=Handling.CLEAR).exists()


@pytest.mark.parametrize(
    ("name", "role", "staff", "superuser"),
    [
        ("analyst", Role.ANALYST, False, False),
        ("editor", Role.EDITOR, False, False),
        ("curator", Role.CURATOR, True, False),
        ("admin", Role.ADMIN, True, True),
    ],
)
def test_an_account_may_do_what_its_name_says(name: str, role: Role, staff: bool, superuser: bool) -> None:
    shown()
    user = User.objects.get(username=name)
    assert (user.role, user.is_staff, user.is_superuser) == (role, staff, superuser)
