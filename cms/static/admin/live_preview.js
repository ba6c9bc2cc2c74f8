// The preview beside the text: what is typed, laid out by the server as readers would see it (brief §11.5).

import { button, element, isComposing, words } from "./article_words.js";
import { followCaret } from "./live_preview_caret.js";

const PAUSE = 600; // ms after the last key
const RETRIES = [2000, 5000, 15000, 60000]; // ms after a failure, the last one again and again
const WIDE = matchMedia("(min-width: 80em)"); // from here on the preview stands beside the text, below it in its place
const WIDTHS = { phone: 375, desktop: 1080 }; // pixels
const KINDS = ["page", "card", "wechat", "feed"];
const REMEMBERED = "preview"; // what this browser was told last: open or closed, and how wide

export function livePreview(form) {
  const { body } = form.elements;
  const field = body.closest(".field");
  const frame = element("iframe", { className: "preview-frame", title: words.preview });
  frame.sandbox = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";
  const stage = element("div", { className: "preview-stage" }, frame);
  const status = element("p", { className: "preview-status help" });
  status.setAttribute("role", "status");
  const kinds = choice(words.previewKind, KINDS.map((kind) => [kind, words[`preview_${kind}`]]), (kind) => { chosen.kind = kind; update(); });
  const widths = choice(words.previewWidth, Object.keys(WIDTHS).map((width) => [width, words[`preview_${width}`]]), (width) => { chosen.width = width; remember(); fit(); });
  const pane = element("section", { className: "preview-pane" }, element("div", { className: "preview-choices" }, kinds.group, widths.group), status, stage);
  pane.setAttribute("aria-label", words.preview);
  const modes = choice(words.previewMode, [["write", words.write], ["preview", words.preview]], (mode) => open(mode === "preview"));
  modes.group.classList.add("modes");

  const chosen = { open: WIDE.matches, width: "phone", ...recall(), kind: "page" };
  if (!WIDE.matches) chosen.open = false; // a small screen begins with the text
  const editor = element("div", { className: "editor" });
  const writing = element("div", { className: "writing" }, editor, pane);
  body.before(writing);
  editor.append(body);
  field.prepend(modes.group);

  const follow = followCaret(body, frame, () => chosen.open && chosen.kind === "page");
  let timer;
  let running = false;
  let sent = false;
  let stale = true; // what is typed was not shown yet
  let failures = 0;
  let loaded = load();

  function load() {
    return new Promise((done) => {
      frame.addEventListener("load", done, { once: true });
      frame.src = form.dataset.preview;
    });
  }

  function open(now, focus = false) {
    chosen.open = now;
    remember();
    draw();
    if (now) update();
    else if (focus) body.focus();
  }

  function draw() {
    writing.classList.toggle("previewing", chosen.open);
    document.body.classList.toggle("with-preview", chosen.open);
    modes.show(chosen.open ? "preview" : "write");
    kinds.show(chosen.kind);
    widths.show(chosen.width);
    fit();
  }

  function remember() {
    try {
      localStorage.setItem(REMEMBERED, JSON.stringify({ open: chosen.open, width: chosen.width }));
    } catch {
      // forbidden: it begins as it does for everybody
    }
  }

  // The page is as wide as the reader's screen; where the pane is narrower, it is shown smaller.
  function fit() {
    if (!stage.clientWidth) return;
    const width = WIDTHS[chosen.width];
    const scale = Math.min(1, stage.clientWidth / width);
    frame.style.width = `${width}px`;
    frame.style.height = `${stage.clientHeight / scale}px`;
    frame.style.transform = `scale(${scale})`;
    frame.style.left = `${Math.max(0, (stage.clientWidth - width * scale) / 2)}px`;
  }

  function soon(wait = PAUSE) {
    stale = true;
    clearTimeout(timer);
    if (chosen.open && !isComposing()) timer = setTimeout(update, wait);
  }

  // One question at a time, so that a slow answer delays the next one and never the typing.
  async function update() {
    clearTimeout(timer);
    stale = true;
    if (running || sent || !chosen.open || isComposing()) return;
    running = true;
    while (stale && !sent && chosen.open && !isComposing()) {
      stale = false;
      const told = await ask();
      if (isComposing()) stale = true;
      else if (told?.html !== undefined) await show(told.html);
      else if (told?.message) say(told.message, true);
      else {
        say(words.previewFailed, true);
        running = false;
        return soon(RETRIES[Math.min(failures++, RETRIES.length - 1)]);
      }
    }
    running = false;
    return null;
  }

  async function ask() {
    const data = new FormData(form);
    data.set("_kind", chosen.kind);
    const request = { method: "POST", body: data, headers: { Accept: "application/json" }, redirect: "manual" };
    const answer = await fetch(form.dataset.preview, request).catch(() => null);
    const told = answer?.ok || answer?.status === 422 ? await answer.json().catch(() => null) : null;
    if (told) failures = 0;
    return told;
  }

  async function show(html) {
    await loaded;
    say("");
    const { contentDocument: page, contentWindow: view } = frame;
    if (!page?.body) return;
    const made = new DOMParser().parseFromString(html, "text/html");
    for (const link of made.querySelectorAll("a[href]")) {
      if (!link.getAttribute("href").startsWith("#")) Object.assign(link, { target: "_blank", rel: "noopener" });
    }
    const opened = [...page.querySelectorAll("details")].map((part) => part.open);
    const top = view.scrollY;
    page.documentElement.dataset.theme = document.documentElement.dataset.theme || "auto";
    page.body.replaceChildren(...page.adoptNode(made.body).childNodes);
    page.querySelectorAll("details").forEach((part, index) => { if (opened[index]) part.open = true; });
    view.scrollTo(0, top);
    frame.dataset.shown = chosen.kind;
    follow();
  }

  function say(text, wrong = false) {
    status.textContent = text;
    status.classList.toggle("wrong", wrong);
  }

  form.addEventListener("input", (event) => { if (!event.isComposing) soon(); });
  form.addEventListener("change", () => soon());
  form.addEventListener("compositionend", () => soon());
  // Once the form is sent, its article may be somebody else's to change.
  form.addEventListener("submit", (event) => setTimeout(() => { sent = !event.defaultPrevented; }));
  addEventListener("pageshow", () => { sent = false; });
  form.addEventListener("movedin", () => { loaded = load(); soon(0); });
  document.addEventListener("click", (event) => {
    // A finding of the checks leads into the text, which a small screen hides behind the preview.
    if (chosen.open && !WIDE.matches && event.target.closest("[data-places], .errornote a")) open(false);
  }, true);
  WIDE.addEventListener("change", () => {
    if (WIDE.matches || !chosen.open) return;
    chosen.open = false; // a window that gets narrow keeps the text on the screen
    draw();
  });
  new ResizeObserver(fit).observe(stage);
  draw();
  if (chosen.open) update();
  return { toggle: () => open(!chosen.open, true), close: () => chosen.open && !WIDE.matches && open(false) };
}

function recall() {
  try {
    const { open, width } = JSON.parse(localStorage.getItem(REMEMBERED));
    return { open: open === true, ...(width in WIDTHS && { width }) };
  } catch {
    return {};
  }
}

// A row of buttons of which one is pressed.
function choice(label, options, act) {
  const buttons = new Map(options.map(([value, text]) => [value, button(text, () => { show(value); act(value); })]));
  const group = element("div", { className: "choice" }, ...buttons.values());
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", label);
  function show(now) {
    for (const [value, one] of buttons) one.setAttribute("aria-pressed", String(value === now));
  }
  return { group, show };
}
