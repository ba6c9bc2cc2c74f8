// 字 counts under the fields: a Han character, a word and a number count one each (the page's own rule, nearly).

import { button, composing, element, say, words } from "./article_words.js";

const UNIT = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007]|[\u{20000}-\u{323af}]|[0-9０-９]+(?:[.,][0-9０-９]+)*|(?:(?![\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007])\p{L})+/gu;
const PICTURE = /!\[[^\]\n]*\]\([^)\n]*\)/g;
const PER_MINUTE = 400;

export function count(text) {
  const bare = text.replace(PICTURE, " ").replace(/\]\([^)\n]*\)/g, "]").replace(/(?:https?:\/\/|www\.)[!-~]+/g, " ");
  return (bare.match(UNIT) || []).length;
}

function counter(field, words) {
  const shown = element("span", { className: "counter" });
  let timer;
  const show = () => {
    const n = count(field.value);
    shown.textContent = words(n);
    shown.classList.toggle("over", Boolean(field.dataset.most) && n > Number(field.dataset.most));
  };
  field.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(show, 300);
  });
  field.addEventListener("compositionend", show);
  show();
  return shown;
}

export function addCounters(form) {
  for (const field of form.querySelectorAll("textarea[data-most]")) {
    field.closest(".field").prepend(counter(field, (n) => say("title", { n, most: field.dataset.most })));
  }
  const body = form.elements.body;
  const pictures = () => (body.value.match(PICTURE) || []).length;
  const minutes = (n) => Math.max(1, Math.ceil(n / PER_MINUTE));
  body.after(
    counter(body, (n) => say("body", { n: n.toLocaleString("en"), minutes: minutes(n), pictures: pictures() })),
  );
}

const SUMMARY = 80;

// The beginning of the body without its marks, cut where a clause ends.
function beginning(markdown) {
  const plain = markdown.replace(PICTURE, "").replace(/\[([^\]\n]*)\]\([^)\n]*\)/g, "$1").replace(/^#+ .*$|^[>\-*+\d.]+ |[*_`~]/gm, "");
  const text = plain.replace(/\s+/g, " ").trim();
  if (count(text) <= SUMMARY) return text;
  let end = 0;
  while (count(text.slice(0, end + 1)) <= SUMMARY) end += 1;
  const cut = text.slice(0, end);
  const stop = Math.max(...["。", "！", "？", "；", "，"].map((mark) => cut.lastIndexOf(mark)));
  return stop > end / 2 ? `${cut.slice(0, stop)}${/[。！？]/.test(cut[stop]) ? cut[stop] : "……"}` : `${cut}……`;
}

export function offerSummary(form) {
  const field = form.elements.description;
  const offer = button(words.cutSummary, () => {
    field.focus();
    field.select();
    const text = beginning(form.elements.body.value);
    if (!document.execCommand("insertText", false, text)) field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, { className: "secondary small" });
  field.after(offer);
}

// The title is one line that grows: Return would be a line break, and is none while a word is being composed.
export function growTitle(field) {
  const fit = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !composing(event)) event.preventDefault();
  });
  field.addEventListener("input", fit);
  fit();
}
