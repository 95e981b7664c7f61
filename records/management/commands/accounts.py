"""`manage.py accounts`: one account for each part in the work, with a password made now and shown once."""

import secrets
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from records.access import Handling, Role
from records.auditing import audit
from records.models import Audited, User

# Without the letters and figures that are taken for one another.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class Account(NamedTuple):
    role: Role
    clearance: Handling


ACCOUNTS = (
    Account(Role.ANALYST, Handling.AMBER),
    Account(Role.EDITOR, Handling.AMBER_STRICT),
    Account(Role.CURATOR, Handling.RED),
    Account(Role.ADMIN, Handling.RED),
)


def new_password() -> str:
    """Four groups of four, 79 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


class Command(BaseCommand):
    help = (
        "Make the accounts analyst, editor, curator and admin, and show the passwords of the new ones. An account "
        "that is there keeps its password, clearance and role."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="new passwords for accounts that are there too")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        made = [account for account in ACCOUNTS if self._make(account)]
        shown = list(ACCOUNTS) if options["reset"] else made
        if not shown:
            self.stdout.write("The accounts are there; `accounts --reset` gives them new passwords.")
            return
        self.stdout.write("Accounts, with passwords shown this once:\n\n")
        self.stdout.write(f"  {'name':9}{'password':21}reads up to")
        for account in shown:
            password = new_password()
            self._give(account, password)
            self.stdout.write(f"  {account.role:9}{password:21}{account.clearance.label}")

    def _make(self, account: Account) -> bool:
        """Whether the account was missing."""
        wanted = {
            "role": account.role,
            "clearance": account.clearance,
            "is_staff": account.role in (Role.CURATOR, Role.ADMIN),
            "is_superuser": account.role == Role.ADMIN,
        }
        return User.objects.get_or_create(username=account.role.value, defaults=wanted)[1]

    def _give(self, account: Account, password: str) -> None:
        user = User.objects.get(username=account.role.value)
        user.set_password(password)
        user.save(update_fields=["password"])
        audit(Audited.PASSWORD_CHANGED, None, account=user.pk)
