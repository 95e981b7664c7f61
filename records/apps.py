from django.apps import AppConfig
from django.utils.module_loading import import_string


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "Records"

    def ready(self) -> None:
        # By name: they speak of models, which are there only now.
        import_string("records.desk.PAGES").enter("records.forms.documents.PAGES")
        import_string("records.proposing.enter")(*import_string("records.proposals.PROPOSALS"))
        import_string("records.desk_lists.enter")(*import_string("records.desk_work.LISTS"))
        import_string("records.panels.enter")(0, import_string("records.sections.my_desk.work_panels"))
        import_string("records.panels.enter")(20, import_string("records.sections.my_desk.proposal_panels"))
        import_string("records.panels.enter")(60, import_string("records.sections.my_desk.warning_panels"))
        import_string("records.panels.enter")(80, import_string("records.sections.my_desk.changed_panels"))
