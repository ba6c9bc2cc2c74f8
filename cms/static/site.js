// What scripts add to a page that is whole without them: the choice of theme, and buttons that copy.

const theme = document.querySelector("button#theme");
if (theme) {
  const order = ["auto", "light", "dark"];
  const root = document.documentElement;
  const say = () => {
    const now = order.includes(root.dataset.theme) ? root.dataset.theme : "auto";
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

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.parentElement.querySelector("[role=status]").textContent = button.dataset.done;
    });
  }
}

const menu = document.querySelector("details.menu");
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu && menu.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
