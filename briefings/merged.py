"""What becomes of the rows of visits, claims and promises that lead to an actor when it is merged into another."""

from actors.merging.relations import Fate, Related

MOVES = Fate.MOVES

RELATED = (
    Related("briefings.Participation.actor", MOVES, "parts taken", ("role",), same=("encounter_id", "role")),
    Related("briefings.Participation.on_behalf_of", MOVES, "parts that others took on its behalf", ("role",)),
    Related("briefings.Participation.encounter", Fate.NEVER),
    Related("briefings.Visit.sending_state", MOVES, "visits that it sent"),
    Related("briefings.Visit.host_state", MOVES, "visits that it received"),
    Related("briefings.Claim_subjects.actor", MOVES, "claims about it", same=("claim_id",)),
    Related("briefings.Claim_object_actors.actor", MOVES, "claims against it", same=("claim_id",)),
    Related("briefings.Assertion.speaker", MOVES, "assertions", ("stance",)),
    Related("briefings.Assertion.on_behalf_of", MOVES, "assertions by others on its behalf", ("stance",)),
    Related("briefings.Assertion_audience.actor", MOVES, "assertions that it was told", same=("assertion_id",)),
    Related("briefings.Assertion.encounter", Fate.NEVER),
    Related("briefings.Commitment_by.actor", MOVES, "promises that it made", same=("commitment_id",)),
    Related("briefings.Commitment_to.actor", MOVES, "promises made to it", same=("commitment_id",)),
    Related("briefings.CommitmentUpdate.said_by", MOVES, "ratings", ("status", "when")),
)
