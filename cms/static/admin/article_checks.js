// The panel of checks: it follows what is typed, jumps to the place, and mends what can be mended.

import { element, say, words } from "./article_words.js";
import { penFor } from "./body_pen.js";

const PAUSE = 600; // ms after the last key
const LEAD = 3; // of the box: where the place that was jumped to stands

export function liveChecks(form, panel) {
  const list = panel.querySelector("[data-check-list]");
  const tally = panel.querySelector(".tally");
  const status = panel.querySelector("[data-check-status]");
  const locked = form.elements.title.readOnly;
  let timer;
  let turn = 0;
  let composes = false;

  list.addEventListener("click", (event) => {
    const jump = event.target.closest("a[data-places]");
    const fix = event.target.closest("button[data-edits]");
    if (jump) {
      event.preventDefault();
      next(jump);
    } else if (fix) mend(JSON.parse(fix.dataset.edits));
  });
  // The report of broken links leads to a line of the text.
  const line = Number(/^#line-(\d{1,6})$/.exec(location.hash)?.[1]);
  if (line) showLine(form.elements.body, line);
  if (locked) return;

  offerFixes();
  // A word that is being composed is no word yet: nothing is asked until it is, and no answer is shown meanwhile.
  form.addEventListener("compositionstart", () => { composes = true; clearTimeout(timer); });
  form.addEventListener("compositionend", () => { composes = false; soon(); });
  form.addEventListener("input", (event) => { if (!event.isComposing) soon(); });
  form.addEventListener("change", soon);
  form.addEventListener("submit", () => clearTimeout(timer)); // the step may take the pen away

  function soon() {
    clearTimeout(timer);
    if (!composes) timer = setTimeout(check, PAUSE);
  }

  async function check() {
    const mine = ++turn;
    const request = { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } };
    const answer = await fetch(panel.dataset.checks, request).catch(() => null);
    const told = answer?.ok ? await answer.json().catch(() => null) : null;
    if (mine !== turn || composes) return;
    if (!told) {
      status.textContent = words.notChecked;
      return;
    }
    if (status.textContent === words.notChecked) status.textContent = "";
    show(told);
  }

  function show({ html, tally: counts, cover }) {
    const focused = list.contains(document.activeElement) && document.activeElement.closest("[data-code]")?.dataset.code;
    list.innerHTML = html;
    tally.textContent = counts;
    form.dispatchEvent(new CustomEvent("checked", { detail: { cover } }));
    offerFixes();
    if (focused) (list.querySelector(`[data-code="${focused}"] a`) || panel.querySelector("summary")).focus();
  }

  function offerFixes() {
    for (const fix of list.querySelectorAll("button[data-edits]")) fix.hidden = false;
  }

  // Every press goes on to the next place.
  function next(jump) {
    const places = JSON.parse(jump.dataset.places);
    const index = Number(jump.dataset.next || 0) % places.length;
    jump.dataset.next = index + 1;
    const [name, start, end] = places[index];
    const box = form.querySelector(`.field-${name}`);
    const field = document.getElementById(box?.querySelector("label")?.htmlFor) || form.elements[name];
    if (!field) return;
    box?.closest("details")?.setAttribute("open", "");
    field.focus();
    if (field.tagName !== "TEXTAREA") return field.scrollIntoView({ block: "center" });
    field.setSelectionRange(Math.min(start, field.value.length), Math.min(end, field.value.length));
    reveal(field, start);
  }

  // All of one field is one insertion, so one undo takes it back. What was changed meanwhile is checked anew.
  function mend(edits) {
    const names = [...new Set(edits.map(([name]) => name))];
    const stands = ([name, start, end, , old]) => form.elements[name].value.slice(start, end) === old;
    if (!edits.every(stands)) {
      status.textContent = words.changedMeanwhile;
      return soon();
    }
    for (const name of names) {
      const field = form.elements[name];
      const own = edits.filter(([of]) => of === name);
      const first = own[0][1];
      const last = own.at(-1)[2];
      let text = "";
      let position = first;
      for (const [, start, end, put] of own) {
        text += field.value.slice(position, start) + put;
        position = end;
      }
      const { scrollTop } = field;
      penFor(field).replace(first, last, text);
      field.scrollTop = scrollTop;
      reveal(field, first);
    }
    status.textContent = say("mended", { n: edits.length });
  }
}

function showLine(field, line) {
  const lines = field.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((length, one) => length + one.length + 1, 0);
  if (line > lines.length) return;
  field.focus();
  field.setSelectionRange(start, start + lines[line - 1].length);
  reveal(field, start);
}

// A textarea does not scroll to what is selected in it: a box of the same shape says where that stands.
function reveal(field, start) {
  const style = getComputedStyle(field);
  const mirror = element("div", { textContent: field.value.slice(0, start) });
  const mark = element("span", { textContent: "\u200b" });
  mirror.append(mark);
  mirror.setAttribute("aria-hidden", "true");
  for (const name of ["font", "lineHeight", "letterSpacing", "padding", "tabSize", "textAlign"]) mirror.style[name] = style[name];
  Object.assign(mirror.style, {
    position: "absolute", top: "0", left: "0", visibility: "hidden", boxSizing: "border-box", width: `${field.clientWidth}px`,
    whiteSpace: "pre-wrap", overflowWrap: "break-word",
  });
  document.body.append(mirror);
  const top = mark.offsetTop;
  mirror.remove();
  if (top < field.scrollTop || top > field.scrollTop + field.clientHeight - 2 * mark.offsetHeight - 40) {
    field.scrollTop = top - field.clientHeight / LEAD;
  }
  const y = field.getBoundingClientRect().top + top - field.scrollTop;
  if (y < 60 || y > innerHeight - 160) scrollBy({ top: y - innerHeight / LEAD });
}
