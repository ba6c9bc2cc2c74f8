// One picture on its way: its name, how much of it went out, what became of it, and what can be done about it.

import { element } from "./article_words.js";

// Add a row to ``list``. ``elsewhere`` gets the focus when the row goes with the button that was pressed.
export function uploadRow(list, name, elsewhere) {
  const text = element("span", { className: "name", textContent: name });
  const bar = element("progress", { max: 1, hidden: true });
  bar.setAttribute("aria-label", name);
  const buttons = element("span", { className: "row-buttons" });
  const item = element("li", {}, text, bar, buttons);
  list.append(item);
  return {
    item,
    // Show how much went out, from 0 to 1; null while nobody knows.
    progress(part) {
      item.className = "";
      text.textContent = name;
      bar.hidden = false;
      if (part === null) bar.removeAttribute("value");
      else bar.value = part;
    },
    said(message, wrong = false) {
      item.className = wrong ? "wrong" : "";
      text.textContent = message;
      bar.hidden = true;
    },
    offer(...made) {
      const had = buttons.contains(document.activeElement);
      buttons.replaceChildren(...made);
      if (had) (made.find((one) => one.localName === "button") || elsewhere).focus({ preventScroll: true });
    },
    remove() {
      if (item.contains(document.activeElement)) (item.nextElementSibling?.querySelector("button") || elsewhere).focus({ preventScroll: true });
      item.remove();
    },
  };
}
