"""The readers of the tests: one for each clearance, and one for each part in the work."""

from django.contrib.auth.models import AnonymousUser

from records.access import Handling, Reader, Role
from records.models import User

CLEARANCES = {label.name.lower(): label for label in Handling}


def reader(name: str, clearance: Handling = Handling.CLEAR, role: Role = Role.ANALYST) -> User:
    staff = role in (Role.CURATOR, Role.ADMIN)
    return User.objects.create_user(
        name, password="correct horse", clearance=clearance, role=role, is_staff=staff, is_superuser=role == Role.ADMIN
    )


def analyst(clearance: Handling = Handling.GREEN) -> User:
    return reader(f"analyst-{clearance.name.lower()}", clearance)


def editor(clearance: Handling = Handling.RED) -> User:
    return reader(f"editor-{clearance.name.lower()}", clearance, Role.EDITOR)


def reviewer(clearance: Handling = Handling.RED) -> User:
    return reader(f"reviewer-{clearance.name.lower()}", clearance, Role.REVIEWER)


def curator() -> User:
    return reader("curator", Handling.RED, Role.CURATOR)


def admin() -> User:
    return reader("admin", Handling.RED, Role.ADMIN)


def everybody() -> dict[str, Reader]:
    """Readers of every clearance and role, by name; "anonymous" is not signed in."""
    people: dict[str, Reader] = {"anonymous": AnonymousUser()}
    for label in Handling:
        people[f"analyst {label.label}"] = analyst(label)
        people[f"editor {label.label}"] = editor(label)
    people |= {"curator": curator(), "admin": admin()}
    return people
