// Copying for the 公众号: words as text, the body as HTML, so that its editor keeps the layout.

const page = document.querySelector(".wechat");
const told = page.querySelector("[role=status]");

const say = (words) => {
  told.textContent = words;
};

const copy = async (button, act) => {
  button.setAttribute("aria-busy", "true");
  told.textContent = "";
  try {
    say(await act() ? page.dataset.copied : page.dataset.selected);
  } catch {
    say(page.dataset.failed);
  }
  button.removeAttribute("aria-busy");
};

// Without the clipboard's own interface (plain http, older browsers): selected, and copied the old way where that works.
const copySelected = (element) => {
  const inside = element.ownerDocument;
  inside.defaultView.focus();
  inside.defaultView.getSelection().selectAllChildren(element);
  return inside.execCommand("copy");
};

const bodyOf = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  // Cut out, not parsed: this page's policy would complain of every style in it.
  return (await answer.text()).replace(/^[\s\S]*<body>|<\/body>[\s\S]*$/g, "");
};

// The clipboard is only open while a press is being answered, so it is given a promise of the body.
const copyBody = async ({ body, plain }) => {
  await navigator.clipboard.write([
    new ClipboardItem({
      "text/html": bodyOf(body).then((html) => new Blob([html], { type: "text/html" })),
      "text/plain": new Blob([plain], { type: "text/plain" }),
    }),
  ]);
  return true;
};

const copyWords = async (words) => {
  await navigator.clipboard.writeText(words);
  return true;
};

for (const button of page.querySelectorAll("[data-text]")) {
  button.hidden = false;
  const shown = button.parentElement.querySelector(".value");
  button.addEventListener("click", () => copy(button, () => (
    navigator.clipboard ? copyWords(button.dataset.text) : copySelected(shown)
  )));
}
const whole = page.querySelector("[data-body]");
const frame = page.querySelector("iframe");
whole.hidden = false;
whole.addEventListener("click", () => copy(whole, () => (
  navigator.clipboard && typeof ClipboardItem === "function"
    ? copyBody(whole.dataset) : copySelected(frame.contentDocument.body)
)));
