// A few fields beside the text for the words of a picture. Alternative text and caption go into its line, credit and
// "decorative" to the library. Its fields belong to a form of their own, so Return in them saves no article.

import { button, composing, element, say, words } from "./article_words.js";
import { isRemote, nearest, pictureAt, pictureLine, pictures } from "./picture_lines.js";
import { keepWords, knownWords } from "./picture_upload.js";

const TYPING = "input, textarea, select, [contenteditable]";
const MOST = { alt: 300, caption: 300, credit: 200 };

export function pictureForm(pen, rows) {
  const { body } = pen;
  const own = element("form", { id: "picture-words", hidden: true });
  document.body.append(own);

  const heading = element("h2", { id: "picture-words-heading" });
  const shown = element("img", { alt: "", width: 60, height: 40 });
  const wrong = element("p", { className: "wrong", id: "picture-words-wrong" });
  wrong.setAttribute("role", "alert");
  const note = element("p", { className: "help" });
  const fields = {};
  const labels = Object.keys(MOST).map((name) => {
    fields[name] = element("input", { type: "text", autocomplete: "off" });
    fields[name].setAttribute("form", own.id);
    return element("label", { className: `picture-${name}` }, words[name], fields[name]);
  });
  fields.decorative = element("input", { type: "checkbox" });
  fields.decorative.setAttribute("form", own.id);
  fields.alt.setAttribute("aria-describedby", wrong.id);
  fields.alt.setAttribute("aria-required", "true");
  fields.alt.placeholder = words.altHint;
  const tick = element("label", { className: "picture-decorative" }, fields.decorative, words.decorative);
  const done = element("button", { type: "submit", className: "primary", textContent: words.done });
  done.setAttribute("form", own.id);
  const later = button(words.later, () => skip(), { className: "secondary" });
  const panel = element("section", { className: "picture-form", hidden: true },
    element("header", {}, shown, heading), wrong, ...labels, tick, note, element("p", { className: "steps" }, done, later));
  panel.setAttribute("aria-labelledby", heading.id);
  rows.place.prepend(panel);

  let queue = [];
  let total = 0;
  let current = null;
  let keeping = false;

  const here = () => nearest(pictures(body.value).filter(({ target }) => target === current.target), current.near);

  // ``wanted``: somebody asked for the fields. Else they wait below the text, and whoever types goes on typing.
  async function open(target, near, { wanted = false } = {}) {
    if (wanted) [queue, total, current] = [[], 0, null];
    const known = knownWords(target).then((image) => [image, true], () => [null, false]);
    queue.push({ target, near, wanted, known });
    queue.sort((one, other) => one.near - other.near); // as in the text, whichever came first
    total += 1;
    if (current) count();
    else await next();
  }

  async function next() {
    const had = panel.contains(document.activeElement);
    current = queue.shift() || null;
    if (!current) return close(had);
    const mine = current;
    loading(true); // what is typed now would be written over
    const [image, known] = await mine.known;
    if (current !== mine) return undefined;
    loading(false);
    const picture = here();
    if (!picture) return next();
    mine.image = image;
    const credited = Boolean(image?.may_change);
    fields.alt.value = picture.alt || (image?.decorative ? "" : image?.alt) || "";
    fields.caption.value = picture.title || image?.caption || "";
    fields.credit.value = image?.credit || "";
    fields.decorative.checked = Boolean(image?.decorative) && !picture.alt;
    fields.credit.disabled = fields.decorative.disabled = !credited;
    note.textContent = credited ? "" : isRemote(mine.target) ? words.saveFirst : known && image ? words.notYours : words.onlyLine;
    shown.hidden = !image;
    if (image) shown.src = image.thumb;
    complain("");
    decorate();
    count();
    panel.hidden = false;
    const typing = document.activeElement?.matches(TYPING) && !panel.contains(document.activeElement);
    if (mine.wanted || had || !typing) {
      fields.alt.focus();
    } else {
      rows.tell(say("describeBelow", { name: image?.name || mine.target }));
    }
    return undefined;
  }

  function loading(waits) {
    for (const name of Object.keys(MOST)) fields[name].readOnly = waits;
  }

  function count() {
    const name = current.target.split("/").pop();
    heading.textContent = total > 1 ? `${say("pictureOf", { n: total - queue.length, total })} · ${name}` : name;
  }

  function decorate() {
    fields.alt.disabled = fields.decorative.checked;
    labels[0].classList.toggle("off", fields.decorative.checked);
  }

  function complain(text) {
    wrong.textContent = text;
    fields.alt.toggleAttribute("aria-invalid", Boolean(text));
  }

  function close(had) {
    current = null;
    total = 0;
    queue = [];
    panel.hidden = true;
    if (had) body.focus({ preventScroll: true });
  }

  async function skip() {
    rows.tell(words.laterHow);
    await next();
  }

  async function finish() {
    const { image } = current;
    const values = Object.fromEntries(Object.keys(MOST).map((name) => [name, fields[name].value.replace(/\s+/g, " ").trim()]));
    const decorative = fields.decorative.checked;
    if (!values.alt && !decorative) {
      complain(words.altMissing);
      fields.alt.focus();
      return;
    }
    for (const [name, most] of Object.entries(MOST)) {
      if (values[name].length <= most) continue;
      complain(say("wordsTooLong", { name: words[name], most }));
      fields[name].focus();
      return;
    }
    const picture = here();
    if (!picture) {
      rows.tell(words.pictureGone);
      await next();
      return;
    }
    const text = pictureLine({ alt: decorative ? "" : values.alt, target: picture.target, title: values.caption });
    if (text !== picture.text) pen.swap(picture, text);
    if (image?.may_change && (values.credit !== image.credit || decorative !== image.decorative || (values.alt && !image.alt) || (values.caption && !image.caption))) {
      keeping = true;
      const kept = await keepWords({ name: image.name, ...values, ...(decorative ? { decorative: "on" } : {}) }).catch((error) => error);
      keeping = false;
      if (kept instanceof Error) {
        complain(say("creditNotKept", { reason: kept.message }));
        return;
      }
    }
    rows.tell(words.wordsKept);
    await next();
  }

  own.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!keeping && current) finish();
  });
  fields.decorative.addEventListener("change", () => { complain(""); decorate(); });
  panel.addEventListener("keydown", (event) => {
    const input = event.target.matches("input[type=text]");
    if (composing(event)) {
      if (event.key === "Enter" && input && !event.isComposing) event.preventDefault();
    } else if (event.key === "Escape") {
      event.preventDefault();
      rows.tell(words.laterHow);
      close(true);
    }
  });

  // The picture that the caret stands in.
  function openHere() {
    const picture = pictureAt(body.value, body.selectionStart);
    if (picture && !/^upload:/.test(picture.target)) open(picture.target, picture.start, { wanted: true });
    else rows.tell(words.putCaret);
  }

  return { open, openHere };
}
