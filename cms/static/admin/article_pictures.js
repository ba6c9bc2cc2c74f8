// Pictures of the library: choosing one, and the cover.

import { button, composing, element, say, words } from "./article_words.js";
import { chooseFile, mayUpload, upload } from "./picture_upload.js";

const desk = document.querySelector("[data-pick]"); // where the addresses stand

let dialog;

// Open the library; ``take`` gets the chosen picture.
export function chooseFromLibrary(take) {
  dialog ||= library();
  dialog.open(take);
}

function library() {
  const search = element("input", { type: "search", maxLength: 64 });
  const label = element("label", {}, element("span", { className: "visually-hidden", textContent: words.search }), search);
  const list = element("ul");
  const status = element("p", { className: "quiet" });
  status.setAttribute("role", "status");
  const more = button(words.more, () => show(page + 1), { className: "button secondary" });
  const close = button(words.close, () => shown.close(), { className: "button secondary" });
  const shown = element("dialog", { className: "library", ariaLabel: words.library }, element("header", {}, label, close), list, status, more);
  let page = 1;
  let turn = 0;
  let timer;
  let chosen = () => {};
  search.placeholder = words.search;
  document.body.append(shown);

  async function show(number) {
    const mine = ++turn;
    const query = new URLSearchParams({ q: search.value, page: number });
    const answer = await fetch(`${desk.dataset.pick}?${query}`, { headers: { Accept: "application/json" } }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    if (mine !== turn) return;
    if (!answer?.ok) {
      status.textContent = told?.message || words.network;
      return;
    }
    page = told.page;
    const items = told.images.map((image) => element("li", {}, picture(image)));
    if (number === 1) list.replaceChildren(...items);
    else list.append(...items);
    status.textContent = told.total ? "" : words.nothingFound;
    more.hidden = told.page >= told.pages;
  }

  function picture(image) {
    const thumb = element("img", { src: image.thumb, alt: "", loading: "lazy", width: 144, height: 96 });
    const made = button("", () => { shown.close(); chosen(image); });
    made.append(thumb, image.alt || image.name);
    return made;
  }

  search.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(() => show(1), 250);
  });
  search.addEventListener("compositionend", () => show(1));
  search.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  shown.addEventListener("cancel", (event) => { if (composing(event)) event.preventDefault(); });
  return {
    open(take) {
      chosen = take;
      search.value = "";
      show(1);
      shown.showModal();
    },
  };
}

// The cover: the select stays the field, and is filled by the library, an upload, or the first picture of the body, which
// the checks know.
export function cover(field) {
  const select = field.querySelector("select");
  const shown = field.querySelector(".chosen");
  const status = element("p", { className: "upload-status" });
  status.setAttribute("role", "status");

  function take(image) {
    const option = [...select.options].find((one) => one.value === String(image.id)) || select.appendChild(new Option(image.name, image.id));
    option.selected = true;
    const picture = element("img", { src: image.thumb, alt: image.alt || image.name, width: 352, height: 235 });
    shown.replaceChildren(picture, element("p", { className: "name", textContent: image.name }));
    clear.hidden = false;
    offer.hidden = true;
    changed();
  }

  function changed() {
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  async function send([file]) {
    status.className = "upload-status";
    status.textContent = say("uploading", { name: file.name });
    try {
      const image = await upload(file);
      status.textContent = image.message || say("uploaded", { name: file.name });
      take(image);
    } catch (error) {
      status.textContent = `${say("failed", { name: file.name })} ${error.message}`;
      status.classList.add("wrong");
    }
  }

  function offerCover(image) {
    offered = image;
    offer.hidden = !image || Boolean(select.value);
    if (image) offer.replaceChildren(element("img", { src: image.thumb, alt: "", width: 60, height: 40 }), say("useAsCover", image));
  }

  const clear = button(words.noPicture, () => {
    select.value = "";
    shown.replaceChildren();
    clear.hidden = true;
    changed();
  }, { className: "secondary" });
  clear.hidden = !select.value;
  const offer = button("", () => { take(offered); choose.focus(); }, { className: "secondary use-as-cover" });
  let offered;
  offerCover(JSON.parse(document.getElementById("body-cover")?.textContent || "null"));
  field.closest("form").addEventListener("checked", ({ detail }) => offerCover(detail.cover));
  select.addEventListener("restored", () => {
    const name = select.value && select.selectedOptions[0].textContent;
    if (name !== (shown.querySelector(".name")?.textContent || "")) shown.replaceChildren(...(name ? [element("p", { className: "name", textContent: name })] : []));
    clear.hidden = !select.value;
  });
  const choose = button(words.library, () => chooseFromLibrary(take), { className: "secondary", id: `${select.id}_choose` });
  const buttons = element("div", { className: "picture-buttons" }, offer, choose, clear);
  if (mayUpload) choose.after(button(words.upload, () => chooseFile(send), { className: "secondary" }));
  select.hidden = true;
  select.after(buttons, status);
  document.querySelector(`label[for="${select.id}"]`).htmlFor = choose.id;
}
