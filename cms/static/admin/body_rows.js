// What stands below the body: one line for each picture on its way, notices that ask something, and the spoken status.

import { button, element, words } from "./article_words.js";
import { keepInSight } from "./body_sight.js";
import { uploadRow } from "./upload_row.js";

const SHOWN = 20_000; // ms

export function rowsBelow(body) {
  const status = element("p", { className: "upload-status" });
  status.setAttribute("role", "status");
  const list = element("ul", { className: "uploads" });
  list.setAttribute("aria-label", words.uploads);
  const notices = element("div", { className: "body-notices" });
  const place = element("div", { className: "below-body" }, notices, list, status);
  body.after(place);
  keepInSight(body, place);

  // What failed has a line of its own that stays; the spoken status goes by itself.
  let timer;
  function tell(text, { aloud = false } = {}) {
    clearTimeout(timer);
    status.classList.toggle("visually-hidden", aloud); // a line on the screen says it already
    status.textContent = text;
    timer = setTimeout(() => { status.textContent = ""; }, SHOWN);
  }

  const add = (name) => uploadRow(list, name, body);

  // A question or a hint with its buttons; a newer one with the same key takes its place.
  function notice(key, text, ...buttons) {
    dismiss(key);
    const said = element("p", { textContent: text });
    tell(text, { aloud: true });
    const made = element("section", { className: "notice" }, said, element("p", { className: "steps" }, ...buttons));
    made.dataset.key = key;
    made.setAttribute("aria-label", text);
    notices.append(made);
    return made;
  }

  function dismiss(key) {
    for (const one of notices.children) {
      if (one.dataset.key !== key) continue;
      if (one.contains(document.activeElement)) body.focus({ preventScroll: true });
      one.remove();
    }
  }

  return { place, add, tell, notice, dismiss };
}

export const primary = (label, act) => button(label, act, { className: "primary" });
export const secondary = (label, act) => button(label, act, { className: "secondary" });
