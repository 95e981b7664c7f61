"""What of actors is entered many at once: each by itself, and all of them in one table whose rows name each other."""

from dataclasses import replace

from django.db import models

from actors.batch_actors import ACTORS, OFFICIALS
from actors.batch_posts import POSTS
from actors.batch_tenures import TENURES
from actors.formats import ftm, popolo
from records.batches.cells import Choice, Text
from records.batches.tables import Column, Format, Table


class What(models.TextChoices):
    ACTOR = "actor", "actor"
    POST = "post", "post"
    TENURE = "tenure", "tenure"


MEMBERS = {What.ACTOR.value: ACTORS, What.POST.value: POSTS, What.TENURE.value: TENURES}
WHAT, ID, ADDRESS, UNREAD = "what", "id", "address", "unread"


def columns_of_all() -> tuple[Column, ...]:
    """Each once, by its label alone: what several members call by one name is one column. The row that shows how they are
    filled is an actor's."""
    found: dict[str, Column] = {}
    for what, table in MEMBERS.items():
        for column in table.columns:
            example = column.example if what == What.ACTOR else ""
            found.setdefault(column.name, replace(column, synonyms=(), required=False, example=example))
    return tuple(found.values())


DIRECTORY = Table(
    rows_are="directory",
    label="Actors, posts and tenures",
    one="row",
    intro="People and bodies, their posts, and who held them, in one table or one file: rows name each other by what stands "
    "in the column “Row name”. Popolo JSON and FollowTheMoney JSON lines are read into the same rows.",
    columns=(
        Column(WHAT, "Row is", Choice(What), ("what",), required=True, example="actor"),
        Column(ID, "Row name", Text(), ("id", "row id"), example="p1", help="By which other rows name it."),
        Column(ADDRESS, "Record there already", Text(), ("address", "ref", "reference"),
               help="Its address or reference: nothing of it is changed, and rows may name it."),
        *columns_of_all(),
        Column(UNREAD, "In the file, and not read", Text(20_000)),
    ),
    make=ACTORS.make,
    key=ACTORS.key,
    there=ACTORS.there,
    told_by=WHAT,
    members=MEMBERS,
    named_by=ID,
    formats=(
        Format("Popolo JSON", popolo.recognised, popolo.read),
        Format("FollowTheMoney JSON lines", ftm.recognised, ftm.read),
    ),
)  # fmt: skip

TABLES = (OFFICIALS, ACTORS, POSTS, TENURES, DIRECTORY)
