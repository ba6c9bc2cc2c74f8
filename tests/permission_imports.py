"""What the shared permission matrix calls an import, as the request that does it."""

from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import ImportRun
from tests.zips import zipped


def dry_run(scene):
    return lambda: scene.post("/admin/articles/importrun/add/", file=SimpleUploadedFile("old.zip", zipped()))


def read_report(scene):
    report = {"dry_run": True, "files": []}
    counts = dict.fromkeys(("articles", "done", "warned", "failed", "unchanged", "others", "others_failed"), 0)
    run = ImportRun.objects.create(name="old.zip", size=1, phase="checked", report=report, counts=counts)
    return lambda: scene.get(f"/admin/articles/importrun/{run.pk}/change/")


def see_page(scene):
    return lambda: scene.get("/admin/articles/importrun/add/")


import_actions = {"see_page": see_page, "dry_run": dry_run, "read_report": read_report}
