// What is pasted or dropped into the body: files go up, HTML becomes Markdown, text loses what only indents it.

import { words } from "./article_words.js";
import { primary, secondary } from "./body_rows.js";
import { linkTarget } from "./own_address.js";
import { escaped } from "./paste_inline.js";
import { toMarkdown } from "./paste_markdown.js";
import { picturesOf } from "./paste_rtf.js";
import { rowsOf, tableOf } from "./paste_table.js";
import { documentOf } from "./paste_word.js";
import { mayUpload, MOST_FILES } from "./picture_upload.js";

const MEANT = "h1, h2, h3, h4, h5, h6, b, strong, i, em, s, del, a[href], ul, ol, table, blockquote, img, pre, code, hr, figure";
const LINES = "p, div, section, br";
const STYLED = /font-weight\s*:\s*(bold|[6-9]00)|font-style\s*:\s*italic|mso-list\s*:\s*l\d|line-through/i;
const CODE_EDITOR = /white-space\s*:\s*pre(?!-)|vscode/i;
const ADDRESS = /^https?:\/\/[^\s<>"'，。；、）】」』]+$/i;
const DATA = /^data:(image\/(?:jpeg|png|webp|gif))(?:;[\w=-]+)*;base64,([A-Za-z0-9+/=\s]+)$/i;
const MOST_BYTES = 15 * 1024 * 1024;
const LINES_OF_MARKDOWN = /^\s*(?:```|~~~|[-*+] |\d+[.)] |>)/m;
const SENTENCE = /[。！？…”’」』）]\s*$/;
const PLAIN_WITHIN = 1000; // ms between the keys and the paste that they mean

export function pasteInto(pen, rows, uploads, remote) {
  const { body } = pen;
  let plainAt = -Infinity;

  body.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.shiftKey && event.code === "KeyV") plainAt = event.timeStamp;
  });
  body.addEventListener("paste", (event) => {
    if (event.timeStamp - plainAt < PLAIN_WITHIN) return; // as it is, by the browser itself
    const { clipboardData } = event;
    if (!clipboardData) return;
    const taken = takeFiles(clipboardData) || takeText(clipboardData);
    if (taken) event.preventDefault();
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
    uploads.send([...event.dataTransfer.files]);
  });

  // A file that misses the body would take the place of the page, and the text with it.
  for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files") || event.target.type === "file") return;
    event.preventDefault();
    if (kind === "drop") rows.tell(words.dropOnBody);
  });

  // Files are meant when there are no words beside them, or only their own names, or HTML that only frames the picture.
  function takeFiles(data) {
    const files = [...data.files];
    if (!mayUpload || !files.length) return false;
    const text = data.getData("text/plain").trim();
    const html = data.getData("text/html");
    const names = new Set(files.map((file) => file.name));
    const named = text.split(/[\r\n]+/).every((line) => names.has(line.split(/[/\\]/).pop().trim()));
    if (html) {
      const { body: page } = documentOf(html);
      if (page.textContent.trim() || page.querySelectorAll("img").length > 1) return false;
    } else if (text && !named) {
      return false;
    }
    uploads.send(files);
    return true;
  }

  function takeText(data) {
    const plain = data.getData("text/plain").replace(/\r\n?/g, "\n");
    const html = data.getData("text/html");
    const chosen = body.value.slice(body.selectionStart, body.selectionEnd);
    if (chosen.trim() && !chosen.includes("\n") && ADDRESS.test(plain.trim())) {
      pen.replace(body.selectionStart, body.selectionEnd, `[${chosen}](${linkTarget(plain.trim())})`);
      return true;
    }
    if (html && html.length < MOST_BYTES * 2) {
      const page = documentOf(html);
      const editor = CODE_EDITOR.test(html.slice(0, 2000)) && plain;
      if (!editor && (page.body.querySelector(MEANT) || page.body.querySelectorAll(LINES).length > 1 || STYLED.test(html))) return takeHtml(page, plain, data.getData("text/rtf"));
    }
    const cells = rowsOf(plain);
    if (cells) return insert(tableOf(cells.map((row) => row.map(escaped))), plain, true);
    const clean = asParagraphs(plain);
    return clean !== plain && insert(clean, plain);
  }

  function takeHtml(page, plain, rtf) {
    const { markdown, remotePictures, otherPictures } = toMarkdown(page, { origin: location.origin });
    if (!markdown) return false;
    const carried = filesOf(otherPictures, rtf);
    const reserved = otherPictures.map((picture, index) => uploads.reserve(carried[index], { ...picture, name: carried[index]?.name || nameOf(picture.src) }));
    const text = markdown.replace(/!\[\]\(paste:(\d+)\)/g, (line, index) => reserved[index]?.line ?? line);
    const alone = /\n\n|^(#|>|[-|] |\d+\. |!\[|```)/.test(text);
    insert(text, plain, alone);
    for (const one of reserved) one.send();
    if (mayUpload) remote.offer(remotePictures);
    return true;
  }

  function insert(text, plain, alone = false) {
    const place = body.selectionStart;
    // In the middle of a line, one paragraph goes on with it; blocks begin a new one.
    if (alone) pen.insertBlock(text);
    else pen.replace(place, body.selectionEnd, text);
    if (text.trim() === plain.trim()) return true;
    const typed = body.value.slice(0, body.selectionEnd);
    const start = typed.lastIndexOf(text);
    if (plain.trim()) offerPlain(text, plain, start);
    return true;
  }

  function offerPlain(text, plain, near) {
    const close = () => rows.dismiss("pasted");
    const restore = () => {
      const at = closest(body.value, text, near);
      if (at < 0) {
        rows.tell(words.cannotRestore);
      } else {
        pen.replace(at, at + text.length, plain);
        rows.dismiss("remote");
      }
      close();
    };
    rows.notice("pasted", words.tidied, secondary(words.restorePlain, restore), secondary(words.dismiss, close));
  }

  // The pictures that came along in the HTML itself, or in the RTF that Word puts beside it.
  function filesOf(list, rtf) {
    const local = list.filter(({ src }) => !DATA.test(src));
    const inRtf = local.length && rtf ? picturesOf(rtf) : [];
    const matched = inRtf.length === local.length ? inRtf : [];
    return list.slice(0, MOST_FILES).map((picture) => fileOf(picture.src) || matched[local.indexOf(picture)] || null);
  }

}

function fileOf(src) {
  const found = DATA.exec(src);
  if (!found || found[2].length > MOST_BYTES * 1.4) return null;
  try {
    const bytes = Uint8Array.from(atob(found[2]), (character) => character.charCodeAt(0));
    const type = found[1].toLowerCase();
    return new File([bytes], `${words.pictureName}.${type.slice(6).replace("jpeg", "jpg")}`, { type });
  } catch {
    return null;
  }
}

const nameOf = (src) => (/^data:/i.test(src) ? words.pictureName : decodeURIComponentOr(src.split(/[/\\]/).pop() || words.pictureName));

function decodeURIComponentOr(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Chinese indents the first line of a paragraph, which Markdown does not, and leaves no empty line, which Markdown needs.
// A list or code keeps its spaces and its lines.
export function asParagraphs(text) {
  const bare = text.replace(/[\u200b\u2060\ufeff\u00ad]/g, "").replace(/\u00a0/g, " ");
  if (LINES_OF_MARKDOWN.test(bare)) return bare.replace(/^[ \t]*\u3000[ \t\u3000]*/gm, "");
  const lines = bare.split("\n");
  const indents = lines.map((line) => /^(?:\t| {4}|[ \t]*\u3000)[ \t\u3000]*/.exec(line)?.[0] || "");
  const whole = lines.slice(0, -1).every((line) => SENTENCE.test(line));
  const clean = lines.map((line, index) => line.slice(indents[index].length));
  return clean.reduce((sum, line, index) => {
    const apart = clean[index - 1].trim() && line.trim() && SENTENCE.test(clean[index - 1]) && (indents[index] || whole);
    return `${sum}${apart ? "\n\n" : "\n"}${line}`;
  });
}

function closest(whole, text, near) {
  let best = -1;
  for (let at = whole.indexOf(text); at >= 0; at = whole.indexOf(text, at + 1)) {
    if (best < 0 || Math.abs(at - near) < Math.abs(best - near)) best = at;
  }
  return best;
}
