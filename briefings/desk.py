"""The editors' desk of visits, claims and briefings: what their forms are and how they are laid out."""

from briefings.forms.briefings import BRIEFINGS
from briefings.forms.claims import CLAIMS

PAGES = (BRIEFINGS, CLAIMS)
