// The article form. Without this file it works as a plain form; this makes it comfortable.

import { toolbar } from "./article_body.js";
import { addCounters, growTitle, offerSummary } from "./article_counters.js";
import { cover } from "./article_pictures.js";
import { chips, suggestTags } from "./article_terms.js";
import { keepTyped } from "./article_unsaved.js";
import { button, element, say, words } from "./article_words.js";

const form = document.getElementById("article_form");
const NARROW = "(max-width: 63.99em)";

document.querySelector("[data-focus]")?.focus();
growTitle(form.elements.title);
addCounters(form);
if (matchMedia(NARROW).matches) {
  for (const panel of form.querySelectorAll("details.panel[open]")) {
    if (!panel.querySelector(".wrong")) panel.open = false;
  }
}
// A link of the error summary opens the panel that its field is in.
document.querySelector(".errornote.summary")?.addEventListener("click", (event) => {
  const field = document.getElementById(event.target.closest("a")?.hash.slice(1));
  field?.closest("details")?.setAttribute("open", "");
});

if (!form.elements.title.readOnly) {
  toolbar(form.elements.body);
  for (const select of form.querySelectorAll("select[multiple]")) chips(select);
  suggestTags(form.elements.tags, form.dataset.tags);
  cover(form.querySelector("[data-cover]"));
  offerSummary(form);
  leaveWithCare();
}
keepTyped(form, offerUnsaved);
placeAtOnce(document.getElementById("placement-form"));

// A second click on a button while the first is under way does nothing; leaving with unsaved words asks.
function leaveWithCare() {
  let changed = false;
  let sent = -Infinity;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("change", () => { changed = true; });
  form.addEventListener("submit", (event) => {
    if (event.timeStamp - sent < 2000) event.preventDefault();
    else sent = event.timeStamp;
    changed = false;
  });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}

// Words that this browser holds and the newsroom does not: to put back, or, where the form is locked, to copy.
function offerUnsaved({ at, pairs }, take, drop) {
  const values = Object.fromEntries(pairs);
  const time = new Date(at).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
  const shown = element("section", { className: "notice unsaved" });
  const done = (act) => () => { act(); shown.remove(); form.elements.title.focus(); };
  shown.append(element("p", { textContent: say("unsaved", { time, title: values.title || "—" }) }));
  const buttons = element("p", { className: "steps" });
  if (form.elements.title.readOnly) {
    const text = element("textarea", { readOnly: true, rows: 8, value: [values.title, values.description, values.body].filter(Boolean).join("\n\n") });
    text.setAttribute("aria-label", words.body_name);
    shown.append(text);
  } else {
    buttons.append(button(words.putBack, done(take), { className: "primary" }));
  }
  buttons.append(button(words.discard, done(drop), { className: "secondary" }));
  shown.append(buttons);
  form.before(shown);
}

function placeAtOnce(placement) {
  const status = document.querySelector("[data-placement-status]");
  placement?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(placement.action, { method: "POST", body: new FormData(placement), headers: { Accept: "application/json" } }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    status.textContent = told?.message || words.network;
    status.classList.toggle("wrong", !answer?.ok);
  });
}
