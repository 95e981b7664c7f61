from django.apps import AppConfig
from django.utils.module_loading import import_string


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "Records"

    def ready(self) -> None:
        # By name: they speak of models, which are there only now.
        import_string("records.desk.PAGES").enter("records.forms.documents.PAGES")
        import_string("records.proposing.KINDS").enter("records.proposals.PROPOSALS")
        import_string("records.sections.proposals.PAGES").enter("records.sections.proposals.PROPOSALS")
        import_string("records.desk_lists.LISTS").enter("records.desk_work.LISTS")
