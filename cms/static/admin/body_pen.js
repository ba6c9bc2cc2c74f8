// The pen: every change that a script makes to the body, or to another field, goes through the browser's own typing, so that undo undoes it.

import { settled } from "./article_words.js";

export function penFor(body) {
  function replace(start, end, text) {
    body.focus({ preventScroll: true });
    body.setSelectionRange(start, end);
    // Not every browser lets a script type into a textarea; then the text is set, and only undo is lost.
    if (document.activeElement === body && document.execCommand(text ? "insertText" : "delete", false, text)) return;
    body.setRangeText(text, start, end, "end");
    body.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function around(before, after, sample) {
    const { selectionStart: start, selectionEnd: end } = body;
    const inner = body.value.slice(start, end) || sample;
    replace(start, end, before + inner + after);
    body.setSelectionRange(start + before.length, start + before.length + inner.length);
  }

  // Words that are only an example are selected, to be written over.
  function pick(from, sample) {
    const start = body.value.indexOf(sample, from);
    if (sample && start >= 0) body.setSelectionRange(start, start + sample.length);
  }

  function line(mark, sample) {
    const { selectionStart, selectionEnd: end, value } = body;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const chosen = value.slice(start, end) || sample;
    replace(start, end, chosen.split("\n").map((one) => (one.startsWith(mark) ? one : mark + one)).join("\n"));
    if (chosen === sample) pick(start, sample);
  }

  // Type a paragraph of its own over what is selected, or at ``place``. Returns where it begins.
  function insertBlock(text, place) {
    const start = place ?? body.selectionStart;
    const end = place ?? body.selectionEnd;
    const before = body.value.slice(0, start);
    const after = body.value.slice(end);
    const lead = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const tail = after.startsWith("\n\n") ? "" : !after || after.startsWith("\n") ? "\n" : "\n\n";
    replace(start, end, lead + text + tail);
    return start + lead.length;
  }

  // Type a picture, a table or a video: over what is selected, at ``place``, or, where that is within the words of a
  // paragraph, behind it. Nobody who taps into a sentence means to cut it in two.
  function insertBeside(text, place = body.selectionStart) {
    const { value } = body;
    if (body.selectionStart !== body.selectionEnd && place === body.selectionStart) return insertBlock(text);
    const within = /\S/.test(value.slice(value.lastIndexOf("\n", place - 1) + 1, place)) && value[place] !== "\n" && place < value.length;
    const end = value.indexOf("\n\n", place);
    return insertBlock(text, within ? (end < 0 ? value.trimEnd().length : end) : place);
  }

  // Put ``text`` for ``found`` ({start, end}) and leave the caret, the scroll and the focus where the writer has them.
  function swap({ start, end }, text) {
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = body;
    const focused = document.activeElement;
    const moved = (caret) => (caret >= end ? caret + text.length - (end - start) : Math.min(caret, start));
    replace(start, end, text);
    body.setSelectionRange(moved(selectionStart), moved(selectionEnd), selectionDirection);
    body.scrollTop = scrollTop;
    if (focused && focused !== body) focused.focus({ preventScroll: true });
  }

  // Take a paragraph away together with the empty line that it leaves.
  function strike({ start, end }) {
    const { value } = body;
    const alone = (start === 0 || value[start - 1] === "\n") && (end === value.length || value[end] === "\n");
    let stop = end;
    if (alone) while (value[stop] === "\n" && stop - end < 2) stop += 1;
    swap({ start, end: stop }, "");
  }

  return { body, replace, around, line, pick, insertBlock, insertBeside, swap, strike, settled };
}
