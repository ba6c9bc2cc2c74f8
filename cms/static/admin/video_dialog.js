// The dialog for videos: the address of a page of bilibili or 腾讯视频. Alone in its line it becomes a poster (brief §11.5).

import { button, composing, element, isComposing, words } from "./article_words.js";
import { addressIn } from "./own_address.js";

const PAGES = /^https?:\/\/(?:(?:(?:www|m|player)\.)?bilibili\.com|(?:m\.)?v\.qq\.com)\/\S+$/i;

const SHORT = /^https?:\/\/b23\.tv\//i;
const WITHIN = /(?:https?:)?\/\/[^\s"'<>【】]+/gi;

// The address in what was pasted: alone, among the words that an app shares with it, or in the code of a player.
function pageIn(typed) {
  const alone = addressIn(typed);
  if (alone) return alone;
  const found = (typed.match(WITHIN) || []).map((one) => one.replace(/^\/\//, "https://").replaceAll("&amp;", "&"));
  return found.find((one) => PAGES.test(one)) || found[0] || "";
}

export function videoDialog(pen) {
  const { body } = pen;
  const field = element("input", { type: "text", id: "video_field", autocomplete: "off", spellcheck: false });
  const label = element("label", { htmlFor: field.id, textContent: words.videoField });
  const status = element("p", { className: "help" });
  status.setAttribute("role", "status");
  const use = element("button", { type: "submit", textContent: words.videoUse, className: "primary" });
  const asked = element("form", { method: "dialog", noValidate: true }, element("h2", { id: "video_title", textContent: words.videoTitle }), label, field, element("p", { className: "help", textContent: words.videoHelp }), status, element("p", { className: "steps" }, use, button(words.close, () => shown.close(), { className: "secondary" })));
  const shown = element("dialog", { className: "library link-dialog" }, asked);
  shown.setAttribute("aria-labelledby", "video_title");
  document.body.append(shown);
  let place = 0;

  asked.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isComposing()) return;
    const address = pageIn(field.value);
    if (!PAGES.test(address)) {
      status.textContent = SHORT.test(address) ? words.videoShort : words.videoNone;
      field.focus();
      return;
    }
    shown.close();
    pen.insertBeside(address, place);
  });
  asked.addEventListener("keydown", (event) => { if (composing(event) && event.key === "Enter") event.preventDefault(); });
  shown.addEventListener("cancel", (event) => { if (composing(event)) event.preventDefault(); });
  shown.addEventListener("close", () => body.focus({ preventScroll: true }));

  return () => {
    place = body.selectionStart;
    field.value = status.textContent = "";
    shown.showModal();
  };
}
