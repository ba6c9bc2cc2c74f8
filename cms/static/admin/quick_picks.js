// Buttons that fill in a moment which is often wanted: the end of a pin, today at 24:00 or in some days.

export function quickPicks(page = document) {
  for (const picks of page.querySelectorAll("[data-quick-picks]")) {
    const moment = document.getElementById(picks.dataset.quickPicks);
    if (!moment || moment.readOnly) continue;
    picks.hidden = false;
    picks.addEventListener("click", (event) => {
      const pick = event.target.closest("button");
      if (!pick) return;
      moment.value = pick.value;
      const flag = moment.form.elements.pinned;
      if (flag) flag.checked = true; // an end says that there is a pin
      for (const changed of [flag, moment].filter(Boolean)) {
        changed.dispatchEvent(new Event("input", { bubbles: true }));
        changed.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  }
}
