"""What the library's script says, by the name that it uses."""

from django.utils.translation import gettext as _

from media.upload_words import upload_words


def library_words() -> dict[str, str]:
    return {
        **upload_words(),
        "chooseFiles": _("Choose pictures…"),
        "dropAnywhere": _("Drop pictures anywhere on this page, paste them, or choose them."),
        "letGo": _("Let go to upload."),
        "added": _("Added: {name}"),
        "same": _("{name}: the same picture is there already."),
        "useOther": _("Use the one there"),
        "keepBoth": _("Keep both"),
        "usesOther": _("{name}: the one there is used; what you sent was deleted."),
        "open": _("Open {name} (new window)"),
        "look": _("Look at it"),
        "dismiss": _("Take off the list"),
        "takeOff": _("Take {name} off the list"),
        "new": _("Just sent"),
        "there": _("In the library"),
        "going": _("{n} of {total} are there."),
        "allDone": _("{added} added, {same} were there, {failed} not uploaded."),
        "describe": _("Write alternative texts ({n})"),
        "showLibrary": _("Show them in the library"),
    }
