// The panel of attachments: adding, renaming and taking away without leaving the text, and a link at the caret.

import { button, composing, element, say, words } from "./article_words.js";
import { penFor } from "./body_pen.js";
import { ask, chooseFile, MOST_FILES, readable } from "./picture_upload.js";

export function attachments(panel, body) {
  const { files: address, endings } = panel.dataset;
  if (!address) return;
  const list = panel.querySelector("[data-file-list]");
  const status = panel.querySelector("[data-file-status]");
  const pen = penFor(body);
  const add = button(words.addFile, () => chooseFile(send, { multiple: true, accept: endings }), { className: "secondary" });
  panel.querySelector("[data-file-steps]").replaceChildren(add);
  offer();

  function tell(text, wrong = false) {
    status.classList.toggle("wrong", wrong);
    status.textContent = text;
  }

  function offer() {
    for (const buttons of list.querySelectorAll(".row-buttons")) buttons.hidden = false;
  }

  function show({ html, count }) {
    list.innerHTML = html;
    panel.querySelector(".tally").textContent = count;
    offer();
  }

  // One after the other; what fails is said at the end, with the others in the list.
  async function send(chosen) {
    const kept = chosen.slice(0, MOST_FILES);
    const failed = kept.length < chosen.length ? [say("tooManyFiles", { most: MOST_FILES, n: chosen.length - kept.length })] : [];
    let told = "";
    add.disabled = true;
    for (const file of kept) {
      const { name } = file;
      tell(say("uploading", { name }));
      try {
        const data = new FormData();
        data.append("file", await readable(file, Number(panel.dataset.mostBytes), words.fileTooBig), name);
        const answer = await ask(address, data, { progress: (part) => tell(`${say("uploading", { name })} ${Math.round(part * 100)}%`) });
        show(answer);
        told = answer.message;
      } catch (error) {
        failed.push(error.message);
      }
    }
    add.disabled = false;
    tell([told, ...failed].filter(Boolean).join("\n"), failed.length > 0);
    if (!failed.length) list.querySelector("li:last-child [data-do=link]")?.focus();
  }

  async function change(row, values) {
    const data = new FormData();
    data.append("body", body.value); // a link that is not saved yet counts, too
    for (const [name, value] of Object.entries(values)) data.append(name, value);
    try {
      const answer = await ask(row.dataset.file, data);
      show(answer);
      tell(answer.message);
      add.focus();
    } catch (error) {
      if (error.told) show(error.told);
      tell(error.message, true);
    }
  }

  // Text that is chosen becomes the words of the link.
  function link({ dataset: { name, target, link: whole } }) {
    const { selectionStart, selectionEnd: end, value } = body;
    const chosen = value.slice(selectionStart, end);
    const fits = chosen.trim() && !chosen.includes("\n");
    const text = fits ? `[${chosen.replace(/[\\[\]]/g, "\\$&")}](${target})` : whole;
    pen.replace(fits ? selectionStart : end, end, text);
    tell(say("linkInserted", { name }));
  }

  function rename(row) {
    const input = element("input", { type: "text", value: row.dataset.stem, maxLength: 60 });
    input.setAttribute("aria-label", say("newName", row.dataset));
    const go = () => change(row, { do: "rename", name: input.value });
    // The fields of the article know nothing of this one.
    for (const kind of ["input", "change"]) input.addEventListener(kind, (event) => event.stopPropagation());
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
      if (composing(event)) return;
      if (event.key === "Enter") go();
      if (event.key === "Escape") back(row, "rename");
    });
    instead(row, input, button(words.rename, go, { className: "primary" }), button(words.cancel, () => back(row, "rename"), { className: "secondary" }));
    input.select();
  }

  function remove(row) {
    const question = element("span", { textContent: say("removeFile", row.dataset) });
    const go = button(words.removeIt, () => change(row, { do: "remove" }), { className: "danger" });
    const stay = button(words.cancel, () => back(row, "remove"), { className: "secondary" });
    instead(row, question, go, stay);
    stay.focus();
  }

  // Something else where a row's buttons are, until ``back``.
  function instead(row, ...made) {
    const buttons = row.querySelector(".row-buttons");
    buttons.hidden = true;
    buttons.after(element("span", { className: "row-buttons" }, ...made));
  }

  function back(row, name) {
    const buttons = row.querySelector(".row-buttons");
    buttons.nextElementSibling.remove();
    buttons.hidden = false;
    buttons.querySelector(`[data-do=${name}]`).focus();
  }

  list.addEventListener("click", (event) => {
    const pressed = event.target.closest("button[data-do]");
    if (pressed) ({ link, rename, remove })[pressed.dataset.do](pressed.closest("li"));
  });
}
