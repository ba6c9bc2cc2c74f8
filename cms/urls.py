"""The whole site: the newsroom, the machines' addresses, then every page."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from cms import views

urlpatterns = [
    path(f"{settings.ADMIN_PATH}/home/", include("articles.admin.home.page")),
    path(f"{settings.ADMIN_PATH}/edit-link/", include("articles.admin.edit_link")),
    path(f"{settings.ADMIN_PATH}/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path(settings.MEDIA_URL.removeprefix("/"), include("media.urls")),
    path("", include("articles.urls")),
]

handler400 = "cms.views.bad_request"
handler403 = "cms.views.permission_denied"
handler404 = "articles.views.not_found"
handler500 = "cms.views.server_error"
