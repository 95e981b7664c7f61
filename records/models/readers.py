from collections.abc import Iterable

from django.contrib.auth.models import AbstractUser
from django.db import models

from records.access import EDITORS, Handling, Role


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

    @property
    def called(self) -> str:
        """The full name or, where none is given, the one to sign in with."""
        return self.get_full_name() or self.get_username()

    @classmethod
    def who_write(cls, besides: Iterable[int] = ()) -> models.QuerySet:
        """Whoever may write at the desk today, and those of these ids whatever they may; by name."""
        writing = models.Q(role__in=EDITORS, is_active=True) | models.Q(pk__in=list(besides))
        return cls._default_manager.filter(writing).order_by("last_name", "first_name", "username")


def called(user: User | None) -> str:
    """Whoever made a save, in words: one without a user was made by an import."""
    return user.called if user else "an import"
