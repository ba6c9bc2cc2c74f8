// The pictures inside RTF. Word names its pictures as files of the writer's disk, which no page may read; their bytes
// stand only in the RTF that it puts on the clipboard as well, as hexadecimal digits.

import { words } from "./article_words.js";

const TYPES = { pngblip: ["image/png", "png"], jpegblip: ["image/jpeg", "jpg"] };
const WANTED = /\{\\pict\b/g;
const OTHER_COPY = /\{(?:\\\*)?\\(?:nonshppict|listpicture)\b/g;
const SHORTEST = 64; // digits

// Returns one File or null (a kind that no browser shows) for each picture, in the order of the text.
export function picturesOf(rtf) {
  const skipped = [...rtf.matchAll(OTHER_COPY)].map((found) => [found.index, groupEnd(rtf, found.index)]);
  return [...rtf.matchAll(WANTED)]
    .filter((found) => !skipped.some(([start, end]) => start < found.index && found.index < end))
    .map((found, index) => fileOf(rtf.slice(found.index + 1, groupEnd(rtf, found.index) - 1), index));
}

function groupEnd(rtf, start) {
  let depth = 0;
  for (let at = start; at < rtf.length; at += 1) {
    if (rtf[at] === "\\") at += 1;
    else if (rtf[at] === "{") depth += 1;
    else if (rtf[at] === "}" && !(depth -= 1)) return at + 1;
  }
  return rtf.length;
}

function fileOf(group, index) {
  const kind = TYPES[/\\(pngblip|jpegblip)\b/.exec(group)?.[1]];
  let bare = group;
  for (let before = ""; before !== bare;) [before, bare] = [bare, bare.replace(/\{[^{}]*\}/g, "")];
  const hex = /[0-9a-fA-F\s]*$/.exec(bare.replace(/\\[a-z]+-?\d* ?/gi, "|"))[0].replace(/\s+/g, "");
  if (!kind || hex.length < SHORTEST) return null;
  const bytes = new Uint8Array(Math.floor(hex.length / 2));
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
  return new File([bytes], `${words.pictureName}-${index + 1}.${kind[1]}`, { type: kind[0] });
}
