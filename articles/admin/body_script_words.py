"""What the scripts of the body say: pictures on their way, the words of a picture, what was pasted."""

from django.utils.translation import gettext as _


def body_script_words() -> dict[str, str]:
    return {
        # --- the toolbar
        "subheading": _("Lesser heading"),
        "emphasis": _("Emphasis"),
        "numbers": _("Numbered list"),
        "table": _("Table"),
        "rule": _("Rule"),
        "undo": _("Undo"),
        "help": _("Help with writing"),
        "sampleTable": _("| Column | Column |\n| --- | --- |\n| cell | cell |"),
        # --- the preview
        "preview": _("Preview"),
        "write": _("Edit"),
        "previewMode": _("Edit or preview"),
        "previewKind": _("What the preview shows"),
        "previewWidth": _("Width of the preview"),
        "preview_page": _("Article"),
        "preview_card": _("List card"),
        "preview_wechat": _("WeChat card"),
        "preview_feed": _("RSS"),
        "preview_phone": _("Phone"),
        "preview_desktop": _("Computer"),
        "previewFailed": _("The preview could not be renewed; trying again"),
        # --- links
        "linkTitle": _("Insert a link"),
        "linkField": _("Title of an article, or an address"),
        "linkHelp": _("Type part of a title, or paste an address such as https://…"),
        "linkUse": _("Link to this address"),
        "linkNone": _("No article fits. Paste an address instead."),
        "linkFound": _("Articles"),
        "linkEmpty": _("Write a title or an address first."),
        # --- videos
        "video": _("Video"),
        "videoTitle": _("Insert a video"),
        "videoField": _("Address of the video’s page"),
        "videoHelp": _(
            "Of bilibili or Tencent Video. Readers see a poster that leads there; nothing is loaded from it."
        ),
        "videoUse": _("Insert the video"),
        "videoNone": _("This is no video of bilibili or Tencent Video. Copy the address from the video’s own page."),
        "videoShort": _(
            "b23.tv is a short address that does not say which video it is. Open it in a browser, then copy the "
            "address that begins with bilibili.com/video/."
        ),
        # --- keyboard and focus
        "keysTitle": _("Keyboard shortcuts"),
        "keysOff": _("Switch the shortcuts off"),
        "keysOn": _("Switch the shortcuts on"),
        "helpPage": _("All of the help"),
        "focusMode": _("Focus mode"),
        "leaveFocus": _("Leave the focus mode (Esc)"),
        # --- uploads
        "pictureName": _("picture"),
        "remove_line": _("Delete"),
        "tooMany": _("At most {most} pictures at once; {n} were not uploaded. Choose those again."),
        "lineGone": _("“{name}” is in the media library. Its line was deleted from the text, so insert it from there."),
        "taken": _("The line of “{name}” was taken out."),
        "missingFile": _("“{name}” did not come along and is not in the media library. Choose it, or delete the line."),
        "chooseAgain": _("Choose the file…"),
        "cameBack": _("“{name}” is uploaded, but its line is the placeholder again (undone?)."),
        "stillUploading": _("{n} pictures are still being uploaded; it is saved when they are there."),
        "saveNow": _("Save now, without them"),
        "doNotSave": _("Do not save yet"),
        "notSaved": _("Not saved yet: a picture was not uploaded."),
        # --- the words of a picture
        "describePicture": _("Words of the picture"),
        "alt": _("Alternative text (required)"),
        "altHint": _("What is to be seen, for whoever cannot see it"),
        "caption": _("Caption"),
        "credit": _("Credit"),
        "decorative": _("Decorative image"),
        "done": _("Done"),
        "later": _("Later"),
        "pictureOf": _("Picture {n} of {total}"),
        "altMissing": _("Write what the picture shows, or tick “decorative image”."),
        "wordsTooLong": _("{name}: at most {most} characters."),
        "creditNotKept": _("The text has the words, but the credit was not kept: {reason}"),
        "notYours": _("The credit can be changed by whoever uploaded the picture, and by editors."),
        "onlyLine": _("The credit of this picture is changed in the media library."),
        "saveFirst": _("A picture of another site has a credit once it is saved to the media library."),
        "wordsKept": _("The words of the picture are in the text."),
        "laterHow": _("For later: put the caret into the picture’s line and press “Words of the picture”."),
        "putCaret": _("Put the caret into the line of a picture first."),
        "pictureGone": _("The line of this picture is no longer in the text. Nothing was changed."),
        "describeBelow": _("Uploaded: {name}. Press Tab to write what it shows."),
        # --- pasting
        "tidied": _("The pasted text was tidied."),
        "restorePlain": _("Back to plain text"),
        "dismiss": _("Keep"),
        "dropOnBody": _("Drop pictures onto the body."),
        "cannotRestore": _("The pasted text was changed since; use undo."),
        # --- pictures of other sites
        "saveRemote": _("Save remote pictures ({n})"),
        "foundRemote": _("{n} remote pictures found. Save them to the media library?"),
        "saveAll": _("Save all"),
        "chooseEach": _("Choose"),
        "saveChosen": _("Save the chosen"),
        "saveNone": _("Do not save"),
        "stop": _("Stop"),
        "savingRemote": _("Saving remote picture {n} of {total}…"),
        "savedRemote": _("{n} remote pictures saved."),
        "failedRemote": _("{n} could not be saved; the text keeps their addresses."),
        "tooManyRemote": _("At most {most} at once; {n} are left."),
    }
