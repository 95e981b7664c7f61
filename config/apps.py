from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    """Django's admin, with a site that knows the roles and keeps the one door."""

    default_site = "config.administration.Administration"
