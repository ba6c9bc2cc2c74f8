// The keyboard (brief §11.15). Which keys do what is the server's list; here is how a key is recognised.

import { button, composing, element, settled, words } from "./article_words.js";

const MAC = /Mac|iPhone|iPad/.test(navigator.platform); // where Ctrl with a letter moves the caret and ⌘ commands
const ANYWHERE = new Set(["save", "primary", "preview", "keys"]);
const AFTER_WORD = new Set(["save", "primary"]); // half a word is finished first, then saved

// ``acts`` maps the names of the list to what is done. Returns what shows the list.
export function shortcuts(form, acts) {
  const { body } = form.elements;
  let on = form.dataset.shortcuts === "on";
  const dialog = listOfKeys(form, () => on, (now) => { on = now; });

  document.addEventListener("keydown", async (event) => {
    const name = on && !event.defaultPrevented && nameOf(event);
    const act = name === "keys" ? dialog.show : acts[name];
    if (!act || (!ANYWHERE.has(name) && event.target !== body)) return;
    const composes = composing(event);
    if (composes && !AFTER_WORD.has(name)) return;
    event.preventDefault();
    if (event.repeat || document.querySelector("dialog[open]")) return;
    if (composes) {
      event.target.blur(); // the input method hands over what it has
      await settled();
      event.target.focus({ preventScroll: true });
    }
    act();
  });
  return dialog.show;
}

// A letter is what the key writes, wherever it lies; a digit is the key, for Shift makes it something else.
function nameOf(event) {
  const [mod, other] = MAC ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  if (!mod || other || event.getModifierState("AltGraph")) return null;
  const written = /^[a-z]$/i.test(event.key) ? event.key : event.code.replace(/^(Key|Digit)/, "").replace("Slash", "/").replace("NumpadEnter", "Enter");
  const pressed = ["mod", ...(event.shiftKey ? ["shift"] : []), ...(event.altKey ? ["alt"] : []), written.toLowerCase()].join(" ");
  return words.shortcuts.find(({ name, keys }) => name && keys.join(" ") === pressed)?.name;
}

function listOfKeys(form, isOn, change) {
  const rows = words.shortcuts.map(({ written, does }) => element("tr", {}, element("th", { scope: "row" }, element("kbd", { textContent: written })), element("td", { textContent: does })));
  const status = element("p", { className: "help" });
  status.setAttribute("role", "status");
  const toggle = button("", flip, { className: "secondary" });
  const help = element("a", { className: "button secondary", href: form.dataset.help, target: "_blank", rel: "noopener", textContent: words.helpPage });
  const close = button(words.close, () => dialog.close(), { className: "primary" });
  const dialog = element("dialog", { className: "library keys-dialog" }, element("h2", { id: "keys_title", textContent: words.keysTitle }), element("table", { className: "keys" }, element("tbody", {}, ...rows)), status, element("p", { className: "steps" }, close, toggle, help));
  dialog.setAttribute("aria-labelledby", "keys_title");
  document.body.append(dialog);
  dialog.addEventListener("cancel", (event) => { if (composing(event)) event.preventDefault(); });

  async function flip() {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("on", isOn() ? "0" : "1");
    const answer = await fetch(form.dataset.keys, { method: "POST", body: data, headers: { Accept: "application/json" } }).catch(() => null);
    const told = answer?.ok ? await answer.json().catch(() => null) : null;
    status.textContent = told?.message || words.network;
    if (told) change(told.on);
    name();
  }

  const name = () => { toggle.textContent = isOn() ? words.keysOff : words.keysOn; };
  return {
    show() {
      status.textContent = "";
      name();
      dialog.showModal();
    },
  };
}
