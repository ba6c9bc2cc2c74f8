// 专注写作: title and body, and nothing else on the screen.

import { button, composing, words } from "./article_words.js";

const CLASS = "focus-mode";

export function focusMode(body, before) {
  const leave = button(words.leaveFocus, () => turn(false), { className: "secondary leave-focus" });
  document.querySelector(".submit-bar").prepend(leave);

  function turn(on) {
    if (on) before();
    document.body.classList.toggle(CLASS, on);
    body.form.elements.title.dispatchEvent(new Event("input")); // its height follows its width
    body.focus({ preventScroll: true });
    body.scrollIntoView({ block: "nearest" });
  }

  // Escape belongs first to the input method, then to a dialog, then to whoever took it already.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || composing(event)) return;
    if (document.body.classList.contains(CLASS) && !document.querySelector("dialog[open]")) turn(false);
  });
  return () => turn(true);
}
