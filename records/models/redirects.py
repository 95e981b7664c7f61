from django.db import models


class Redirect(models.Model):
    """A former address and the record that is meant by it, for ever; it names the record, so chains cannot form."""

    path = models.CharField(max_length=150, unique=True)
    record = models.ForeignKey("records.Record", models.CASCADE, related_name="former_addresses")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.path
