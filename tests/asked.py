"""How often a page asks the database."""

from django.test.utils import CaptureQueriesContext

# Words of what is asked to keep an event of the audit log, however many rows the page has.
AUDITING = ("records_auditevent", "pg_advisory_xact_lock")


def beside_auditing(asked: CaptureQueriesContext) -> int:
    """How many questions were not of the audit log."""
    return len([one for one in asked.captured_queries if not any(word in one["sql"] for word in AUDITING)])
