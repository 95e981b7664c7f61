from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0012_citation_name_used")]

    operations = [migrations.AlterField("sheet", "at", models.DateTimeField(auto_now=True))]
