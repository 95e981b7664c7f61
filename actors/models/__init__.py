from actors.models.actors import (
    ORGANISATIONS,
    STATES,
    Actor,
    ActorQuerySet,
    ArmedGroup,
    Category,
    Official,
    Organisation,
    State,
)
from actors.models.duplicates import PossibleDuplicate
from actors.models.merges import Merge, NotSame
from actors.models.names import Name
from actors.models.posts import Level, Post
from actors.models.relations import Relation
from actors.models.tenures import Nomination, Tenure

__all__ = [
    "ORGANISATIONS",
    "STATES",
    "Actor",
    "ActorQuerySet",
    "ArmedGroup",
    "Category",
    "Level",
    "Merge",
    "Name",
    "Nomination",
    "NotSame",
    "Official",
    "Organisation",
    "PossibleDuplicate",
    "Post",
    "Relation",
    "State",
    "Tenure",
]
