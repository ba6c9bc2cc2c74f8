from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Shequ"


class NewsroomAdminConfig(AdminConfig):
    """Django's admin with our own site object."""

    default_site = "cms.admin_site.NewsroomAdminSite"
