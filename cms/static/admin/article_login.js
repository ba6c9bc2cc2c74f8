// The login ran out while somebody was writing: they sign in beside the form, and the form goes on (brief §11.8).

import { button, element, words } from "./article_words.js";

let asking = null;

// Resolves when the same account is signed in again; the form then holds a token that works.
export function relogin(form, tell) {
  asking = asking || ask(form, tell).finally(() => { asking = null; });
  return asking;
}

function ask(form, tell) {
  tell(words.expired, true);
  const note = element("p", { className: "quiet" });
  note.setAttribute("role", "status");
  const address = `${form.dataset.login}?next=${encodeURIComponent(form.dataset.signedIn)}`;
  const open = element("a", { className: "button primary", href: address, target: "_blank", rel: "opener", textContent: words.signIn });
  const later = button(words.writeOn, () => dialog.close(), { className: "secondary" });
  const dialog = element("dialog", { className: "login-again" }, element("h2", { textContent: words.expired }), element("p", { textContent: words.expiredHelp }), note, element("p", { className: "steps" }, open, later));
  dialog.setAttribute("aria-label", words.expired);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((go) => {
    async function look() {
      const answer = await fetch(form.dataset.token, { redirect: "manual", headers: { Accept: "application/json" } }).catch(() => null);
      const told = answer?.ok ? await answer.json().catch(() => null) : null;
      if (!told) return;
      if (String(told.user) !== form.dataset.user) {
        note.textContent = words.otherAccount;
        return;
      }
      for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = told.token;
      removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
      clearInterval(beat);
      dialog.close();
      dialog.remove();
      tell("");
      go();
    }
    const beat = setInterval(() => { if (!document.hidden) look(); }, 5000);
    addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
  });
}
