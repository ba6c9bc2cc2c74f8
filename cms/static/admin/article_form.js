// The article form. Without this file it works as a plain form; this makes it comfortable.

import { autosave, offerNewer } from "./article_autosave.js";
import { toolbar } from "./article_body.js";
import { liveChecks } from "./article_checks.js";
import { addCounters, growTitle, offerSummary } from "./article_counters.js";
import { attachments } from "./article_files.js";
import { cover } from "./article_pictures.js";
import { presence } from "./article_presence.js";
import { chips, suggestTags } from "./article_terms.js";
import { keepTyped } from "./article_unsaved.js";
import { button, element, say, words } from "./article_words.js";
import { focusMode } from "./focus_mode.js";
import { comeBack, rememberPlace } from "./keep_place.js";
import { shortcuts } from "./keys.js";
import { livePreview } from "./live_preview.js";
import { quickPicks } from "./quick_picks.js";

const form = document.getElementById("article_form");
const NARROW = "(max-width: 63.99em)";

document.querySelector("[data-focus]")?.focus();
const preview = form.elements.title.readOnly ? null : livePreview(form);
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
  writingTools(form.elements.body);
  for (const select of form.querySelectorAll("select[multiple]")) chips(select);
  suggestTags(form.elements.tags, form.dataset.tags);
  cover(form.querySelector("[data-cover]"));
  attachments(form.querySelector(".panel-files"), form.elements.body);
  offerSummary(form);
}
liveChecks(form, form.querySelector(".panel-checks"));
waitForNetwork(form.querySelector("[data-autosave-status]"));
const copy = keepTyped(form, offerUnsaved);
if (form.dataset.autosave && !form.elements.title.readOnly) leaveWithCare(autosave(form, form.querySelector("[data-autosave-status]"), copy.drop));
quickPicks();
presence(form, form.querySelector("[data-presence-line]"));
placeAtOnce(document.getElementById("placement-form"));

// The buttons over the body, the keyboard and the focus mode.
function writingTools(body) {
  const focus = focusMode(body, preview.close);
  const help = { show() {} };
  const acts = toolbar(body, { focus, help: () => help.show() });
  const press = (selector) => form.querySelector(`.submit-bar ${selector}`)?.click();
  const save = () => { rememberPlace(form); press("button[name=_save]"); };
  help.show = shortcuts(form, { ...acts, save, primary: () => press(".primary"), preview: preview.toggle });
  comeBack(form);
}

// Without a network the browser's own page about it would take the form's place. Nothing is sent; the words are kept.
function waitForNetwork(line) {
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    line.textContent = words.offline;
    line.classList.add("wrong");
  }, { capture: true });
}

// A second click on a button while the first is under way does nothing. A save that is under way ends first, so that
// the form carries its number. Leaving asks only where something would not be saved by itself.
function leaveWithCare(saving) {
  let sent = -Infinity;
  form.addEventListener("submit", (event) => {
    const running = saving.running();
    if (running) {
      event.preventDefault();
      const pressed = event.submitter;
      running.then(() => (pressed ? pressed.click() : form.requestSubmit()));
      return;
    }
    if (event.timeStamp - sent < 2000) event.preventDefault();
    else sent = event.timeStamp;
    saving.submitted();
  });
  form.addEventListener("newer", (event) => {
    saving.pause();
    offerNewer(form, event.detail);
  });
  addEventListener("beforeunload", (event) => { if (saving.unsaved()) event.preventDefault(); });
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
