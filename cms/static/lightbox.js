// The pictures of an article, large: one behind the other in a strip that the browser scrolls and snaps by itself.
// Loaded when a picture is first asked for. Its place is in the address (#img-3), so Back closes it.

const thumbs = [...document.querySelectorAll("a[data-lb]")];
const words = document.querySelector("[data-lightbox]").dataset;
const TURN = 600; // ms, about what a smooth turn takes
const still = matchMedia("(prefers-reduced-motion: reduce)");

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};
const button = (text, act) => {
  const made = element("button", { type: "button", textContent: text });
  made.addEventListener("click", act);
  return made;
};

const pictures = thumbs.map((thumb) => {
  const small = thumb.querySelector("img");
  const caption = thumb.closest("figure").querySelector("figcaption");
  const image = element("img", { alt: small.alt, decoding: "async", referrerPolicy: "no-referrer" });
  image.addEventListener("error", () => image.removeAttribute("srcset"), { once: true }); // no WebP here: the file itself
  const figure = element("figure", {}, image);
  if (caption) figure.append(element("figcaption", { textContent: caption.textContent }));
  return { image, item: element("li", {}, figure) };
});
const strip = element("ol", { className: "lb-strip", tabIndex: 0 }, ...pictures.map(({ item }) => item));
const place = element("p", { className: "lb-place" });
place.setAttribute("role", "status");
const previous = button(words.previous, () => go(from() - 1));
const next = button(words.next, () => go(from() + 1));
const close = button(words.close, () => dialog.close());
const file = element("a", { textContent: words.file });
const dialog = element("dialog", { className: "lb" }, strip, place, previous, next, file, close);
dialog.setAttribute("aria-label", words.lightbox);
strip.setAttribute("aria-label", words.lightbox);
document.body.append(dialog);

let now = 0; // the picture that is shown
let aim = 0; // the picture that was last asked for
let asked = -TURN;

// A press while the strip is still on its way goes on from where it is going.
const from = () => (performance.now() - asked < TURN ? aim : now);

const address = () => `#${thumbs[now].closest("figure").id}`;

// A picture is fetched when it or its neighbour is shown.
const load = (index) => {
  const { image } = pictures[index] || {};
  if (!image || image.src) return;
  const { lb } = thumbs[index].dataset;
  if (lb) Object.assign(image, { sizes: "100vw", srcset: lb });
  image.src = thumbs[index].href;
};

const tell = () => {
  place.textContent = words.place.replace("{n}", now + 1).replace("{all}", thumbs.length);
  // Not disabled: a button that the keyboard stands on must stay there.
  previous.setAttribute("aria-disabled", String(now === 0));
  next.setAttribute("aria-disabled", String(now === thumbs.length - 1));
  file.href = thumbs[now].href;
  pictures.forEach(({ item }, index) => item.setAttribute("aria-hidden", String(index !== now)));
  for (const index of [now, now - 1, now + 1]) load(index);
};

const go = (index, behavior = still.matches ? "auto" : "smooth") => {
  aim = Math.min(Math.max(index, 0), thumbs.length - 1);
  asked = performance.now();
  load(aim);
  strip.scrollTo({ left: aim * strip.clientWidth, behavior });
};

strip.addEventListener("scroll", () => {
  if (!dialog.open || !strip.clientWidth) return;
  const index = Math.round(strip.scrollLeft / strip.clientWidth);
  if (index === now || !thumbs[index]) return;
  now = index;
  tell();
  history.replaceState({ lightbox: now }, "", address());
});
new ResizeObserver(() => dialog.open && go(now, "auto")).observe(strip);

dialog.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  go(from() + step);
});
dialog.addEventListener("click", (event) => {
  if (event.target === strip || event.target.tagName === "LI" || event.target.tagName === "FIGURE") dialog.close();
});

// Closed by a button, Esc or a click: the entry that opening added to the history goes as well.
dialog.addEventListener("close", () => {
  document.documentElement.classList.remove("lb-open");
  if (history.state && "lightbox" in history.state) history.back();
  thumbs[now].focus();
});
addEventListener("popstate", (event) => {
  if (event.state && "lightbox" in event.state) open(event.state.lightbox);
  else if (dialog.open) dialog.close();
});

const open = (index) => {
  now = index;
  document.documentElement.classList.add("lb-open");
  if (!dialog.open) dialog.showModal();
  tell();
  go(index, "auto");
  close.focus();
};

export const show = (thumb) => {
  now = thumbs.indexOf(thumb);
  history.pushState({ lightbox: now }, "", address());
  open(now);
};
