from django.apps import AppConfig
from django.utils.module_loading import import_string


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "Records"

    def ready(self) -> None:
        # By name: they speak of models, which are there only now.
        import_string("records.desk.enter")(import_string("records.forms.documents.PAGES"))
