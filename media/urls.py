"""Everything below ``MEDIA_URL``. Nothing else may look for a page there."""

from django.urls import re_path

from . import views

app_name = "media"
urlpatterns = [re_path(r"^(?P<name>.*)\Z", views.serve, name="file")]
