"""The editors' desk of visits, claims and briefings: what their forms are and how they are laid out."""

from briefings.forms.assertions import ASSERTIONS
from briefings.forms.briefings import BRIEFINGS
from briefings.forms.claims import CLAIMS
from briefings.forms.commitments import COMMITMENTS
from briefings.forms.encounters import EVENTS, MEETINGS
from briefings.forms.visits import VISITS

PAGES = (BRIEFINGS, VISITS, MEETINGS, EVENTS, CLAIMS, ASSERTIONS, COMMITMENTS)
