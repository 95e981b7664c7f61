from django.db import migrations

from records.names import fold


def fill(apps, schema_editor):
    actor = apps.get_model("actors", "Actor")
    for pk, sort_name in list(actor.objects.filter(sort_key="").values_list("pk", "sort_name")):
        actor.objects.filter(pk=pk).update(sort_key=fold(sort_name)[:300])


class Migration(migrations.Migration):
    dependencies = [("actors", "0003_names_in_time")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
