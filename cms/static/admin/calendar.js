// Dragging an article to another day. A drop never changes what is public: it asks for the time, or notes a planned date.
// The menu ⋯ of each article does the same without a mouse, and without this file.

import { leave, take } from "./left_behind.js";

const told = document.querySelector("[data-told]");
const form = document.getElementById("plan-form");
const dialog = document.querySelector("[data-ask]");
const FRESH = 60000; // ms after which the page looks for what others did
const KEPT = "calendar-place"; // the scroll of the page that comes back after a drop
let dragged = null;

function comeBack() {
  const kept = take(KEPT);
  if (kept) scrollTo(0, kept.y);
  else if (!scrollY) document.querySelector(".grid .today")?.scrollIntoView({ block: "nearest" });
}

form.addEventListener("submit", () => leave(KEPT, { y: scrollY }));

function placeOf(event) {
  return dragged && event.target.closest ? event.target.closest("[data-day], [data-drawer]") : null;
}

function mark(place) {
  for (const marked of document.querySelectorAll(".target")) if (marked !== place) marked.classList.remove("target");
  if (place) place.classList.add("target");
}

function say(words) {
  told.textContent = "";
  requestAnimationFrame(() => { told.textContent = words; }); // so that the same words are read out again
}

document.addEventListener("dragstart", (event) => {
  const item = event.target.closest ? event.target.closest(".item") : null;
  if (item?.dataset.refusal) {
    event.preventDefault();
    say(item.dataset.refusal);
    return;
  }
  dragged = item;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.querySelector(".title").textContent);
  dragged.classList.add("dragged");
  told.textContent = "";
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  dragged = null;
  mark(null);
});
document.addEventListener("dragover", (event) => {
  const place = placeOf(event);
  mark(place && !place.classList.contains("past") ? place : null);
  if (place) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  const place = placeOf(event);
  if (!place) return;
  event.preventDefault();
  mark(null);
  if (place === dragged.closest("[data-day], [data-drawer]")) return;
  if (place.matches("[data-drawer]")) putBack(dragged);
  else if (place.classList.contains("past")) say(told.dataset.past);
  else put(dragged, place);
});

function putBack(item) {
  if (item.dataset.plan) plan(item, "");
  else say(told.dataset.hasTime);
}

function put(item, square) {
  const { day, words, earliest = "" } = square.dataset;
  const time = item.dataset.time < earliest ? earliest : item.dataset.time;
  const page = item.dataset.schedule && `${item.dataset.schedule}&at=${day}T${time}`;
  if (!item.dataset.plan) location.assign(page);
  else if (page) ask(item, page, day, `${words} ${time}`);
  else plan(item, day);
}

function plan(item, day) {
  form.setAttribute("action", item.dataset.plan);
  form.elements.planned_day.value = day;
  form.requestSubmit();
}

function ask(item, page, day, moment) {
  const question = dialog.querySelector("[data-question]");
  question.textContent = question.dataset.question.replace("{moment}", moment);
  dialog.querySelector("[data-title]").textContent = item.querySelector(".title").textContent;
  dialog.querySelector("[data-to-schedule]").href = page;
  form.setAttribute("action", item.dataset.plan);
  form.elements.planned_day.value = day;
  dialog.showModal();
}
dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());

// ← and → turn the page, where no control wants them.
document.addEventListener("keydown", (event) => {
  const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const free = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.isComposing;
  if (!rel || !free || dialog.open || event.target.closest("input, select, textarea, [contenteditable], .tabs, details[open]")) return;
  document.querySelector(`[data-turn] a[rel=${rel}]`)?.click();
});

// A calendar stays open all day: it shows what others did, but not under a hand or a caret.
const busy = () => dragged || dialog.open || document.querySelector("[data-fresh]").matches(":focus-within, :has(details[open])");
let looked = Date.now();

async function look() {
  if (document.hidden || busy() || Date.now() - looked < FRESH) return;
  looked = Date.now();
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [old, fresh] = [document, page].map((one) => one.querySelector("[data-fresh]"));
  if (fresh && !busy() && fresh.innerHTML !== old.innerHTML) old.replaceWith(fresh);
}
setInterval(look, FRESH / 4);
document.addEventListener("visibilitychange", look);
if (matchMedia("(min-width: 48em)").matches) comeBack();
