from django.apps import AppConfig
from django.utils.module_loading import import_string


class ActorsConfig(AppConfig):
    name = "actors"
    verbose_name = "Actors"

    def ready(self) -> None:
        # By name: they speak of models, which are there only now.
        import_string("records.telling.enter")(import_string("actors.changes.WORDS"))
        import_string("records.desk_lists.LISTS").enter("actors.warnings.LISTS")
        import_string("records.desk.PAGES").enter("actors.desk.PAGES")
        import_string("records.batches.tables.TABLES").enter("actors.batches.TABLES")
        import_string("records.proposing.KINDS").enter("actors.merging.proposals.PROPOSALS")
        import_string("records.sections.proposals.PAGES").enter("actors.sections.proposals.PROPOSALS")
        import_string("actors.merging.relations.RELATIONS").enter("actors.merging.relations.RELATED")
