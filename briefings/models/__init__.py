from briefings.models.briefings import Briefing, Judgement
from briefings.models.claims import (
    BANDS,
    Assertion,
    Assessment,
    Attribution,
    Claim,
    ClaimLink,
    Confidence,
    Likelihood,
    SpeechAct,
    Stance,
)
from briefings.models.commitments import (
    PENDING,
    Commitment,
    CommitmentUpdate,
    Keeping,
    is_overdue,
    standing_in_words,
)
from briefings.models.encounters import Channel, Event, Meeting, Series, Status, Visit
from briefings.models.participations import Certainty, Participation, Role
from briefings.models.sourcing import sourced

__all__ = [
    "BANDS",
    "PENDING",
    "Assertion",
    "Assessment",
    "Attribution",
    "Briefing",
    "Certainty",
    "Channel",
    "Claim",
    "ClaimLink",
    "Commitment",
    "CommitmentUpdate",
    "Confidence",
    "Event",
    "Judgement",
    "Keeping",
    "Likelihood",
    "Meeting",
    "Participation",
    "Role",
    "Series",
    "SpeechAct",
    "Stance",
    "Status",
    "Visit",
    "is_overdue",
    "sourced",
    "standing_in_words",
]
