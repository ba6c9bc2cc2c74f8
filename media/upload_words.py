"""What the scripts say that send pictures, by the name that they use."""

from django.utils.translation import gettext as _

from media.refusals import MAX_BYTES, MEGABYTE, MESSAGES


def upload_words() -> dict[str, str]:
    """Return what every upload may have to say, in the library and beside a text."""
    limit = {"name": "{name}", "size": "{size}", "limit": MAX_BYTES // MEGABYTE}
    return {
        "uploads": _("Pictures on their way"),
        "failed": _("Upload failed: {name}"),
        "cancel": _("Cancel"),
        "retry": _("Retry"),
        "logIn": _("Log in (new window)"),
        "network": _("The connection broke. Try again when it is back."),
        "loggedOut": _("The login has ended. Log in again in another window, then press “Retry”; the file is kept."),
        "tooLarge": _("The file is larger than the server takes. Compress it and upload again."),
        "tooBig": str(MESSAGES["too_big"]) % limit,
        "serverTrouble": _("The server has trouble. Try again in a moment."),
        "unreadable": _("The file cannot be read. Choose it again, and choose a file, not a folder."),
    }
