"""Static files under hashed names, compressed once at ``collectstatic``."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Also rewrites the imports of our ES modules, so every file of a page has a hashed name."""

    support_js_module_import_aggregation = True
