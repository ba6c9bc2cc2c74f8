// The table of the help stands in a frame with the readers' styles: the frame is as high as the table, in the page's colours.

const frame = document.querySelector(".effects-frame");

function fit() {
  const page = frame.contentDocument;
  if (!page?.body?.classList.contains("effects")) return;
  page.documentElement.dataset.theme = document.documentElement.dataset.theme || "auto";
  for (const link of page.querySelectorAll('a[href]:not([href^="#"])')) Object.assign(link, { target: "_blank", rel: "noopener" });
  frame.style.height = `${page.body.scrollHeight + 8}px`;
}

frame.addEventListener("load", () => {
  fit();
  for (const part of frame.contentDocument.querySelectorAll("details")) part.addEventListener("toggle", fit);
});
addEventListener("resize", fit);
fit();
