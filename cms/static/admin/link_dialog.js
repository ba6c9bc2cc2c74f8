// The dialog for links: articles of this site by their titles, or an address that is typed or pasted (brief §11.5).

import { button, composing, element, isComposing, words } from "./article_words.js";
import { addressIn, linkTarget } from "./own_address.js";

const PAUSE = 250; // ms after the last key
const LINK = /(!?)\[((?:[^[\]\n\\]|\\.)*)\]\(([^()\s]*)(?:[ \t]+"[^"\n]*")?\)/g;

// The link that the caret stands in, to be changed instead of written inside.
function linkAt(text, place) {
  const line = text.lastIndexOf("\n", place - 1) + 1;
  const end = text.indexOf("\n", place);
  for (const found of text.slice(line, end < 0 ? undefined : end).matchAll(LINK)) {
    const start = line + found.index;
    if (!found[1] && start < place && place < start + found[0].length) return { start, end: start + found[0].length, text: found[2], target: found[3] };
  }
  return null;
}

export function linkDialog(pen, form) {
  const { body } = pen;
  const field = element("input", { type: "text", id: "link_field", autocomplete: "off", spellcheck: false });
  const label = element("label", { htmlFor: field.id, textContent: words.linkField });
  const status = element("p", { className: "help" });
  status.setAttribute("role", "status");
  const list = element("ul", { className: "link-list" });
  list.setAttribute("aria-label", words.linkFound);
  const use = element("button", { type: "submit", textContent: words.linkUse, className: "primary" });
  const asked = element("form", { method: "dialog", noValidate: true }, element("h2", { id: "link_title", textContent: words.linkTitle }), label, field, element("p", { className: "help", textContent: words.linkHelp }), use, status, list, button(words.close, () => shown.close(), { className: "secondary" }));
  const shown = element("dialog", { className: "library link-dialog" }, asked);
  shown.setAttribute("aria-labelledby", "link_title");
  document.body.append(shown);
  let over = null; // what the link is put over: {start, end, text}
  let timer;
  let turn = 0;

  async function search() {
    clearTimeout(timer);
    const mine = ++turn;
    const address = addressIn(field.value);
    use.hidden = !address;
    if (address) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    const query = new URLSearchParams({ q: field.value.trim(), but: form.dataset.article });
    const answer = await fetch(`${form.dataset.links}?${query}`, { headers: { Accept: "application/json" } }).catch(() => null);
    const told = answer?.ok ? await answer.json().catch(() => null) : null;
    if (mine !== turn) return;
    if (!told) {
      status.textContent = words.network;
      return;
    }
    list.replaceChildren(...told.articles.map((article) => {
      const choice = button("", () => put(article.address, article.title), { className: "secondary" });
      choice.append(element("span", { textContent: article.title }), element("span", { className: "quiet", textContent: article.about }));
      return element("li", {}, choice);
    }));
    status.textContent = told.articles.length ? "" : words.linkNone;
  }

  function put(target, title = "") {
    shown.close();
    const written = over.text || (title ? title.replace(/[\\[\]]/g, "\\$&") : words.sampleLink);
    pen.replace(over.start, over.end, `[${written}](${linkTarget(target)})`);
    if (!over.text && !title) pen.pick(over.start, written);
  }

  asked.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isComposing()) return;
    const address = addressIn(field.value);
    const first = list.querySelector("button");
    if (address) put(address);
    else if (field.value.trim() && first) first.click();
    else status.textContent = field.value.trim() ? words.linkNone : words.linkEmpty;
  });
  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(search, PAUSE);
  });
  field.addEventListener("compositionend", search);
  asked.addEventListener("keydown", (event) => {
    if (composing(event)) {
      if (event.key === "Enter") event.preventDefault();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const rows = [field, ...list.querySelectorAll("button")];
    rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(document.activeElement) + step))].focus();
  });
  shown.addEventListener("cancel", (event) => { if (composing(event)) event.preventDefault(); });
  shown.addEventListener("close", () => body.focus({ preventScroll: true }));

  return () => {
    const { selectionStart: start, selectionEnd: end, value } = body;
    const chosen = value.slice(start, end);
    const around = chosen ? null : linkAt(value, start);
    const address = addressIn(chosen);
    over = around || { start, end, text: address ? "" : chosen };
    field.value = around?.target || address;
    shown.showModal();
    field.select();
    search();
  };
}
