// Pasted HTML as Markdown that an editor would have typed. A pure function of a document: it asks nobody anything.

import { inline, linkTo, marksOf, pictureText, runs, styleOf } from "./paste_inline.js";
import { table } from "./paste_table.js";
import { prepare } from "./paste_word.js";
import { pictureLine } from "./picture_lines.js";

const BLOCKS = new Set("address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul iframe video audio".split(" "));
const HEADING = /^h[1-6]$/;
const DEEPEST = 150; // elements inside one another; what is deeper is text
const TINY = 3; // pixels: a counter, no picture

// Returns {markdown, remotePictures: [{address, alt}], otherPictures: [{token, src, alt}]}. A remote picture stays in
// the text by its address; another one (data:, file:, blob:) stands there as its token, once: ``paste:0``, ``paste:1``.
export function toMarkdown(document, { origin = "" } = {}) {
  const remotePictures = [];
  const otherPictures = [];
  const context = {
    depth: 0,
    at: {},
    link: (node) => linkTo(node.getAttribute("href"), origin),
    picture: (image) => picture(image, { remotePictures, otherPictures }),
  };
  const body = prepare(document);
  const levels = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((node) => node.textContent.trim()).map((node) => Number(node.localName[1]));
  context.shift = levels.length ? 2 - Math.min(...levels) : 0;
  const markdown = blocks(body, context).join("\n\n").replace(/\n{3,}/g, "\n\n").trim();
  return { markdown, remotePictures, otherPictures };
}

const holdsBlocks = (node) => node.nodeType === 1 && [...node.querySelectorAll("*")].some((inner) => BLOCKS.has(inner.localName));
const isBlock = (node) => node.nodeType === 1 && (BLOCKS.has(node.localName) || holdsBlocks(node));

// The blocks of an element's children; what stands between blocks is a paragraph.
function blocks(element, context) {
  const found = [];
  let line = [];
  const flush = () => {
    found.push(...paragraphs(line));
    line = [];
  };
  if (context.depth > DEEPEST) return paragraphs([{ text: element.textContent }]);
  for (const child of element.childNodes) {
    if (isBlock(child)) {
      flush();
      found.push(...block(child, { ...context, depth: context.depth + 1, at: { ...context.at, ...marksOf(child, context) } }));
    } else {
      line.push(...runs(child, context, context.at));
    }
  }
  flush();
  return found;
}

// Two line ends are a new paragraph, and so is a picture: it stands alone.
function paragraphs(line) {
  const found = [];
  let part = [];
  const flush = () => {
    const text = inline(part);
    if (text) found.push(text.split("\n").filter(Boolean).join("\\\n"));
    part = [];
  };
  line.forEach((run, index) => {
    if (run.picture) {
      flush();
      found.push(run.picture);
    } else if (run.breaks && line[index + 1]?.breaks) {
      flush();
    } else {
      part.push(run);
    }
  });
  flush();
  return found;
}

const oneLine = (element, context) => inline([...element.childNodes].flatMap((child) => runs(child, context, context.at)), { oneLine: true });

function block(node, context) {
  const tag = node.localName;
  if (HEADING.test(tag)) return heading(node, context);
  if (tag === "ul" || tag === "ol") return [list(node, context)].filter(Boolean);
  if (tag === "blockquote") return [blocks(node, context).join("\n\n").replace(/^/gm, "> ").replace(/ +$/gm, "")].filter((text) => /[^>\s]/.test(text));
  if (tag === "pre") return [fence(node)].filter(Boolean);
  if (tag === "hr") return ["---"];
  if (tag === "table") return table(node, (cell) => oneLine(cell, context), (cell) => blocks(cell, context));
  if (tag === "figure") return figure(node, context);
  if (tag === "iframe" || tag === "video" || tag === "audio") {
    const address = linkTo(node.getAttribute("data-src") || node.getAttribute("src") || node.querySelector("source")?.getAttribute("src"), "");
    return address ? [address] : [];
  }
  return blocks(node, context);
}

function heading(node, context) {
  const level = Math.min(Number(node.localName[1]) + context.shift, 6);
  const pictures = [];
  const line = [...node.childNodes].flatMap((child) => runs(child, context, context.at)).filter((run) => !run.picture || (pictures.push(run.picture), false));
  const text = inline(line, { oneLine: true, plain: true });
  return [...(text ? [`${"#".repeat(level)} ${text}`] : []), ...pictures];
}

// A nested item stands under the words of the item above it.
function list(node, context) {
  const numbered = node.localName === "ol";
  let number = Number.parseInt(node.getAttribute("start"), 10);
  if (!(number >= 0)) number = 1;
  const items = [];
  for (const child of node.childNodes) {
    const nested = child.localName === "ul" || child.localName === "ol";
    const parts = nested ? [list(child, context)] : child.localName === "li" ? blocks(child, context) : paragraphs(runs(child, context, context.at));
    if (!parts.some(Boolean)) continue;
    const marker = numbered ? `${number}. ` : "- ";
    const pad = " ".repeat(marker.length);
    const tight = parts.every((part, index) => !index || /^(- |\d+\. )/.test(part));
    const text = parts.join(tight ? "\n" : "\n\n").replace(/\n(?=[^\n])/g, `\n${pad}`);
    if (nested && items.length) {
      items[items.length - 1] += `\n${pad}${text}`;
    } else {
      items.push(marker + text);
      number += 1;
    }
  }
  return items.join(items.some((item) => item.includes("\n\n")) ? "\n\n" : "\n");
}

function fence(node) {
  for (const end of node.querySelectorAll("br")) end.replaceWith("\n");
  const code = node.textContent.replace(/\u00a0/g, " ").replace(/\r\n?/g, "\n").replace(/^\n+|\s+$/g, "");
  const ticks = "`".repeat(Math.max(2, ...(code.match(/`{3,}/g) || []).map((found) => found.length)) + 1);
  const language = /(?:language|lang)-([\w+#-]+)/.exec(`${node.className} ${node.querySelector("code")?.className || ""}`)?.[1] || "";
  return code && `${ticks}${language}\n${code}\n${ticks}`;
}

// The words below a figure are the caption of its picture.
function figure(node, context) {
  const caption = node.querySelector("figcaption");
  const images = [...node.querySelectorAll("img")];
  if (!caption || images.length !== 1) return blocks(node, context);
  const words = caption.textContent.replace(/\s+/g, " ").trim();
  caption.remove();
  if (words) images[0].setAttribute("title", words);
  return blocks(node, context);
}

// Returns {picture}, its line; {text} that stands for it (an emoji); or {} for what is none.
function picture(image, { remotePictures, otherPictures }) {
  const { alt, title } = pictureText(image);
  if (/emoji|emotion|expression/i.test(image.className)) return { text: alt };
  const sizes = ["width", "height"].map((name) => image.getAttribute(name) ?? new RegExp(`(?:^|[;\\s])${name}\\s*:\\s*(\\d+)px`).exec(styleOf(image))?.[1]);
  if (sizes.some((size) => size !== undefined && size !== null && size !== "" && Number.parseFloat(size) < TINY && !/%/.test(size))) return {};
  const written = ["data-src", "data-original", "data-lazy-src", "src"].map((name) => (image.getAttribute(name) || "").trim()).filter(Boolean);
  const remote = written.map((address) => linkTo(address, "")).find((address) => /^https?:/.test(address));
  if (remote) {
    if (!remotePictures.some(({ address }) => address === remote)) remotePictures.push({ address: remote, alt });
    return { picture: pictureLine({ alt, target: remote, title }) };
  }
  const src = written.find((address) => /^(data:image\/|file:|blob:)/i.test(address));
  if (!src) return {};
  const token = `paste:${otherPictures.length}`;
  otherPictures.push({ token, src, alt, title });
  return { picture: pictureLine({ alt: "", target: token, title: "" }) };
}
