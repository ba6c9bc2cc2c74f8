// The preview of 编排首页: the public page in a sandboxed document that runs no script and leads nowhere.

const DESK = 1280; // CSS pixels, as on a computer

const frame = document.querySelector(".preview iframe");
const pane = document.querySelector(".preview .pane");
const widths = document.querySelector(".preview .widths");
let place = 0; // how far it was scrolled
let asked = 0;

export async function showPreview(form) {
  const number = ++asked;
  let text;
  try {
    const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) });
    if (!answer.ok || answer.redirected) return;
    text = await answer.text();
  } catch {
    return; // the lists say that the line is broken
  }
  if (number !== asked) return; // another press was faster
  const page = new DOMParser().parseFromString(text, "text/html");
  for (const script of page.querySelectorAll("script")) script.remove(); // the sandbox would complain of each
  page.documentElement.dataset.theme = document.documentElement.dataset.theme || "auto";
  place = frame.contentWindow ? frame.contentWindow.scrollY : 0;
  pane.hidden = widths.hidden = false;
  frame.srcdoc = `<!DOCTYPE html>${page.documentElement.outerHTML}`;
}

frame.addEventListener("load", () => {
  const shown = frame.contentDocument;
  shown.addEventListener("click", (event) => { if (event.target.closest("a")) event.preventDefault(); });
  shown.addEventListener("submit", (event) => event.preventDefault());
  frame.contentWindow.scrollTo(0, place);
});

widths.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-width]");
  if (!chosen) return;
  for (const one of widths.children) one.setAttribute("aria-pressed", String(one === chosen));
  frame.dataset.width = chosen.dataset.width;
});

new ResizeObserver(() => frame.style.setProperty("--scale", String(Math.min(1, pane.clientWidth / DESK)))).observe(pane);
