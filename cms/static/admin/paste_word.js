// What Word, WPS and the editor of 公众号 put into HTML, turned into plain HTML before anything reads it.

import { styleOf } from "./paste_inline.js";

const DROPPED = "script, x-style, meta, link, title, base, template, noscript, xml, svg, canvas, object, embed, button, input, select, textarea, mp-common-profile, mp-style-type";
const LIST = /mso-list\s*:\s*l(\d+)\s+level(\d+)/i;
const IGNORED = /mso-list\s*:\s*ignore/i;
const HIDDEN = /(^|[;\s])(display\s*:\s*none|mso-hide\s*:\s*all)/i;
const NUMBERED = /^[（(]?([0-9０-９]+|[a-zA-Z]|[ivxIVX]+|[一二三四五六七八九十]+)[.．、)）]/;
const BULLET = /^[·•●○■◆▪\u25aa\uf0b7\uf0a7\uf0d8\uf06c§o-](?=[\s\u00a0])/;

// A style attribute of a parsed document breaks the page's policy, though nothing shows it; and all is read by its text.
export function documentOf(html) {
  const bare = html.replace(/<(\/?)style\b/gi, "<$1x-style").replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle(?=\s*=)/gi, " data-style"));
  return new DOMParser().parseFromString(bare, "text/html");
}

export function prepare(document) {
  const body = document.body;
  for (const node of body.querySelectorAll(DROPPED)) node.remove();
  for (const node of [...body.querySelectorAll("[data-style]")]) if (HIDDEN.test(styleOf(node))) node.remove();
  shapes(document);
  headings(document);
  lists(document);
  return body;
}

function renamed(element, name) {
  const made = element.ownerDocument.createElement(name);
  made.append(...element.childNodes);
  element.replaceWith(made);
  return made;
}

// <v:imagedata src="file:…"> is how Word draws a picture for itself; its fallback <img> stands beside it.
function shapes(document) {
  for (const node of [...document.body.querySelectorAll("*")]) {
    if (/^[vw]:/.test(node.localName)) {
      if (node.localName === "v:imagedata" && node.getAttribute("src") && !node.closest("p, td, div, body").querySelector("img")) {
        const image = document.createElement("img");
        image.setAttribute("src", node.getAttribute("src"));
        node.before(image);
      }
      node.replaceWith(...node.childNodes);
    } else if (/^o:/.test(node.localName)) {
      node.replaceWith(...node.childNodes);
    }
  }
}

function headings(document) {
  for (const node of [...document.body.querySelectorAll("p[class], p[data-style]")]) {
    const level = /mso-outline-level\s*:\s*([1-6])/i.exec(styleOf(node)) || /^\s*MsoHeading\s*([1-6])/i.exec(node.className);
    if (level && !LIST.test(styleOf(node))) renamed(node, `h${level[1]}`);
    else if (/^MsoTitle/i.test(node.className)) renamed(node, "h1");
  }
}

// Word writes a list as paragraphs with a level in their style and the mark as text.
function lists(document) {
  let open = []; // the lists of the run so far, outermost first
  for (const item of [...document.body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const found = LIST.exec(styleOf(item));
    if (!found) continue;
    const marker = takeMarker(item);
    if (/^h/.test(item.localName)) continue; // a numbered heading
    const level = Math.min(Number(found[2]), 9);
    const last = open[open.length - 1]?.list;
    let root = last;
    while (root?.parentElement?.closest("[data-word-list]")) root = root.parentElement.closest("[data-word-list]");
    if (!root || before(item) !== root) open = [];
    const name = NUMBERED.test(marker) ? "ol" : "ul";
    while (open.length && (open[open.length - 1].level > level)) open.pop();
    let here = open[open.length - 1];
    if (here && here.level === level && here.name !== name) {
      open.pop();
      here = open[open.length - 1]?.level === level ? open[open.length - 1] : null;
    }
    if (!here || here.level < level) {
      const list = document.createElement(name);
      list.dataset.wordList = "";
      if (name === "ol") list.setAttribute("start", Number.parseInt(marker.replace(/^\D+/, ""), 10) || 1);
      const parent = open[open.length - 1]?.list.lastElementChild;
      if (parent) parent.append(list);
      else item.before(list);
      here = { list, level, name };
      open.push(here);
    }
    here.list.append(renamed(item, "li"));
  }
}

function before(item) {
  let node = item.previousSibling;
  while (node && (node.nodeType === 8 || (node.nodeType === 3 && !node.data.trim()))) node = node.previousSibling;
  return node;
}

function takeMarker(item) {
  const span = [...item.querySelectorAll("[data-style]")].find((node) => IGNORED.test(styleOf(node)));
  if (span) {
    const text = span.textContent.trim();
    span.remove();
    return text;
  }
  const text = item.textContent.trim();
  const mark = NUMBERED.exec(text) || BULLET.exec(text);
  if (!mark) return "·";
  let left = mark[0].length;
  const walker = item.ownerDocument.createTreeWalker(item, 4);
  for (let node = walker.nextNode(); node && left; node = walker.nextNode()) {
    const lead = node.data.length - node.data.trimStart().length;
    const cut = Math.min(left, node.data.length - lead);
    node.data = node.data.slice(lead + cut);
    left -= cut;
  }
  return mark[0];
}
