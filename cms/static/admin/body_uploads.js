// Pictures on their way into the body: a line holds the place of each until the library has it.

import { element, say, words } from "./article_words.js";
import { primary, secondary } from "./body_rows.js";
import { pictureLine, pictures } from "./picture_lines.js";
import { chooseFile, MOST_FILES, upload } from "./picture_upload.js";
import { uploadQueue } from "./upload_queue.js";

const PLACE = /^upload:(\d+)$/;
const NEVER = new Set([undefined, 400, 413]); // this file was refused, here or there: another one may be taken
const PAUSE = 1000; // ms after the last key

// ``describe(target, near)`` is called for each picture that has come into the text.
export function uploadsInto(pen, rows, describe) {
  const { body } = pen;
  const form = body.form;
  const items = new Map();
  const queue = uploadQueue(sendOne);
  let last = 0;

  const places = (number) => pictures(body.value).filter(({ target }) => target === `upload:${number}`);
  const line = (state, { name, number }) => `![${say(state, { name: name.replace(/[[\]\\\n]/g, "") })}](upload:${number})`;
  const inState = (...states) => [...items.values()].filter(({ state }) => states.includes(state));

  // Keep a place for one picture. Returns {line, send}: what to type, and what to do once it is typed.
  function reserve(file, { name = file?.name || words.pictureName, alt = "", title = "" } = {}) {
    for (const { target } of pictures(body.value)) last = Math.max(last, Number(PLACE.exec(target)?.[1] || 0));
    last += 1;
    const item = { file, name, number: last, alt, title, state: "waiting", row: rows.add(name) };
    items.set(last, item);
    return { line: line(file ? "uploading" : "failed", item), send: () => (file ? enqueue(item) : orphan(item)) };
  }

  function send(files, place) {
    const kept = files.slice(0, MOST_FILES);
    if (kept.length < files.length) rows.tell(say("tooMany", { most: MOST_FILES, n: files.length - kept.length }));
    const made = kept.map((file) => reserve(file));
    pen.insertBeside(made.map((one) => one.line).join("\n\n"), place);
    for (const one of made) one.send();
  }

  function enqueue(item) {
    item.state = "waiting";
    item.row.progress(0);
    item.row.offer(secondary(words.cancel, () => cancel(item)));
    queue.add(item);
  }

  async function sendOne(item) {
    item.state = "sending";
    item.stop = new AbortController();
    let image;
    try {
      image = await upload(item.file, { signal: item.stop.signal, progress: (part) => item.row.progress(part < 1 ? part : null) });
    } catch (error) {
      await pen.settled();
      if (error.name !== "AbortError") fail(item, error);
      return;
    }
    await pen.settled();
    item.state = "done";
    item.image = image;
    item.file = null;
    item.row.remove();
    const found = arrive(item);
    if (image.message) rows.tell(`${item.name}：${image.message}`);
    else if (!found.length) rows.tell(say("lineGone", { name: item.name }));
    if (found.length) describe(image.name, found[0].start);
    answerWaiting();
  }

  // Put the picture where its places stand now; from the last one, because each moves what is behind it.
  function arrive(item) {
    const { image, alt, title } = item;
    const text = alt || title ? pictureLine({ alt: alt || image.alt, target: image.name, title: title || image.caption }) : image.markdown;
    const found = places(item.number);
    for (const one of [...found].reverse()) pen.swap(one, text);
    return found;
  }

  function fail(item, error) {
    item.state = "failed";
    relabel(item, "failed");
    const reason = `${say("failed", { name: item.name })} ${error.message}`;
    item.row.said(reason, true);
    const login = element("a", { href: form.dataset.login, target: "_blank", rel: "noopener", textContent: words.logIn });
    item.row.offer(
      ...(error.message === words.loggedOut ? [login] : []),
      ...(NEVER.has(error.status) ? [primary(words.chooseAgain, () => chooseFor(item))] : item.file ? [primary(words.retry, () => retry(item))] : []),
      secondary(words.remove_line, () => drop(item)),
    );
    rows.tell(reason, { aloud: true });
    if (waiting) waiting.failed = true;
    answerWaiting();
  }

  function orphan(item) {
    item.state = "missing";
    item.row.said(say("missingFile", { name: item.name }), true);
    item.row.offer(primary(words.chooseAgain, () => chooseFor(item)), secondary(words.remove_line, () => drop(item)));
  }

  function chooseFor(item) {
    chooseFile(([file]) => {
      Object.assign(item, { file, name: file.name });
      retry(item);
    });
  }

  function relabel(item, state) {
    for (const one of places(item.number).reverse()) if (one.text !== line(state, item)) pen.swap(one, line(state, item));
  }

  async function retry(item) {
    await pen.settled();
    const { row } = item;
    item.row = rows.add(item.name);
    row.item.replaceWith(item.row.item);
    if (places(item.number).length) relabel(item, "uploading");
    else pen.insertBlock(line("uploading", item), body.selectionEnd);
    enqueue(item);
  }

  function cancel(item) {
    item.stop?.abort();
    queue.remove(item);
    drop(item);
  }

  async function drop(item) {
    item.state = "dropped";
    item.row.remove();
    answerWaiting();
    await pen.settled();
    for (const one of places(item.number).reverse()) pen.strike(one);
    rows.tell(say("taken", { name: item.name }));
  }

  // Places that no file belongs to (the page was loaded again), and places that undo brought back.
  function look() {
    for (const { target, alt } of pictures(body.value)) {
      const number = Number(PLACE.exec(target)?.[1] || 0);
      const item = items.get(number);
      if (!number || (item && !["done", "dropped"].includes(item.state))) continue;
      if (item?.row.item.isConnected) continue;
      const name = item?.name || alt.replace(/^.*?[：:]\s*/, "") || words.pictureName;
      const found = Object.assign(item || { number, alt: "", title: "", file: null }, { name, row: rows.add(name) });
      items.set(number, found);
      if (item?.state !== "done") {
        orphan(found);
        continue;
      }
      found.row.said(say("cameBack", { name }));
      found.row.offer(primary(words.putBack, () => { found.row.remove(); arrive(found); }), secondary(words.remove_line, () => { found.row.remove(); places(number).reverse().forEach(pen.strike); }));
    }
    for (const item of inState("done")) if (item.row.item.isConnected && !places(item.number).length) item.row.remove();
  }

  let timer;
  body.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => { await pen.settled(); look(); }, PAUSE);
  });
  body.addEventListener("restored", look);
  look();

  // --- saving while pictures are on their way --------------------------------------------------

  let waiting = null; // {submitter, failed}: the button that was pressed
  const busy = () => inState("waiting", "sending");

  function ask() {
    const stay = secondary(words.doNotSave, () => { waiting = null; rows.dismiss("saving"); });
    rows.notice("saving", say("stillUploading", { n: busy().length }), secondary(words.saveNow, press), stay);
  }

  // The uploads are over: save, if somebody waits for it and nothing failed meanwhile.
  function answerWaiting() {
    if (!waiting || busy().length) return;
    if (!waiting.failed) {
      press();
      return;
    }
    waiting = null;
    rows.dismiss("saving");
    rows.tell(words.notSaved);
  }

  function press() {
    const { submitter } = waiting;
    rows.dismiss("saving");
    waiting = { pressed: true };
    submitter.click();
    waiting = null;
  }

  form.addEventListener("submit", (event) => {
    if (busy().length && !waiting?.pressed) {
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = { submitter: event.submitter || form.querySelector("[name=_save]") };
      ask();
      return;
    }
    for (const item of inState("done")) arrive(item);
    for (const item of busy()) relabel(item, "failed");
  });

  return { reserve, send };
}
