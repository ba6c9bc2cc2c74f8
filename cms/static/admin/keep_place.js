// Who saves from the keyboard writes on: the form that comes back has the caret and the scroll where they were.

import { leave, take } from "./left_behind.js";

const KEPT = "place";

export function comeBack(form) {
  const kept = take(KEPT);
  const same = kept && [form.dataset.article, "new"].includes(kept.article);
  const field = same && !document.querySelector("[data-focus]") && form.elements[kept.name];
  if (!field?.setSelectionRange) return;
  field.focus({ preventScroll: true });
  field.setSelectionRange(kept.start, kept.end);
  field.scrollTop = kept.top;
  scrollTo(0, kept.y);
}

export function rememberPlace(form) {
  const field = document.activeElement;
  if (field.form !== form || field.tagName !== "TEXTAREA") return;
  const { name, selectionStart: start, selectionEnd: end, scrollTop: top } = field;
  leave(KEPT, { article: form.dataset.article, name, start, end, top, y: scrollY });
}
