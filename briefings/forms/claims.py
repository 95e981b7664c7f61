from briefings.models import Assessment, Claim, ClaimLink
from records.desk import DeskPage, FieldSet
from records.forms.base import RecordForm
from records.forms.citations import CITATIONS, IDENTIFIERS
from records.forms.rows import rows_of

LINKS = rows_of(
    ClaimLink, ("type", "b"), legend="Bearing on other claims", one="a link", intro="Read from this claim to the other."
)
ASSESSMENTS = rows_of(
    Assessment,
    ("text", "likelihood", "confidence", "rationale", "author", "date"),
    legend="Assessments",
    one="an assessment",
    intro="What we make of the claim: how likely it is, and apart from that how sure we are.",
)


class ClaimForm(RecordForm):
    OF_KINDS = {"subjects": ("actor",), "object_actors": ("actor",)}

    class Meta(RecordForm.Meta):
        model = Claim
        fields = ("title", "type", "subjects", "object_actors", "when", "when_note", "summary", "handling", "tags")
        labels = {"title": "Proposition"}
        help_texts = {"title": "One sentence that is true or false, in neutral words. Who says it is an assertion."}


CLAIMS = DeskPage(
    model=Claim,
    form=ClaimForm,
    intro="A claim is one sentence that can be true or false. A denial is an assertion on it, never another claim.",
    sets=(
        FieldSet("What is claimed", ("title", "type", "subjects", "object_actors", "when", "when_note", "summary")),
        FieldSet("How it is kept", ("handling", "tags"), beside=True),
    ),
    rows=(LINKS, ASSESSMENTS, CITATIONS, IDENTIFIERS),
)
