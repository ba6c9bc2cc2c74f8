// The page's words, and the two questions that every script asks.

export const words = JSON.parse(document.getElementById("script-words").textContent);

export function say(name, values = {}) {
  return words[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

// A key pressed while an input method composes belongs to the input method. macOS sends one more Return after it.
let ended = 0;
document.addEventListener("compositionend", () => { ended = performance.now(); }, true);

export function composing(event) {
  return event.isComposing || event.keyCode === 229 || performance.now() - ended < 100;
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
