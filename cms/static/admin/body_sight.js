// What opens below the body shares the window with it: the body gets shorter, and the caret stays in sight.

const ABOVE = 60; // pixels: the buttons over the body
const LEAST = "10rem";
const COPIED = ["boxSizing", "width", "fontFamily", "fontSize", "fontWeight", "letterSpacing", "lineHeight", "padding", "border", "tabSize"];

export function keepInSight(body, place) {
  const bar = document.querySelector(".submit-bar"); // at the foot of the window, higher while it says something

  function shrink() {
    place.style.bottom = `${bar.offsetHeight}px`;
    body.style.maxHeight = place.offsetHeight ? `max(${LEAST}, calc(100vh - ${bar.offsetHeight + ABOVE + place.offsetHeight}px))` : "";
    reveal();
  }

  function reveal() {
    if (document.activeElement !== body || !place.offsetHeight) return;
    const { top } = body.getBoundingClientRect();
    if (top < 0) scrollBy(0, Math.floor(top) - ABOVE); // the page was scrolled for a taller body
    const outer = body.getBoundingClientRect();
    const covered = place.getBoundingClientRect().top;
    if (outer.bottom <= covered && body.scrollHeight <= body.clientHeight) return;
    const caret = caretBottom(body);
    if (caret > body.scrollTop + body.clientHeight) body.scrollTop = caret - body.clientHeight;
    const hidden = outer.top + caret - body.scrollTop - covered;
    if (hidden > 0) scrollBy(0, hidden);
  }

  const sizes = new ResizeObserver(shrink);
  for (const one of [place, bar]) sizes.observe(one);
  body.addEventListener("input", reveal);
}

// How far below the top of the text the line with the caret ends: measured on a copy, for a textarea does not say.
function caretBottom(body) {
  const copy = document.createElement("div");
  const style = getComputedStyle(body);
  for (const property of COPIED) copy.style[property] = style[property];
  Object.assign(copy.style, { position: "absolute", top: "0", visibility: "hidden", height: "auto", whiteSpace: "pre-wrap", overflowWrap: "break-word" });
  copy.textContent = `${body.value.slice(0, body.selectionEnd)}\u200b`;
  document.body.append(copy);
  const bottom = copy.offsetHeight;
  copy.remove();
  return bottom;
}
