from records.models.documents import Citation, Document, Source
from records.models.entries import SearchEntry, SearchText
from records.models.identifiers import Identifier
from records.models.mentions import Mention
from records.models.readers import User
from records.models.record import Composed, Kind, Part, Record, RecordQuerySet, Stale
from records.models.redirects import Redirect
from records.models.revisions import Revision
from records.models.saving import saving
from records.models.spellings import NameWord, Spelling
from records.models.tags import TaggedRecord

__all__ = [
    "Citation",
    "Composed",
    "Document",
    "Identifier",
    "Kind",
    "Mention",
    "NameWord",
    "Part",
    "Record",
    "RecordQuerySet",
    "Redirect",
    "Revision",
    "SearchEntry",
    "SearchText",
    "Source",
    "Spelling",
    "Stale",
    "TaggedRecord",
    "User",
    "saving",
]
