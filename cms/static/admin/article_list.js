// The flags of the list, switched without leaving the page. Without this file each button posts by itself.

const table = document.getElementById("result_list");
const status = document.querySelector(".list-status");

table?.addEventListener("click", async (event) => {
  const flag = event.target.closest("button.flag");
  if (!flag) return;
  event.preventDefault();
  if (flag.hasAttribute("aria-busy")) return;
  flag.setAttribute("aria-busy", "true");
  const data = new FormData();
  data.append(flag.name, flag.value);
  data.append("csrfmiddlewaretoken", flag.form.elements.csrfmiddlewaretoken.value);
  const answer = await fetch(flag.formAction, { method: "POST", body: data, headers: { Accept: "application/json" } }).catch(() => null);
  const told = await answer?.json().catch(() => null);
  flag.removeAttribute("aria-busy");
  status.textContent = told?.message || status.dataset.broken;
  status.classList.toggle("wrong", !answer?.ok);
  if (!told?.flags) return;
  for (const one of flag.closest("td").querySelectorAll("button.flag")) {
    const on = told.flags[one.name];
    one.setAttribute("aria-pressed", String(on));
    one.value = on ? "off" : "on";
  }
});
