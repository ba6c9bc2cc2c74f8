// What scripts add to a page that is whole without them: the choice of theme, and buttons that copy, share and print.

if (navigator.userAgent.includes("MicroMessenger")) document.documentElement.classList.add("wx");

const theme = document.querySelector("button#theme");
if (theme) {
  const order = ["auto", "light", "dark"];
  const root = document.documentElement;
  const bars = document.querySelectorAll("meta[name=theme-color]");
  const say = () => {
    const now = order.includes(root.dataset.theme) ? root.dataset.theme : "auto";
    for (const bar of bars) {
      const { scheme } = bar.dataset;
      bar.media = now === "auto" ? `(prefers-color-scheme: ${scheme})` : now === scheme ? "all" : "not all";
    }
    const label = `${theme.dataset.name}: ${theme.dataset[now]}`;
    theme.setAttribute("aria-label", label);
    theme.title = label;
    return now;
  };
  theme.addEventListener("click", () => {
    const next = order[(order.indexOf(say()) + 1) % order.length];
    root.dataset.theme = next;
    try {
      localStorage.theme = next;
    } catch {
      // Storage may be switched off; the choice then holds for this page.
    }
    say();
  });
  say();
  theme.hidden = false;
}

// On a phone the strip of topics is longer than the screen: the one that is shown comes into sight.
const here = document.querySelector(".strip [aria-current]");
if (here) {
  const strip = here.closest("ul");
  strip.scrollLeft = here.offsetLeft - (strip.clientWidth - here.clientWidth) / 2;
}

const offer = (buttons, act) => {
  for (const button of document.querySelectorAll(buttons)) {
    button.hidden = false;
    button.addEventListener("click", () => act(button));
  }
};
if (navigator.clipboard) {
  offer("button[data-copy]", async (button) => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.parentElement.querySelector("[role=status]").textContent = button.dataset.done;
  });
}
if (navigator.share) {
  offer("button[data-share]", ({ dataset: { title, share } }) => {
    navigator.share({ title, url: share }).catch(() => {}); // whoever closes the sheet has changed their mind
  });
}
offer("button.print", () => print());

// Return ends a word that is being composed; it does not send it off.
document.addEventListener("keydown", (event) => {
  const composing = event.isComposing || event.keyCode === 229;
  if (event.key === "Enter" && composing && event.target.closest("form[role=search]")) event.preventDefault();
});

const menu = document.querySelector("details.menu");
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu && menu.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Pictures open large where the browser has dialogs; elsewhere, and when anything fails, the link opens the file.
if (document.querySelector("[data-lightbox]") && typeof HTMLDialogElement === "function" && "ResizeObserver" in window) {
  document.addEventListener("click", (event) => {
    const thumb = event.target.closest("a[data-lb]");
    if (!thumb || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    import("./lightbox.js").then(({ show }) => show(thumb)).catch(() => location.assign(thumb.href));
  });
}

// Staff are shown where the page is edited; nobody else loads that.
const newsroom = document.cookie.match(/(?:^|; )editor=([\w%.~-][^;]*)/);
if (newsroom && !location.pathname.startsWith(`/${newsroom[1]}/`)) {
  import("./editor.js").then(({ offer }) => offer(newsroom[1])).catch(() => {});
}
