// The article form. Without this file it works as a plain form; this makes it comfortable.

import { toolbar } from "./article_body.js";
import { addCounters, growTitle, offerSummary } from "./article_counters.js";
import { cover } from "./article_pictures.js";
import { chips, suggestTags } from "./article_terms.js";
import { words } from "./article_words.js";

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
