from records.models.attachments import Attachment
from records.models.audit import Audited, AuditEvent
from records.models.batches import Batch
from records.models.checklists import Checklist
from records.models.documents import Citation, Document, Source, unsourced
from records.models.entries import SearchEntry, SearchText
from records.models.identifiers import Identifier
from records.models.mentions import Mention
from records.models.parts import Part
from records.models.presences import Presence
from records.models.proposals import Proposal
from records.models.readers import User
from records.models.record import Composed, Kind, Record, RecordQuerySet, Stale
from records.models.redirects import Redirect
from records.models.remarks import Remark
from records.models.revisions import Revision
from records.models.saving import saving
from records.models.sendings import Sending
from records.models.sheets import Sheet
from records.models.spellings import NameWord, Spelling
from records.models.steps import Step, Taken
from records.models.tags import TaggedRecord, TagNote

__all__ = [
    "Attachment",
    "AuditEvent",
    "Audited",
    "Batch",
    "Checklist",
    "Citation",
    "Composed",
    "Document",
    "Identifier",
    "Kind",
    "Mention",
    "NameWord",
    "Part",
    "Presence",
    "Proposal",
    "Record",
    "RecordQuerySet",
    "Redirect",
    "Remark",
    "Revision",
    "SearchEntry",
    "SearchText",
    "Sending",
    "Sheet",
    "Source",
    "Spelling",
    "Stale",
    "Step",
    "TagNote",
    "TaggedRecord",
    "Taken",
    "User",
    "saving",
    "unsourced",
]
