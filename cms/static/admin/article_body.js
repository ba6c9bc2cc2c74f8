// The body: a real <textarea> with buttons above it, and below it what becomes of its pictures.

import { chooseFromLibrary } from "./article_pictures.js";
import { button, element, words } from "./article_words.js";
import { pasteInto } from "./body_paste.js";
import { penFor } from "./body_pen.js";
import { remotePictures } from "./body_remote.js";
import { rowsBelow } from "./body_rows.js";
import { uploadsInto } from "./body_uploads.js";
import { linkDialog } from "./link_dialog.js";
import { pictureForm } from "./picture_form.js";
import { pictureAt } from "./picture_lines.js";
import { chooseFile, mayUpload } from "./picture_upload.js";
import { videoDialog } from "./video_dialog.js";

// Puts the buttons over the body. Returns what they do, by the names that the keyboard knows.
export function toolbar(body, { help, focus }) {
  const tools = element("div", { className: "toolbar", role: "toolbar", ariaLabel: words.toolbar });
  const add = (label, act) => tools.appendChild(button(label, act));
  const pen = penFor(body);
  const rows = rowsBelow(body);
  const wordsForm = pictureForm(pen, rows);
  const remote = remotePictures(pen, rows, wordsForm.open);
  const uploads = uploadsInto(pen, rows, wordsForm.open);
  pasteInto(pen, rows, uploads, remote);

  const acts = {
    heading: () => pen.line("## ", words.sampleHeading),
    subheading: () => pen.line("### ", words.sampleHeading),
    bold: () => pen.around("**", "**", words.sampleBold),
    emphasis: () => pen.around("*", "*", words.emphasis),
    link: linkDialog(pen, body.form),
    picture() {
      const place = body.selectionStart;
      chooseFromLibrary((image) => {
        const start = pen.insertBeside(image.markdown, place);
        if (!image.alt && !image.decorative) wordsForm.open(image.name, start, { wanted: true });
      });
    },
    list: () => pen.line("- ", ""),
    numbers: () => pen.line("1. ", ""),
  };
  add(words.heading, acts.heading);
  add(words.bold, acts.bold);
  add(words.emphasis, acts.emphasis);
  add(words.link, acts.link);
  add(words.picture, acts.picture);
  if (mayUpload) add(words.uploadPicture, () => {
    const place = body.selectionStart;
    chooseFile((files) => uploads.send(files, place), { multiple: true });
  });
  const describe = add(words.describePicture, wordsForm.openHere);
  add(words.quote, () => pen.line("> ", ""));
  add(words.list, acts.list);
  add(words.numbers, acts.numbers);
  add(words.table, () => pen.pick(pen.insertBeside(words.sampleTable), words.sampleTable.split("|")[1].trim()));
  add(words.video, videoDialog(pen));
  add(words.rule, () => pen.insertBeside("---"));
  add(words.undo, () => { body.focus({ preventScroll: true }); document.execCommand("undo"); });
  add(words.focusMode, () => focus());
  add(words.help, () => help());
  body.before(tools);

  // The button stands out while the caret is in the line of a picture.
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === body) describe.classList.toggle("ready", Boolean(pictureAt(body.value, body.selectionStart)));
  });
  return acts;
}
