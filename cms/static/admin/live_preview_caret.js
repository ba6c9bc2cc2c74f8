// Where the caret is in the text, the preview is too: at the same heading, and as far below it.

import { FENCE } from "./picture_lines.js";

const HEADING = /^ {0,3}#{1,6}[ \t]+\S/gm;
const LEAD = 3; // of the frame: where the place stands that was gone to

// Returns what is to be called when the preview has changed; it scrolls only when the caret has gone elsewhere.
export function followCaret(body, frame, wanted) {
  let stood = null; // where the caret was in the page, when it was looked for last
  let planned = false;

  function place() {
    const { contentDocument: page, contentWindow: view } = frame;
    const prose = page?.querySelector(".prose");
    if (!prose) return null;
    const text = body.value.replace(FENCE, (code) => " ".repeat(code.length));
    const starts = [0, ...[...text.matchAll(HEADING)].map(({ index }) => index), text.length];
    const caret = body.selectionStart;
    if (!caret) return 0; // the title and what stands above the text
    const part = starts.findLastIndex((start, index) => start <= caret && index < starts.length - 1);
    const top = (one) => one.getBoundingClientRect().top + view.scrollY;
    const marks = [...prose.querySelectorAll("h2, h3, h4, h5, h6")].map(top);
    const end = prose.getBoundingClientRect().bottom + view.scrollY;
    const from = part === 0 ? top(prose) : (marks[part - 1] ?? end);
    const to = marks[part] ?? end;
    const length = starts[part + 1] - starts[part];
    return from + (to - from) * (length ? (caret - starts[part]) / length : 0);
  }

  function follow() {
    if (!wanted()) return;
    const view = frame.contentWindow;
    const now = place();
    if (now === null) return;
    if (stood === null || Math.abs(now - stood) > view.innerHeight / 2) {
      stood = now;
      if (now < view.scrollY || now > view.scrollY + view.innerHeight * 0.8) view.scrollTo(0, Math.max(0, now - view.innerHeight / LEAD));
    }
  }

  document.addEventListener("selectionchange", () => {
    if (planned || document.activeElement !== body) return;
    planned = true;
    requestAnimationFrame(() => { planned = false; follow(); });
  });
  return follow;
}
