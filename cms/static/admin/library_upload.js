// Pictures into the library: dropped anywhere on the page, pasted, or chosen. Each has a row that says what became of it.

import { button, element, say, words } from "./article_words.js";
import { upload, useOther } from "./picture_upload.js";
import { uploadQueue } from "./upload_queue.js";
import { uploadRow } from "./upload_row.js";

const form = document.querySelector("form[data-upload]");
const input = form.querySelector("input[type=file]");
const choose = button(words.chooseFiles, () => input.click(), { className: "primary" });
const list = element("ul", { className: "uploads" });
const status = element("p", { className: "upload-status" });
const after = element("p", { className: "steps" });
const over = element("p", { className: "media-drop", textContent: words.letGo, hidden: true });
const items = [];
const queue = uploadQueue(send);

list.setAttribute("aria-label", words.uploads);
status.setAttribute("role", "status");
form.classList.add("scripted");
form.querySelector(".media-files").prepend(element("span", { className: "media-invitation", textContent: words.dropAnywhere }), choose);
form.after(status, after, list);
document.body.append(over);

const inState = (...states) => items.filter(({ state }) => states.includes(state));
const primary = (label, act) => button(label, act, { className: "primary" });
const secondary = (label, act) => button(label, act, { className: "secondary" });

function take(files) {
  for (const file of files) {
    const item = { file, name: file.name || "picture.png", row: null, state: "" };
    item.row = uploadRow(list, item.name, choose);
    items.push(item);
    enqueue(item);
  }
}

function enqueue(item) {
  item.state = "waiting";
  item.row.progress(0);
  item.row.offer(secondary(words.cancel, () => cancel(item)));
  count();
  queue.add(item);
}

async function send(item) {
  if (item.state !== "waiting") return;
  item.state = "sending";
  item.stop = new AbortController();
  try {
    const image = await upload(item.file, { signal: item.stop.signal, progress: (part) => item.row.progress(part < 1 ? part : null) });
    item.file = null;
    arrive(item, image);
  } catch (error) {
    if (error.name !== "AbortError") fail(item, error);
  }
  count();
}

function arrive(item, image) {
  item.image = image;
  show(item, [image.thumb]);
  if (image.give_way) {
    item.state = "asking";
    show(item, [image.thumb, image.alike.thumb], [words.new, words.there]);
    item.row.said(`${item.name}：${image.message}`);
    item.row.offer(secondary(words.useOther, () => giveWay(item)), secondary(words.keepBoth, () => keep(item)));
  } else if (image.already_there) {
    settle(item, "same", say("same", { name: item.name }), image);
  } else {
    keep(item);
  }
}

const keep = (item) => settle(item, "added", say("added", { name: item.image.name }), item.image);

function settle(item, state, message, { address, name }) {
  item.state = state;
  item.row.said(message);
  item.row.offer(element("a", { href: address, target: "_blank", rel: "noopener", textContent: words.look, ariaLabel: say("open", { name }) }));
  count();
}

// The picture that was there before is enough: the one that has just come in goes again.
async function giveWay(item) {
  item.row.offer();
  try {
    const { image } = item;
    await useOther(image.give_way, image.alike.id);
    show(item, [image.alike.thumb]);
    settle(item, "used", say("usesOther", { name: item.name }), image.alike);
  } catch (error) {
    item.row.said(`${item.name}：${error.message}`, true);
    item.row.offer(secondary(words.useOther, () => giveWay(item)), secondary(words.keepBoth, () => keep(item)));
  }
}

function fail(item, error) {
  item.state = "failed";
  item.row.said(`${say("failed", { name: item.name })} ${error.message}`, true);
  const login = element("a", { href: form.dataset.login, target: "_blank", rel: "noopener", textContent: words.logIn });
  item.row.offer(
    ...(error.message === words.loggedOut ? [login] : []),
    primary(words.retry, () => enqueue(item)),
    button(words.dismiss, () => forget(item), { className: "secondary", ariaLabel: say("takeOff", { name: item.name }) }),
  );
}

function cancel(item) {
  item.stop?.abort();
  queue.remove(item);
  forget(item);
}

function forget(item) {
  items.splice(items.indexOf(item), 1);
  item.row.remove();
  count();
}

function show(item, thumbs, labels = []) {
  item.row.item.querySelectorAll("figure").forEach((one) => one.remove());
  const figures = thumbs.map((src, place) => {
    const picture = element("img", { src, alt: "", width: 96, height: 64 });
    return element("figure", {}, picture, ...(labels[place] ? [element("figcaption", { textContent: labels[place] })] : []));
  });
  item.row.item.prepend(...figures);
}

// How far the whole lot is, and where to go when it is over.
function count() {
  const busy = inState("waiting", "sending").length;
  const added = inState("added", "asking");
  const figures = { added: added.length, same: inState("same", "used").length, failed: inState("failed").length };
  if (!items.length) status.textContent = "";
  else if (busy) status.textContent = say("going", { n: items.length - busy, total: items.length });
  else status.textContent = say("allDone", figures);
  const bare = added.filter(({ image }) => !image.alt).map(({ image }) => image.id);
  const ways = [];
  if (!busy && bare.length) ways.push(way(say("describe", { n: bare.length }), `${form.dataset.alt}?ids=${bare.join(",")}`, "primary"));
  if (!busy && added.length) ways.push(way(words.showLibrary, form.dataset.library, "secondary"));
  after.replaceChildren(...ways);
}

const way = (textContent, href, kind) => element("a", { textContent, href, className: `button ${kind}` });

// --- the ways in -------------------------------------------------------------------------------

input.addEventListener("change", () => {
  take([...input.files]);
  input.value = "";
});
form.addEventListener("submit", (event) => event.preventDefault());

document.addEventListener("paste", ({ clipboardData, target }) => {
  const files = [...(clipboardData?.files || [])];
  if (files.length && !(target.matches?.("input, textarea") && clipboardData.types.includes("text/plain"))) take(files);
});

const carriesFiles = ({ dataTransfer }) => [...(dataTransfer?.types || [])].includes("Files");
const hide = () => { over.hidden = true; };
document.addEventListener("dragover", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  over.hidden = false;
});
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) hide(); });
document.addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  hide();
  take([...event.dataTransfer.files]);
});

window.addEventListener("beforeunload", (event) => {
  if (!inState("waiting", "sending").length) return;
  event.preventDefault();
  event.returnValue = "";
});
