// The page's words, and the two questions that every script asks.

export const words = JSON.parse(document.getElementById("script-words").textContent);

export function say(name, values = {}) {
  return words[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

// A key pressed while an input method composes belongs to the input method. macOS sends one more Return after it.
let ended = -Infinity;
let composes = false;
document.addEventListener("compositionstart", () => { composes = true; }, true);
document.addEventListener("compositionend", () => { composes = false; ended = performance.now(); }, true);

export function composing(event) {
  return composes || event.isComposing || event.keyCode === 229 || performance.now() - ended < 100;
}

// While a word is being composed nothing is asked of the server and nothing on the page moves.
export const isComposing = () => composes;

// Resolves when a script may type: nobody composes a word anywhere, and no dialog lies over the page.
export async function settled() {
  for (;;) {
    const dialog = document.querySelector("dialog[open]");
    if (dialog) await new Promise((go) => dialog.addEventListener("close", go, { once: true }));
    else if (composes) await new Promise((go) => document.addEventListener("compositionend", () => setTimeout(go, 100), { once: true }));
    else return;
  }
}

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

export function button(label, act, properties = {}) {
  const made = element("button", { type: "button", textContent: label, ...properties });
  made.addEventListener("click", act);
  return made;
}
