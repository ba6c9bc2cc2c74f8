// Sending one picture to the library, or having the server fetch one; and what its answer means.

import { words } from "./article_words.js";

const form = document.querySelector("[data-upload]"); // or a box in it: where the addresses stand
export const ACCEPTED = "image/jpeg,image/png,image/webp,image/gif";
export const mayUpload = Boolean(form.dataset.upload);
export const MOST_FILES = 20;
const WAITS = 5; // times that a busy server is asked again

// A login in another window brings a new token, which the cookie knows and this page does not.
function token() {
  const kept = /(?:^|;\s*)(?:__Host-|__Secure-)?csrftoken=([^;]+)/.exec(document.cookie);
  return kept ? kept[1] : document.querySelector("[name=csrfmiddlewaretoken]").value;
}

// Ask one of the newsroom's addresses. Resolves to what it knows of the picture; rejects with an Error whose message
// is for the person at the screen (``status`` is 0 when nothing answered; ``told`` is the whole answer), or whose name
// is AbortError.
export function ask(address, data, { progress, signal, method = "POST" } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (message, status = 0, more = {}) => reject(Object.assign(new Error(message), { status, again: 0, ...more }));
    request.open(method, address);
    request.setRequestHeader("Accept", "application/json");
    if (method === "POST") request.setRequestHeader("X-CSRFToken", token());
    if (progress) request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onerror = () => fail(words.network);
    request.onabort = () => reject(Object.assign(new Error(), { name: "AbortError" }));
    request.onload = () => {
      let told = null;
      try {
        told = JSON.parse(request.responseText);
      } catch {
        // a page, not an answer: the login's, a proxy's, or one about trouble
      }
      if (request.status < 300 && told) resolve(told);
      else fail(told?.message || meaning(request), request.status, { again: Number(request.getResponseHeader("Retry-After")) || 0, told });
    };
    signal?.addEventListener("abort", () => request.abort());
    request.send(data);
  });
}

function meaning({ status, responseURL }) {
  if (status < 300 && responseURL.includes("/login/")) return words.loggedOut;
  if (status === 401 || status === 403) return words.loggedOut;
  if (status === 413) return words.tooLarge;
  return status >= 500 ? words.serverTrouble : words.network;
}

// Return the file, or throw what stands against sending it: ``tooBig`` says that it has more than ``most`` bytes.
export async function readable(file, most, tooBig) {
  if (file.size > most) {
    const size = Math.ceil((file.size * 10) / 1048576) / 10;
    throw new Error(tooBig.replace("{name}", file.name).replace("{size}", size));
  }
  // A folder, or a file that was moved away since it was chosen, cannot be read; a failed request would not say so.
  await file.slice(0, 1).arrayBuffer().catch(() => { throw new Error(words.unreadable); });
  return file;
}

export async function upload(file, options) {
  const data = new FormData();
  data.append("file", await readable(file, Number(form.dataset.mostBytes), words.tooBig), file.name || "picture.png");
  return ask(form.dataset.upload, data, options);
}

export async function fetchPicture(address, options) {
  const data = new FormData();
  data.append("address", address);
  for (let turn = 0; ; turn += 1) {
    try {
      return await ask(form.dataset.fetch, data, options);
    } catch (error) {
      if (error.status !== 429 || error.again > 10 || turn === WAITS) throw error;
      await new Promise((go) => setTimeout(go, error.again * 1000));
    }
  }
}

export const knownWords = (name) => ask(`${form.dataset.words}?${new URLSearchParams({ name })}`, null, { method: "GET" }).then(({ image }) => image);

export function keepWords(values) {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.append(name, value);
  return ask(form.dataset.words, data);
}

export function useOther(address, other) {
  const data = new FormData();
  data.append("other", other);
  return ask(address, data);
}

export function chooseFile(take, { multiple = false, accept = ACCEPTED } = {}) {
  const input = document.createElement("input");
  Object.assign(input, { type: "file", accept, multiple });
  input.addEventListener("change", () => input.files.length && take([...input.files]));
  input.click();
}
