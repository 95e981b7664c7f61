"""The editors' desk of actors: what their forms are and how they are laid out."""

from actors.forms.actors import ACTORS

PAGES = (ACTORS,)
