// Pictures: sending one to the library, and choosing one from it.

import { button, composing, element, say, words } from "./article_words.js";

const form = document.getElementById("article_form");
export const ACCEPTED = "image/jpeg,image/png,image/webp,image/gif";

export const mayUpload = Boolean(form.dataset.upload);

// Returns what the server knows of the picture; throws an Error whose message is for the person at the screen.
export async function upload(file) {
  const data = new FormData();
  data.append("file", file, file.name || "picture.png");
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, Accept: "application/json" };
  const answer = await fetch(form.dataset.upload, { method: "POST", body: data, headers }).catch(() => null);
  const told = await answer?.json().catch(() => null);
  if (!answer?.ok) throw new Error(told?.message || words.network);
  return told;
}

export function chooseFile(take) {
  const input = element("input", { type: "file", accept: ACCEPTED });
  input.addEventListener("change", () => input.files.length && take([...input.files]));
  input.click();
  return input;
}

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
    const answer = await fetch(`${form.dataset.pick}?${query}`, { headers: { Accept: "application/json" } }).catch(() => null);
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

// The cover: the select stays the field, and is filled by the library or an upload.
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

  const clear = button(words.noPicture, () => {
    select.value = "";
    shown.replaceChildren();
    clear.hidden = true;
  }, { className: "secondary" });
  clear.hidden = !select.value;
  select.addEventListener("restored", () => {
    const name = select.value && select.selectedOptions[0].textContent;
    if (name !== (shown.querySelector(".name")?.textContent || "")) shown.replaceChildren(...(name ? [element("p", { className: "name", textContent: name })] : []));
    clear.hidden = !select.value;
  });
  const choose = button(words.library, () => chooseFromLibrary(take), { className: "secondary", id: `${select.id}_choose` });
  const buttons = element("div", { className: "picture-buttons" }, choose, clear);
  if (mayUpload) choose.after(button(words.upload, () => chooseFile(send), { className: "secondary" }));
  select.hidden = true;
  select.after(buttons, status);
  field.querySelector("label").htmlFor = choose.id;
}
