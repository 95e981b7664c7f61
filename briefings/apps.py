from django.apps import AppConfig
from django.utils.module_loading import import_string


class BriefingsConfig(AppConfig):
    name = "briefings"
    verbose_name = "Briefings"

    def ready(self) -> None:
        # By name: they speak of models, which are there only now.
        import_string("records.telling.enter")(import_string("briefings.changes.WORDS"))
        import_string("records.proposing.enter")(*import_string("briefings.rating.PROPOSALS"))
        import_string("records.desk_lists.enter")(*import_string("briefings.warned.LISTS"))
        import_string("records.desk.PAGES").enter("briefings.desk.PAGES")
        import_string("records.batches.tables.TABLES").enter("briefings.batches.TABLES")
        import_string("actors.merging.relations.RELATIONS").enter("briefings.merged.RELATED")
