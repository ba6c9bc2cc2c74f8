// Chips for an ordered <select multiple>. The select stays the field: its options are moved, so it posts their order.

import { button, element, say, words } from "./article_words.js";

export function chips(select) {
  const label = select.labels[0];
  const list = element("ul", { className: "chips" });
  list.setAttribute("aria-label", `${label.firstChild.textContent} ${words.chosen}`);
  const add = element("select", { id: `${select.id}_add` });
  add.setAttribute("aria-describedby", `${select.id}_helptext`);
  const chosen = () => [...select.options].filter((option) => option.selected);

  function change(act, focused) {
    act();
    draw();
    (focused?.() || add).focus();
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function chip(option, index) {
    const name = option.textContent;
    const item = element("li", {}, name);
    if (index === 0 && select.name === "categories") item.append(element("span", { className: "main", textContent: words.mainTerm }));
    if (index > 0) {
      const forward = () => change(
        () => chosen()[index - 1].before(option),
        () => list.children[index - 1].querySelector("button"),
      );
      item.append(button("←", forward, { ariaLabel: say("earlier", { name }), title: say("earlier", { name }) }));
    }
    const remove = () => change(() => { option.selected = false; });
    item.append(button("×", remove, { ariaLabel: say("remove", { name }), title: say("remove", { name }) }));
    return item;
  }

  function draw() {
    const now = chosen();
    list.replaceChildren(...now.map(chip));
    list.hidden = now.length === 0;
    const rest = [...select.options].filter((option) => !option.selected);
    add.replaceChildren(new Option(words.addTerm, ""), ...rest.map((option) => new Option(option.textContent, option.value)));
    add.hidden = rest.length === 0;
  }

  add.addEventListener("change", () => {
    const option = [...select.options].find((one) => one.value === add.value);
    if (!option) return;
    change(() => {
      const last = chosen().at(-1);
      if (last) last.after(option);
      else select.prepend(option);
      option.selected = true;
    });
  });
  select.addEventListener("restored", draw);
  select.hidden = true;
  label.htmlFor = add.id;
  select.before(list);
  select.after(add);
  draw();
}

// Tags are a line of text; below it stand existing tags that hold what is being typed.
export function suggestTags(field, address) {
  const list = element("ul", { className: "suggestions" });
  list.setAttribute("aria-label", words.tagSuggestions);
  field.after(list);
  const SEPARATOR = /[,，、;；]/;
  let timer;
  let asked = 0;

  function take(name) {
    const parts = field.value.split(/([,，、;；])/);
    parts[parts.length - 1] = name;
    field.value = `${parts.join("")}，`;
    list.replaceChildren();
    field.focus();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  async function suggest() {
    const typed = field.value.split(SEPARATOR).at(-1).trim();
    const turn = ++asked;
    if (!typed) return list.replaceChildren();
    const answer = await fetch(`${address}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || turn !== asked) return;
    const has = new Set(field.value.split(SEPARATOR).map((name) => name.trim()));
    const names = (await answer.json()).names.filter((name) => !has.has(name));
    list.replaceChildren(...names.map((name) => element("li", {}, button(name, () => take(name)))));
  }

  field.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(suggest, 200);
  });
  field.addEventListener("compositionend", suggest);
}
