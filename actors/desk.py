"""The editors' desk of actors: what their forms are and how they are laid out."""

from actors.forms.actors import ACTORS
from actors.forms.posts import POSTS
from actors.forms.relations import RELATIONS
from actors.forms.tenures import TENURES

PAGES = (ACTORS, POSTS, TENURES, RELATIONS)
