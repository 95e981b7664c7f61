from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0008_search_entry_alone")]

    operations = [migrations.AlterField("sheet", "at", models.DateTimeField(auto_now=True))]
