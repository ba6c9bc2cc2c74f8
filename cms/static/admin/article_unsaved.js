// What is typed stays in this browser until it is saved: a login that ran out, a broken line, a closed window lose nothing.
// Used by the article form, and by the pages that come after a save.

const PREFIX = "unsaved:";
const DAYS = 14;
const PAUSE = 1000; // ms after the last key
const FILLED_BY_SERVER = /^(csrfmiddlewaretoken|initial-.*|revision|slug|responsible_editor|note|corrections-.*)$/;
const SEPARATOR = /[,，、;；]/;

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function keys(start) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start));
  } catch {
    return []; // the browser keeps nothing for us
  }
}

export const forget = (key) => keys(key).forEach((one) => localStorage.removeItem(one));

// The article was saved: neither its own copy nor that of the sheet it was first written on is needed.
export function saved({ user, article, slug }) {
  forget(`${PREFIX}${user}:${article}:`);
  forget(`${PREFIX}${user}:new:${slug}`);
}

const one = (name, value) => (name === "tags" ? value.split(SEPARATOR).map((tag) => tag.trim()).filter(Boolean).join("，") : value.replace(/\s+/g, " ").trim());

// The words as the server keeps them, so that what was saved is known again.
function words(pairs) {
  return JSON.stringify(pairs.filter(([name]) => !FILLED_BY_SERVER.test(name)).map(([name, value]) => [name, one(name, value)]));
}

// ``offer(copy, take, drop)`` is called when this browser holds words that the server does not. Returns ``drop``, to be
// called when the server has them.
export function keepTyped(form, offer) {
  const { user, article } = form.dataset;
  let own = `${PREFIX}${user}:${article}:${article === "new" ? form.elements.slug.value : ""}`;
  const typed = () => [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
  const shown = words(typed());
  const refused = document.querySelector(".errornote");
  const told = document.querySelector(".messagelist .success");
  let timer;

  for (const key of keys(PREFIX)) if (!(read(key)?.at > Date.now() - DAYS * 864e5)) forget(key);
  const found = [...keys(own), ...keys(`${PREFIX}${user}:new:`).filter((key) => key !== own)]
    .map((key) => ({ key, ...read(key) }))
    .sort((a, b) => b.at - a.at);
  for (const copy of found) if (!refused && (words(copy.pairs) === shown || (copy.sent && told && copy.key === own))) forget(copy.key);
  if (!refused || form.elements.title.readOnly) {
    const left = found.find((copy) => read(copy.key) && (article === "new" || copy.key === own));
    if (left) offer(left, () => take(left), () => forget(left.key));
  }

  function keep(sent = false) {
    clearTimeout(timer);
    const cover = form.elements.featured_image?.selectedOptions[0]?.textContent;
    try {
      localStorage.setItem(own, JSON.stringify({ at: Date.now(), sent, cover, pairs: typed() }));
    } catch {
      // full or forbidden: the form works as ever
    }
  }

  function take(copy) {
    fill(form, copy);
    if (copy.key !== own) forget(copy.key);
    keep();
  }

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("submit", () => keep(true));
  form.addEventListener("movedin", () => { own = `${PREFIX}${user}:${form.dataset.article}:`; });
  return {
    drop() {
      clearTimeout(timer);
      forget(own);
    },
  };
}

function fill(form, { pairs, cover }) {
  const values = new Map();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) || []), value]);
  for (const field of form.elements) {
    if (!field.name || field.name.startsWith("_") || field.name === "csrfmiddlewaretoken" || field.type === "submit") continue;
    const now = values.get(field.name) || [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = now.includes(field.value);
    else if (field.multiple) choose(field, now);
    else if (now.length) {
      if (field.tagName === "SELECT" && ![...field.options].some((option) => option.value === now[0])) field.add(new Option(cover || now[0], now[0]));
      field.value = now[0];
    }
    field.dispatchEvent(new Event("restored"));
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function choose(select, chosen) {
  for (const option of select.options) option.selected = false;
  for (const value of [...chosen].reverse()) {
    const option = [...select.options].find((each) => each.value === value);
    if (!option) continue;
    select.prepend(option);
    option.selected = true;
  }
}
