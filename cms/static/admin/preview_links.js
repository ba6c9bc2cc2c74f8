// One press copies a preview link; without the clipboard the field is there to copy from.

const list = document.querySelector(".preview-links");

if (list && navigator.clipboard) {
  const told = document.querySelector("[data-told]");
  for (const copy of list.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(copy.dataset.copy);
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      field.select();
      await navigator.clipboard.writeText(field.value).then(() => { told.textContent = list.dataset.copied; }, () => {});
    });
  }
}
