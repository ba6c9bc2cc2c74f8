"""What the scripts of the article screens say, by the name that they use."""

from django.utils.translation import gettext as _


def script_words():
    return {
        "addTerm": _("Add…"),
        "chosen": _("Chosen, in order"),
        "earlier": _("Move “{name}” forward"),
        "mainTerm": _("main"),
        "remove": _("Take out “{name}”"),
        "tagSuggestions": _("Existing tags"),
        "title": _("{n} / {most} characters"),
        "body": _("{n} characters · about {minutes} min · {pictures} pictures"),
        "upload": _("Upload"),
        "library": _("Choose from library"),
        "noPicture": _("No cover image"),
        "uploading": _("Uploading: {name}"),
        "uploaded": _("Uploaded: {name}"),
        "describe": _("Uploaded: {name}. Write between the square brackets what it shows."),
        "failed": _("Upload failed: {name}"),
        "network": _("The connection broke. Try again."),
        "search": _("Search pictures"),
        "close": _("Close"),
        "more": _("More pictures"),
        "nothingFound": _("No picture fits."),
        "heading": _("Heading"),
        "bold": _("Bold"),
        "link": _("Link"),
        "picture": _("Picture"),
        "quote": _("Quote"),
        "list": _("List"),
        "uploadPicture": _("Upload picture"),
        "toolbar": _("Formatting"),
        "sampleHeading": _("heading"),
        "sampleBold": _("bold"),
        "sampleLink": _("link text"),
        "unsaved": _("This computer holds a text that was not saved, of {time}: “{title}”."),
        "putBack": _("Put it back"),
        "discard": _("Discard"),
        "body_name": _("Unsaved text"),
        "cutSummary": _("Take the first 80 characters of the body"),
    }
