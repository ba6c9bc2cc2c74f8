// The inside of a paragraph: a line of HTML becomes runs of text with their marks, and these become Markdown.

const HAN = /[\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\u2014\u2018-\u201d\u2026\ud840-\udfff]/;
const NOTHING = /[\u200b\u200c\u2060\ufeff\u00ad\u200e\u200f]/g;
const EMPTY_ALT = /^(图片|图像|image|img|photo|picture)?$/i;
const WORD = /[\p{L}\p{N}]/u;
const RAISED = { 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹", "+": "⁺", "-": "⁻", n: "ⁿ" };
const LOWERED = { 0: "₀", 1: "₁", 2: "₂", 3: "₃", 4: "₄", 5: "₅", 6: "₆", 7: "₇", 8: "₈", 9: "₉" };

export const styleOf = (element) => element.dataset.style || ""; // paste_word.js renames the attribute
const says = (style, property, value) => new RegExp(`(^|[;\\s"'])${property}\\s*:\\s*(${value})`, "i").test(style);

// A run: {text, bold, italic, gone, code, href}, or {breaks: true}, or {picture}. ``at`` holds the marks so far.
export function runs(node, context, at = {}) {
  if (node.nodeType === 3) return node.data ? [{ ...at, text: node.data }] : [];
  if (node.nodeType !== 1) return [];
  const tag = node.localName;
  if (tag === "br") return [{ breaks: true }];
  if (tag === "img") {
    const { picture, text } = context.picture(node);
    return picture ? [{ picture }] : text ? [{ ...at, text }] : [];
  }
  if (tag === "sup" || tag === "sub") {
    const shifted = tag === "sup" ? RAISED : LOWERED;
    const letters = [...node.textContent.trim()];
    if (letters.length && letters.every((letter) => shifted[letter])) return [{ ...at, text: letters.map((letter) => shifted[letter]).join("") }];
  }
  const marks = { ...at, ...marksOf(node, context) };
  return [...node.childNodes].flatMap((child) => runs(child, context, marks));
}

// The marks that an element gives to what stands in it.
export function marksOf(node, context) {
  const tag = node.localName;
  const marks = {};
  const style = styleOf(node);
  if (/^(b|strong)$/.test(tag) || says(style, "font-weight", "bold|bolder|[6-9]00")) marks.bold = true;
  if (says(style, "font-weight", "normal|lighter|[1-4]00")) marks.bold = false;
  if (/^(i|em|cite)$/.test(tag) || says(style, "font-style", "italic|oblique")) marks.italic = true;
  if (says(style, "font-style", "normal")) marks.italic = false;
  if (/^(s|del|strike)$/.test(tag) || says(style, "text-decoration(-line)?", "[^;]*line-through")) marks.gone = true;
  if (/^(code|kbd|samp|tt)$/.test(tag)) marks.code = true;
  if (tag === "a") marks.href = context.link(node);
  return marks;
}

// White space as a browser shows it, also where it runs through several runs; a line end between hanzi is nothing.
function tidied(list) {
  let space = true; // the line begins, or there was a space
  let before = "";
  const kept = [];
  for (const [index, run] of list.entries()) {
    if (run.breaks || run.picture) {
      kept.push(run);
      space = true;
      continue;
    }
    const bare = run.text.replace(NOTHING, "").replace(/\u00a0/g, " ");
    const joined = (end, at) => {
      const neighbours = [bare[at - 1] ?? before, bare[at + end.length] ?? list[index + 1]?.text?.[0] ?? ""];
      return neighbours.every((one) => HAN.test(one)) ? "" : " ";
    };
    let text = bare.replace(/[ \t]*[\r\n][ \t\r\n]*/g, joined).replace(/[ \t]+/g, " ");
    before = text.slice(-1) || before;
    if (space) text = text.replace(/^[ \u3000\u2003]+/, "");
    if (!text) continue;
    space = text.endsWith(" ");
    const last = kept[kept.length - 1];
    if (last?.text !== undefined && sameMarks(last, run)) last.text += text;
    else kept.push({ ...run, text });
  }
  return kept;
}

const MARKS = ["bold", "italic", "gone", "code", "href"];
const sameMarks = (one, other) => MARKS.every((mark) => (one[mark] || "") === (other[mark] || ""));

// Characters that Markdown would read as marks, each with a backslash.
export function escaped(text) {
  return text
    .replace(/[\\`*]/g, "\\$&")
    .replace(/_/g, (mark, at, whole) => ([at - 1, at + 1].every((place) => WORD.test(whole[place] ?? "")) ? mark : "\\_"))
    .replace(/~{2,}|={2,}/g, (marks) => marks.replace(/./g, "\\$&"))
    .replace(/<(?=[a-zA-Z/!?])/g, "\\<")
    .replace(/&(?=#?\w+;)/g, "&amp;")
    .replace(/\[(?=[^\]]{0,200}\][([:{]|\^|[ xX]\])/g, "\\[")
    .replace(/\](?=[([:{])/g, "\\]")
    .replace(/\{(?=[:{.#%<])/g, "\\{");
}

// What means something only where a line begins.
export function escapedStart(line) {
  return line
    .replace(/^([#>]|[-+](?=\s|$)|:(?=\s)|:{3}|!{3}|\?{3}(?=[\s+]))/, "\\$1")
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2")
    .replace(/^([-=]{2,}|_{3,}|-(?:\s*-)+|=+)\s*$/, "\\$&");
}

export function inline(list, { oneLine = false, plain = false } = {}) {
  const lines = [[]];
  for (const run of tidied(list)) {
    if (run.breaks) lines.push([]);
    else lines[lines.length - 1].push(run);
  }
  const written = lines.map((line) => wrapped(line, plain ? ["href", "gone", "code"] : ["href", "bold", "italic", "gone", "code"]).trim());
  if (oneLine) return written.filter(Boolean).join(" ");
  return written.map(escapedStart).join("\n").replace(/^\n+|\n+$/g, "");
}

function wrapped(list, marks) {
  if (!marks.length) return list.map((run) => (run.picture ? run.picture : escaped(run.text))).join("");
  const [mark, ...others] = marks;
  let text = "";
  for (let start = 0, end; start < list.length; start = end) {
    const value = list[start][mark];
    for (end = start + 1; end < list.length && (list[end][mark] || "") === (value || ""); end += 1);
    const part = list.slice(start, end);
    text += value && part.every((run) => !run.picture) ? marked(mark, value, part, others) : wrapped(part, others);
  }
  return text;
}

function marked(mark, value, part, others) {
  if (mark === "code") {
    const code = part.map((run) => run.text).join("").trim();
    const ticks = "`".repeat(Math.max(0, ...(code.match(/`+/g) || []).map((found) => found.length)) + 1);
    const pad = code.startsWith("`") || code.endsWith("`") ? " " : "";
    return code && `${ticks}${pad}${code}${pad}${ticks}`;
  }
  const [, before, inner, after] = /^(\s*)(.*?)(\s*)$/s.exec(wrapped(part, others));
  if (!inner) return before;
  if (mark === "href") return `${before}${inner === escaped(value) ? value : `[${inner}](${value})`}${after}`;
  if (!WORD.test(inner)) return before + inner + after; // bold full stops
  const sign = { bold: "**", italic: "*", gone: "~~" }[mark];
  return before + sign + inner + sign + after;
}

// --- addresses ---------------------------------------------------------------------------------

// Where a link leads, "" for one that leads nowhere from here; an address of this site without its host.
export function linkTo(written, origin) {
  const address = (written || "").trim();
  if (/^mailto:[^\s<>]+$/i.test(address)) return address;
  if (!/^(https?:)?\/\//i.test(address)) return "";
  try {
    const { href, origin: theirs } = new URL(address, "https://x/");
    const path = theirs === origin ? href.slice(origin.length) : href;
    return path.replace(/[()]/g, (mark) => (mark === "(" ? "%28" : "%29"));
  } catch {
    return "";
  }
}

export function pictureText(image) {
  const clean = (name) => (image.getAttribute(name) || "").replace(NOTHING, "").replace(/\s+/g, " ").trim();
  const alt = clean("alt");
  return { alt: EMPTY_ALT.test(alt) || /\.(jpe?g|png|gif|webp|bmp)$/i.test(alt) ? "" : alt, title: clean("title") };
}
