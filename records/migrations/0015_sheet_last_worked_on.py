from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0014_tag_notes")]

    operations = [migrations.AlterField("sheet", "at", models.DateTimeField(auto_now=True))]
