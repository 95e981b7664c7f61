from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction

from records.access import EDITORS, Handling, Role
from records.auditing import acting, audit
from records.models.audit import Audited

# What decides what an account may see and do, and what it is called in the audit log.
RIGHTS = {
    "role": "role",
    "clearance": "clearance",
    "is_active": "active",
    "is_staff": "staff",
    "is_superuser": "superuser",
}


class User(AbstractUser):
    """A signed-in reader: what they may see (`clearance`) and what they may do (`role`)."""

    clearance = models.PositiveSmallIntegerField(choices=Handling, default=Handling.GREEN)
    # Up to which moment the reader has marked what changed as read.
    changes_read_until = models.DateTimeField(null=True, editable=False)
    role = models.CharField(max_length=10, choices=Role, default=Role.ANALYST)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(clearance__in=Handling.values), name="user_clearance_is_tlp"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_known"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What an account may is audited, when it is made and whenever that changes; and that it has another password."""
        columns = kwargs.get("update_fields")
        if columns is not None and RIGHTS.keys().isdisjoint(columns):
            return super().save(*args, **kwargs)
        with transaction.atomic():
            stored = type(self)._default_manager.filter(pk=self.pk).values("password", *RIGHTS) if self.pk else ()
            before = next(iter(stored), None)
            super().save(*args, **kwargs)
            self._audit_rights(before)
        return None

    def _audit_rights(self, before: dict[str, Any] | None) -> None:
        now = {name: getattr(self, name) for name in RIGHTS}
        if before is None:
            return audit(Audited.ACCOUNT_MADE, acting(), account=self.pk, detail=in_words(now))
        if before.pop("password") != self.password:
            audit(Audited.PASSWORD_CHANGED, acting(), account=self.pk)
        if before != now:
            was, became = in_words(before), in_words(now)
            changed = {name: [was[name], became[name]] for name in became if was[name] != became[name]}
            audit(Audited.RIGHTS_CHANGED, acting(), account=self.pk, detail=changed)
        return None

    @classmethod
    def known_as(cls, username: str) -> int | None:
        """The id of the account of that name."""
        named = cls._default_manager.filter(username=username.replace("\0", ""))
        return named.values_list("pk", flat=True).first()

    @property
    def called(self) -> str:
        """The full name or, where none is given, the one to sign in with."""
        return self.get_full_name() or self.get_username()

    @classmethod
    def who_write(cls, besides: Iterable[int] = ()) -> models.QuerySet:
        """Whoever may write at the desk today, and those of these ids whatever they may; by name."""
        writing = models.Q(role__in=EDITORS, is_active=True) | models.Q(pk__in=list(besides))
        return cls._default_manager.filter(writing).order_by("last_name", "first_name", "username")


def in_words(rights: dict[str, Any]) -> dict[str, Any]:
    plain = {**rights, "role": str(rights["role"]), "clearance": Handling(rights["clearance"]).label}
    return {RIGHTS[name]: value for name, value in plain.items()}


def called(user: User | None) -> str:
    """Whoever made a save, in words: one without a user was made by an import."""
    return user.called if user else "an import"
