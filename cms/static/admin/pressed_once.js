// A form that must not be sent twice: after the first press its buttons wait for the answer. A page that comes back
// from the browser's history can be used again. Without this file the server says that there is nothing left to do.

const form = document.querySelector("form[data-pressed-once]");
const buttons = form ? [...form.querySelectorAll("button[type=submit]:not([data-stays])")] : [];

form?.addEventListener("submit", () => setTimeout(() => buttons.forEach((button) => (button.disabled = true))));
window.addEventListener("pageshow", () => buttons.forEach((button) => (button.disabled = false)));
