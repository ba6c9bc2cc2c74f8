// The body: a real <textarea> with buttons. Everything goes through insertText, so the browser's undo undoes it.

import { ACCEPTED, chooseFile, chooseFromLibrary, mayUpload, upload } from "./article_pictures.js";
import { button, element, say, words } from "./article_words.js";

const AT_ONCE = 2;
const KINDS = new Set(ACCEPTED.split(","));

export function toolbar(body) {
  const tools = element("div", { className: "toolbar", role: "toolbar", ariaLabel: words.toolbar });
  const status = element("p", { className: "upload-status" });
  status.setAttribute("role", "status");
  const add = (label, act) => tools.append(button(label, act));

  add(words.heading, () => line("## ", words.sampleHeading));
  add(words.bold, () => around("**", "**", words.sampleBold));
  add(words.link, () => around("[", "](https://)", words.sampleLink));
  add(words.picture, () => {
    const place = body.selectionStart;
    chooseFromLibrary((image) => insertBlock(image.markdown, place));
  });
  if (mayUpload) add(words.uploadPicture, () => {
    const place = body.selectionStart;
    chooseFile((files) => send(files, place)).multiple = true;
  });
  add(words.quote, () => line("> ", ""));
  add(words.list, () => line("- ", ""));
  body.before(tools);
  body.after(status);

  function replace(start, end, text) {
    body.focus();
    body.setSelectionRange(start, end);
    // Not every browser lets a script type into a textarea; then the text is set, and only undo is lost.
    if (!document.execCommand("insertText", false, text)) {
      body.setRangeText(text, start, end, "end");
      body.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  function around(before, after, sample) {
    const { selectionStart: start, selectionEnd: end } = body;
    const inner = body.value.slice(start, end) || sample;
    replace(start, end, before + inner + after);
    body.setSelectionRange(start + before.length, start + before.length + inner.length);
  }

  function line(mark, sample) {
    const { selectionStart, selectionEnd: end, value } = body;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const chosen = value.slice(start, end) || sample;
    replace(start, end, chosen.split("\n").map((one) => (one.startsWith(mark) ? one : mark + one)).join("\n"));
  }

  // A picture is a paragraph of its own.
  function insertBlock(text, place = body.selectionStart) {
    const before = body.value.slice(0, place);
    const after = body.value.slice(place);
    const lead = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const tail = after.startsWith("\n\n") || !after ? "\n" : after.startsWith("\n") ? "\n" : "\n\n";
    replace(place, place, lead + text + tail);
  }

  let serial = 0;
  let failures = [];

  async function send(files, place) {
    const waiting = files.map((file) => {
      const mark = (state) => `![${say(state, { name: file.name.replace(/[[\]]/g, "") })}](upload:${number})`;
      const number = ++serial;
      insertBlock(mark("uploading"), place);
      place = undefined;
      return { file, number, mark };
    });
    status.className = "upload-status";
    failures = [];
    const next = async () => {
      for (let one = waiting.shift(); one; one = waiting.shift()) await sendOne(one);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  }

  async function sendOne({ file, mark }) {
    tell(say("uploading", { name: file.name }));
    let text;
    try {
      const image = await upload(file);
      text = image.markdown;
      tell(image.message || say("describe", { name: file.name }));
    } catch (error) {
      text = mark("failed");
      failures.push(`${say("failed", { name: file.name })} ${error.message}`);
      status.classList.add("wrong");
      tell();
    }
    await notComposing();
    settle(mark("uploading"), text);
  }

  // What failed stays on the screen, however many go well after it.
  function tell(words = "") {
    status.textContent = [...failures, words].filter(Boolean).join("\n");
  }

  // Put the finished line where the placeholder stands now, and leave the caret where the writer is.
  function settle(placeholder, text) {
    const at = body.value.indexOf(placeholder);
    if (at < 0) return;
    const { selectionStart, selectionEnd, scrollTop } = body;
    const focused = document.activeElement;
    const moved = (caret) => (caret > at + placeholder.length - 1 ? caret + text.length - placeholder.length : Math.min(caret, at));
    replace(at, at + placeholder.length, text);
    body.setSelectionRange(moved(selectionStart), moved(selectionEnd));
    body.scrollTop = scrollTop;
    if (focused !== body) focused?.focus();
  }

  let composes = false;
  body.addEventListener("compositionstart", () => { composes = true; });
  body.addEventListener("compositionend", () => { composes = false; });

  function notComposing() {
    if (!composes) return Promise.resolve();
    return new Promise((go) => body.addEventListener("compositionend", () => setTimeout(go, 100), { once: true }));
  }

  const pictures = (transfer) => [...(transfer?.files || [])].filter((file) => KINDS.has(file.type));
  body.addEventListener("paste", (event) => {
    const files = pictures(event.clipboardData);
    // Word puts a picture of the text beside the text; the text is what is meant.
    if (!mayUpload || !files.length || event.clipboardData.getData("text/plain")) return;
    event.preventDefault();
    send(files);
  });
  const carriesFiles = (event) => mayUpload && event.dataTransfer?.types.includes("Files");
  body.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    body.classList.add("dropping");
  });
  body.addEventListener("dragleave", () => body.classList.remove("dropping"));
  body.addEventListener("drop", (event) => {
    body.classList.remove("dropping");
    if (!carriesFiles(event)) return;
    event.preventDefault();
    send(pictures(event.dataTransfer));
  });
}
