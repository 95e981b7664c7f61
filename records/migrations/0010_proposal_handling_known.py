from django.db import migrations


def handle(apps, schema_editor):
    """As the record was when it was proposed, or as it would be, whichever is stricter."""
    proposals, revisions = apps.get_model("records", "Proposal").objects, apps.get_model("records", "Revision").objects
    for one in proposals.select_related("record").iterator(500):
        made_of = revisions.filter(record=one.record_id, number=one.revision)
        then = made_of.values_list("snapshot__handling", flat=True).first()
        would_be = (one.payload.get("snapshot") or {}).get("handling", 0)
        proposals.filter(pk=one.pk).update(handling=max(one.record.handling if then is None else then, would_be))


class Migration(migrations.Migration):
    dependencies = [("records", "0009_proposal_handling")]

    operations = [migrations.RunPython(handle, migrations.RunPython.noop)]
