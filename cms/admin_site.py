"""The newsroom: Django's admin under our name, in the order an editor thinks in."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class NewsroomAdminSite(admin.AdminSite):
    site_title = _("Newsroom")
    site_header = _("Newsroom")
    index_title = _("Newsroom")
    enable_nav_sidebar = True
