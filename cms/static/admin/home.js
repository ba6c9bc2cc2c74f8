// 编排首页: each button sends the whole form, and what comes back takes the place of the lists. The server decides
// everything, so the screen without this script does the same.

import { showPreview } from "./home_preview.js";

const form = document.getElementById("arrange");
const desk = document.getElementById("desk");
const told = document.getElementById("told");
const KEYS = { ArrowUp: "up", ArrowDown: "down" };
let leaving = false;
let turn = Promise.resolve(); // one press after the other, each on what the last one made
let dragged = null;

const rowOf = (target) => target.closest("[data-row]");
const byId = (id) => document.getElementById(id);

function tell(words) {
  told.textContent = "";
  setTimeout(() => { told.textContent = words; }, 50); // so that the same words are read out again
}

// Takes a token that works, also after a new login in another window. False where nobody, or somebody else, is signed in.
async function signedIn() {
  const answer = await fetch(form.dataset.token, { redirect: "manual", headers: { Accept: "application/json" } }).catch(() => null);
  const found = answer && answer.ok ? await answer.json().catch(() => null) : null;
  if (!found || String(found.user) !== form.dataset.user) return false;
  form.querySelector("[name=csrfmiddlewaretoken]").value = found.token;
  return true;
}

async function send(action) {
  const data = new FormData(form);
  data.set("do", action);
  const answer = await fetch(form.getAttribute("action"), { method: "POST", body: data }).catch(() => null);
  const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
  return page && page.getElementById("desk") ? page : null;
}

async function press(action) {
  const page = (await send(action)) || ((await signedIn()) && (await send(action)));
  if (!page) return tell(form.dataset.broken);
  const focus = focusAfter(action);
  const open = [...desk.querySelectorAll("details[id][open]")].map((one) => one.id);
  for (const id of ["bar", "desk"]) byId(id).replaceChildren(...page.getElementById(id).childNodes);
  for (const id of open) if (byId(id)) byId(id).open = true;
  ready();
  putFocus(focus);
  tell(page.getElementById("told").textContent);
  showPreview(form);
}

// Where the focus goes: to the same control, to the same row, to the next row, to the list's heading.
function focusAfter(action) {
  const [, slot, key] = action.split(" ");
  const row = document.activeElement && rowOf(document.activeElement);
  const next = row && (row.nextElementSibling || row.previousElementSibling);
  const own = key ? [`row-${slot}-${key}`] : [];
  const neighbour = next && next.dataset.row ? [`row-${next.dataset.row.replace(" ", "-")}`] : [];
  const search = action.startsWith("add") ? [`q-${slot}`] : [];
  return [document.activeElement && document.activeElement.id, ...search, ...own, ...neighbour, `title-${slot}`];
}

function putFocus(ids) {
  const found = ids.map((id) => id && byId(id)).find((one) => one && !one.disabled);
  if (!found) return;
  const waiting = found.closest("details");
  if (waiting && !found.matches("summary")) waiting.open = true;
  found.focus();
}

async function apply(button) {
  leaving = await signedIn();
  if (leaving) form.requestSubmit(button);
  else tell(form.dataset.broken);
}

const queue = (action, deed = press) => { turn = turn.then(() => deed(action)); };

form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (leaving || (button && button.hasAttribute("formaction"))) return;
  event.preventDefault();
  if (button && button.value === "apply") queue(button, apply);
  else queue(button ? button.value : "find");
});

desk.addEventListener("click", (event) => {
  if (event.target.closest("[data-leave]")) leaving = true;
});

desk.addEventListener("keydown", (event) => {
  const row = rowOf(event.target);
  if (!row || !event.altKey || !KEYS[event.key] || !row.querySelector(".buttons")) return;
  event.preventDefault();
  queue(`${KEYS[event.key]} ${row.dataset.row}`);
});

addEventListener("beforeunload", (event) => {
  if (!leaving && form.querySelector("[data-unapplied]")) event.preventDefault();
});
addEventListener("pageshow", () => { leaving = false; });

// --- dragging within a list ---------------------------------------------------------------------

const slotOf = (row) => row.dataset.row.split(" ")[0];
const target = (event) => {
  const row = dragged && rowOf(event.target);
  return row && slotOf(row) === slotOf(dragged) ? row : null;
};
const mark = (row) => {
  for (const one of desk.querySelectorAll(".target")) if (one !== row) one.classList.remove("target");
  if (row) row.classList.add("target");
};

function ready() {
  for (const handle of desk.querySelectorAll(".handle")) {
    handle.hidden = false;
    handle.draggable = true;
  }
}

desk.addEventListener("dragstart", (event) => {
  dragged = event.target.closest(".handle") && rowOf(event.target);
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.querySelector("a").textContent);
  event.dataTransfer.setDragImage(dragged, 16, 16);
});
desk.addEventListener("dragover", (event) => {
  const row = target(event);
  mark(row === dragged ? null : row);
  if (row) event.preventDefault();
});
desk.addEventListener("drop", (event) => {
  const row = target(event);
  mark(null);
  if (!row || row === dragged) return;
  event.preventDefault();
  queue(`move ${dragged.dataset.row} ${row.dataset.place}`);
});
desk.addEventListener("dragend", () => { dragged = null; mark(null); });

ready();
showPreview(form);
