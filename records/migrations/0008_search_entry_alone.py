from django.db import migrations, models

# As records.search.tally writes them.
FILL = """UPDATE records_searchentry AS e SET kind = r.kind, handling = r.handling, stage = r.stage, earliest = r.earliest,
    title_length = length(r.title),
    facets = r.kind || '|' || coalesce(CAST(e.year AS text), '') || '|' || e.grade || '|' || r.stage || coalesce({tags}, ''),
    named = coalesce({named}, '')
    FROM records_record r WHERE r.id = e.record_id"""
PARTS = {
    "postgresql": {
        "tags": "(SELECT string_agg(' #' || tag_id, '' ORDER BY tag_id) FROM records_taggedrecord"
        " WHERE content_object_id = r.id)",
        "named": "(SELECT string_agg(CAST(target_id AS text), ' ' ORDER BY target_id) FROM records_searchnamed"
        " WHERE record_id = r.id)",
    },
    "sqlite": {
        "tags": "(SELECT group_concat(' #' || tag_id, '') FROM (SELECT tag_id FROM records_taggedrecord"
        " WHERE content_object_id = r.id ORDER BY tag_id))",
        "named": "(SELECT group_concat(target_id, ' ') FROM (SELECT target_id FROM records_searchnamed"
        " WHERE record_id = r.id ORDER BY target_id))",
    },
}
BATCH = 2000


def fill(apps, schema_editor):
    schema_editor.execute(FILL.format(**PARTS[schema_editor.connection.vendor]))


def take_apart(apps, schema_editor):
    entries, named = apps.get_model("records", "SearchEntry").objects, apps.get_model("records", "SearchNamed")
    pks = list(entries.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        part = list(entries.filter(pk__in=pks[start : start + BATCH]))
        for entry in part:
            entry.year = int(entry.facets.split("|")[1] or 0) or None
        entries.bulk_update(part, ["year"], batch_size=200)
        rows = (named(record_id=entry.pk, target_id=int(pk)) for entry in part for pk in entry.named.split())
        named.objects.bulk_create(rows, batch_size=BATCH)


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0007_sheets'),
    ]

    operations = [
        migrations.AddField(
            model_name='searchentry',
            name='kind',
            field=models.CharField(default='', max_length=12),
            preserve_default=False,
        ),
        # Until they are filled, nobody may see them.
        migrations.AddField(
            model_name='searchentry',
            name='handling',
            field=models.PositiveSmallIntegerField(default=4),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='searchentry',
            name='stage',
            field=models.PositiveSmallIntegerField(default=3),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='searchentry',
            name='earliest',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='searchentry',
            name='title_length',
            field=models.PositiveSmallIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='searchentry',
            name='facets',
            field=models.TextField(default=''),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='searchentry',
            name='named',
            field=models.TextField(blank=True),
        ),
        migrations.RunPython(fill, take_apart),
        migrations.RemoveField(
            model_name='searchentry',
            name='year',
        ),
        migrations.DeleteModel(
            name='SearchNamed',
        ),
    ]
