// One open menu at a time, of filters and of rows, also in browsers that do not know <details name>.
const open = () => document.querySelectorAll("details:is(.filter, .row-menu)[open]");
document.addEventListener("click", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  for (const menu of open()) { menu.open = false; menu.querySelector("summary").focus(); }
});
