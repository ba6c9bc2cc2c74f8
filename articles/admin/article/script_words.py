"""What the scripts of the article screens say, by the name that they use."""

from django.utils.translation import gettext as _

from articles.admin.body_script_words import body_script_words
from articles.admin.keys import shown as shortcuts
from articles.admin.picture_box import picture_script_words

from .files import file_script_words


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
        "notChecked": _("The checks could not be made anew: the connection broke. They are as before."),
        "changedMeanwhile": _("The text has changed; it is being checked anew. Press again."),
        "mended": _("{n} places mended. Ctrl+Z (⌘Z) takes it back."),
        "unsaved": _("This computer holds a text that was not saved, of {time}: “{title}”."),
        "putBack": _("Put it back"),
        "discard": _("Discard"),
        "body_name": _("Unsaved text"),
        "cutSummary": _("Take the first 80 characters of the body"),
        "saving": _("Saving…"),
        "offline": _("No connection. The text is kept on this computer and saved once there is one."),
        "expired": _("Your login has expired. Sign in again; your text is still here."),
        "expiredHelp": _("The login opens in a window of its own. Come back here when you are done."),
        "signIn": _("Sign in"),
        "writeOn": _("Go on writing"),
        "otherAccount": _("That is another account. Sign in with the one that this text was written with."),
        "newer": _("{message} Your text is kept here and not saved by itself any more."),
        "compareThenSave": _("Compare, then save"),
        "loadTheirs": _("Load the new version"),
        "loadAgain": _("Load again"),
        "shortcuts": shortcuts(),
        **picture_script_words(),
        **file_script_words(),
        **body_script_words(),
    }
