// The form saves itself while somebody writes, and says on one line how that stands (brief §11.8).

import { relogin } from "./article_login.js";
import { button, element, say, words } from "./article_words.js";

const PAUSE = 5000; // ms after the last key
const LONGEST = 30000; // ms of writing without a save
const RETRIES = [5000, 15000, 60000]; // ms after a failure, the last one again and again
const KEEPALIVE = 60000; // bytes that a page may still send when it goes
const NOT_CONTENT = /^(pinned|pinned_until|recommended|in_focus|weight|notes|owner|note|despite_warnings)$/;

// ``forget`` drops this browser's copy. Returns what the rest of the form asks: ``pause``, ``resume``, ``unsaved``.
export function autosave(form, status, forget) {
  let changed = false; // content that the newsroom does not have
  let elsewhere = false; // fields that only the button saves
  let running = null;
  let failures = 0;
  let failed = false;
  let paused = false;
  let composes = false;
  let timer;
  let since = 0;

  const tell = (text, wrong = false) => {
    status.textContent = text;
    status.classList.toggle("wrong", wrong);
  };

  function touched(event) {
    const name = event.target.name || "";
    if (!name || name.startsWith("_") || event.target.form !== form) return;
    if (NOT_CONTENT.test(name)) {
      elsewhere = true;
      return;
    }
    if (!changed) since = Date.now();
    changed = true;
    if (event.isComposing) return;
    plan(Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
  }

  function plan(wait) {
    clearTimeout(timer);
    if (!paused && !composes) timer = setTimeout(save, wait);
  }

  function body() {
    const data = new FormData(form);
    for (const name of [...data.keys()]) if (NOT_CONTENT.test(name)) data.delete(name);
    return data;
  }

  function post(data, options = {}) {
    const request = { method: "POST", body: data, headers: { Accept: "application/json" }, redirect: "manual", ...options };
    return fetch(form.dataset.autosave, request);
  }

  function save() {
    if (running || paused || composes || !changed) return running;
    running = send().finally(() => { running = null; });
    return running;
  }

  async function send() {
    clearTimeout(timer);
    changed = false;
    tell(words.saving);
    const answer = await post(body()).catch(() => null);
    const told = await answer?.json().catch(() => null);
    if (answer?.ok && told) return kept(told);
    changed = true;
    failed = true;
    if (answer && (answer.type === "opaqueredirect" || (answer.status === 403 && !told))) {
      relogin(form, tell).then(() => plan(0));
      return null;
    }
    if (told && answer.status === 409) return stale(told);
    if (told && answer.status < 500) return tell(told.message, answer.status !== 422);
    tell(told?.message || words.offline, true);
    plan(RETRIES[Math.min(failures++, RETRIES.length - 1)]);
    return null;
  }

  function kept(told) {
    failures = 0;
    failed = false;
    form.elements.revision.value = told.number;
    if (form.dataset.article === "new") moveIn(told);
    tell(told.message);
    if (changed) plan(PAUSE);
    else forget();
  }

  // The first save of a new sheet: from now on this is that article's form.
  function moveIn(told) {
    forget();
    form.dataset.article = told.article;
    form.dataset.autosave = told.autosave;
    form.dataset.presence = told.presence;
    form.dataset.preview = told.preview;
    form.setAttribute("action", told.form);
    form.querySelector("[data-checks]").dataset.checks = told.checks;
    history.replaceState(history.state, "", told.form);
    form.dispatchEvent(new Event("movedin"));
  }

  function stale(told) {
    paused = true;
    tell(told.message, true);
    form.dispatchEvent(new CustomEvent("newer", { detail: told.message }));
  }

  // What cannot wait: the page is hidden or left. A text that is too long for that is in this browser.
  function hurry() {
    if (running || paused || !changed) return;
    const data = body();
    const size = [...data.values()].reduce((sum, value) => sum + 3 * value.length + 100, 0);
    if (size > KEEPALIVE) return;
    changed = false;
    running = post(data, { keepalive: true })
      .then(async (answer) => (answer.ok ? kept(await answer.json()) : Promise.reject(new Error(answer.status))))
      .catch(() => { changed = true; failed = true; plan(RETRIES[0]); })
      .finally(() => { running = null; });
  }

  form.addEventListener("compositionstart", () => { composes = true; clearTimeout(timer); });
  form.addEventListener("compositionend", (event) => { composes = false; touched(event); });
  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  form.addEventListener("focusout", (event) => { if (changed && !form.contains(event.relatedTarget)) plan(500); });
  addEventListener("pagehide", hurry);
  document.addEventListener("visibilitychange", () => { if (document.hidden) hurry(); });
  addEventListener("online", () => { if (failed) plan(0); });

  return {
    running: () => running,
    pause() { paused = true; clearTimeout(timer); },
    unsaved: () => elsewhere || (changed && failed),
    submitted() { paused = true; clearTimeout(timer); changed = elsewhere = false; },
  };
}

// Somebody else saved a newer version: what can be done about it, above the form.
export function offerNewer(form, message) {
  if (document.querySelector(".notice.newer")) return;
  const shown = element("section", { className: "notice newer" });
  shown.setAttribute("role", "alert");
  const compare = button(words.compareThenSave, () => form.querySelector("button[name=_save]").click(), { className: "primary" });
  const load = element("a", { className: "button secondary", href: location.href, textContent: words.loadTheirs });
  shown.append(element("p", { textContent: say("newer", { message }) }), element("p", { className: "steps" }, compare, load));
  form.before(shown);
}
