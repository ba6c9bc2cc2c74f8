// Pictures of other sites in the text: offered for the library, fetched by the server one after the other.

import { element, say, words } from "./article_words.js";
import { primary, secondary } from "./body_rows.js";
import { isRemote, pictureLine, pictures } from "./picture_lines.js";
import { fetchPicture, MOST_FILES } from "./picture_upload.js";

const PAUSE = 500; // ms after the last key
const LONGEST_NAME = 40; // characters

export function remotePictures(pen, rows, describe) {
  const { body } = pen;
  const save = secondary("", () => offer(found()));
  save.classList.add("small", "save-remote");
  save.hidden = true;
  rows.place.after(save);
  let stopped = false;
  let running = false;

  // Each address once, in the order of the text.
  function found() {
    const all = pictures(body.value).filter(({ target }) => isRemote(target));
    return all.filter(({ target }, index) => all.findIndex((one) => one.target === target) === index).map(({ target, alt }) => ({ address: target, alt }));
  }

  function count() {
    const n = found().length;
    save.hidden = !n;
    save.textContent = say("saveRemote", { n });
  }

  let timer;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(count, PAUSE);
  };
  body.addEventListener("input", soon);
  body.addEventListener("restored", soon);
  count();

  const whole = (address) => (address.startsWith("//") ? `https:${address}` : address);

  function nameOf({ address, alt }) {
    const { hostname, pathname } = new URL(whole(address));
    const last = pathname.split("/").filter(Boolean).pop() || "";
    const name = alt || last;
    return `${name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name}（${hostname}）`;
  }

  function offer(list) {
    if (!list.length || running) return;
    const close = () => rows.dismiss("remote");
    const notice = rows.notice(
      "remote",
      say("foundRemote", { n: list.length }),
      primary(words.saveAll, () => { close(); saveAll(list); }),
      ...(list.length > 1 ? [secondary(words.chooseEach, () => choose(notice, list))] : []),
      secondary(words.saveNone, close),
    );
  }

  function choose(notice, list) {
    const boxes = list.map(() => element("input", { type: "checkbox", checked: true }));
    const choices = list.map((one, index) => element("li", {}, element("label", {}, boxes[index], nameOf(one))));
    const picked = () => list.filter((_, index) => boxes[index].checked);
    notice.querySelector("p").after(element("ul", { className: "choices" }, ...choices));
    notice.querySelector(".steps").replaceChildren(
      primary(words.saveChosen, () => { const chosen = picked(); rows.dismiss("remote"); saveAll(chosen); }),
      secondary(words.saveNone, () => rows.dismiss("remote")),
    );
    boxes[0].focus({ preventScroll: true });
    notice.scrollIntoView({ block: "nearest" });
  }

  async function saveAll(list) {
    const now = list.slice(0, MOST_FILES);
    if (!now.length || running) return;
    [running, stopped] = [true, false];
    const row = rows.add("");
    row.offer(secondary(words.stop, () => { stopped = true; row.offer(); }));
    let saved = 0;
    let failed = 0;
    for (const [index, one] of now.entries()) {
      if (stopped) break;
      row.said(say("savingRemote", { n: index + 1, total: now.length }));
      if (await saveOne(one)) saved += 1;
      else failed += 1;
    }
    row.remove();
    running = false;
    const told = [saved && say("savedRemote", { n: saved }), failed && say("failedRemote", { n: failed }), list.length > now.length && say("tooManyRemote", { most: MOST_FILES, n: list.length - now.length })];
    rows.tell(told.filter(Boolean).join(""));
    count();
  }

  // Whether the picture is in the library now. If not, the text keeps its address, and a line says why.
  async function saveOne(one) {
    let image;
    try {
      image = await fetchPicture(whole(one.address));
    } catch (error) {
      const row = rows.add("");
      const again = async () => {
        row.said(say("savingRemote", { n: 1, total: 1 }));
        row.offer();
        if (await saveOne(one)) rows.tell(say("savedRemote", { n: 1 }));
        row.remove();
        count();
      };
      row.said(`${nameOf(one)}：${error.message}`, true);
      row.offer(primary(words.retry, again), secondary(words.saveNone, () => row.remove()));
      return false;
    }
    await pen.settled();
    const places = pictures(body.value).filter(({ target }) => target === one.address);
    for (const place of [...places].reverse()) {
      const alt = place.alt || (image.decorative ? "" : image.alt);
      pen.swap(place, pictureLine({ alt, target: image.name, title: place.title || image.caption }));
    }
    if (places.length && !places[0].alt && !image.alt) describe(image.name, places[0].start);
    return true;
  }

  return { offer };
}
