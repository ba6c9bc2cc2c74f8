// A picture as it stands in the text: ![替代文本](2026/11/会场合影.jpg "说明"). The server reads it by the same rule.

const ALT = "!\\[((?:[^\\[\\]\\\\\\n]|\\\\.|\\[[^\\[\\]\\n]*\\]){0,1000})\\]";
const TARGET = "(?:<([^<>\\n]*)>|((?:[^()\\n\"'<>\\\\]|\\\\.|\\([^()\\n]*\\)){0,2000}?))";
const TITLE = "(?:\"((?:[^\"\\\\\\n]|\\\\.)*)\"|'((?:[^'\\\\\\n]|\\\\.)*)')";
const LINE = new RegExp(`${ALT}\\([ \\t]*${TARGET}(?:[ \\t]+${TITLE})?[ \\t]*\\)`, "g");
export const FENCE = /^(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^\1[`~]*[ \t]*$|$(?![\s\S]))/gm;
const CODE = /(`{1,3})[^`\n]+\1/g;

const bare = (text = "") => text.replace(/\\([!-/:-@[-`{-~])/g, "$1");
const escaped = (text, marks) => text.replace(/\s+/g, " ").trim().replace(marks, "\\$&");

export function pictureLine({ alt, target, title }) {
  return `![${escaped(alt, /[\\[\]]/g)}](${target}${title ? ` "${escaped(title, /[\\"]/g)}"` : ""})`;
}

// Every picture of a text that is no code: {start, end, text, alt, target, title}.
export function pictures(text) {
  const blank = (code) => " ".repeat(code.length);
  const open = text.replace(FENCE, blank).replace(CODE, blank);
  return [...open.matchAll(LINE)].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
    text: found[0],
    alt: bare(found[1]),
    target: (found[2] ?? bare(found[3])).trim(),
    title: bare(found[4] ?? found[5]),
  }));
}

export const pictureAt = (text, place) => pictures(text).find(({ start, end }) => start <= place && place <= end);

export const isRemote = (target) => /^(https?:)?\/\//i.test(target);

// Of several places the one that is nearest to where something was.
export function nearest(found, place) {
  return found.reduce((best, one) => (!best || Math.abs(one.start - place) < Math.abs(best.start - place) ? one : best), undefined);
}
