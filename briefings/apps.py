from django.apps import AppConfig
from django.utils.module_loading import import_string


class BriefingsConfig(AppConfig):
    name = "briefings"
    verbose_name = "Briefings"

    def ready(self) -> None:
        # By name: they speak of models, which are there only now.
        import_string("records.telling.enter")(import_string("briefings.changes.WORDS"))
        import_string("records.proposing.KINDS").enter("briefings.rating.PROPOSALS")
        import_string("records.sections.proposals.PAGES").enter("briefings.sections.rating.PROPOSALS")
        import_string("records.desk_lists.LISTS").enter("briefings.warnings.LISTS")
        import_string("actors.sightings.SIGHTINGS").enter("briefings.sightings.SIGHTINGS")
        import_string("records.desk.PAGES").enter("briefings.desk.PAGES")
        import_string("records.batches.tables.TABLES").enter("briefings.batches.TABLES")
        import_string("actors.merging.relations.RELATIONS").enter("briefings.merged.RELATED")
