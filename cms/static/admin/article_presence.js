// Who else has the article open, and what happened to it elsewhere: asked every 20 seconds (brief §11.8).

import { element, words } from "./article_words.js";

const BEAT = 20000; // ms
const WRITING = 60000; // ms since the last key

export function presence(form, line) {
  let typed = -Infinity;
  let told = "";

  async function report(more = {}) {
    if (!form.dataset.presence || form.dataset.article === "new") return;
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("editing", performance.now() - typed < WRITING ? "1" : "0");
    data.set("revision", form.elements.revision.value);
    data.set("state", form.dataset.state || "");
    for (const [name, value] of Object.entries(more)) data.set(name, value);
    const request = { method: "POST", body: data, redirect: "manual", keepalive: true, headers: { Accept: "application/json" } };
    const answer = await fetch(form.dataset.presence, request).catch(() => null);
    const news = answer?.ok ? await answer.json().catch(() => null) : null;
    if (!news || more.leaving) return;
    if (news.message !== told) line.textContent = told = news.message;
    if (news.newer) form.dispatchEvent(new CustomEvent("newer", { detail: news.newer }));
    if (news.moved) moved(news.moved);
  }

  // The steps on offer are those of a state that is over: they are locked, the text is not.
  function moved(message) {
    if (document.querySelector(".notice.moved")) return;
    const shown = element("section", { className: "notice moved" }, element("p", { textContent: message }), element("p", { className: "steps" }, element("a", { className: "button secondary", href: location.href, textContent: words.loadAgain })));
    shown.setAttribute("role", "alert");
    form.before(shown);
    for (const step of form.querySelectorAll("button[name=_transition]")) step.disabled = true;
  }

  form.addEventListener("input", () => { typed = performance.now(); });
  form.addEventListener("movedin", () => report());
  addEventListener("pagehide", () => report({ leaving: "1" }));
  addEventListener("pageshow", () => report());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) report(); });
  setInterval(() => { if (!document.hidden) report(); }, BEAT);
}
