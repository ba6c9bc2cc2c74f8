// The way from a public page into the newsroom, for staff. Loaded where signing in has left its cookie, and no page
// holds a byte of it: what stands here, and whether this account may change it, is the newsroom's to say.

export const offer = async (newsroom) => {
  const asked = new URLSearchParams({ at: location.pathname });
  const answer = await fetch(`/${newsroom}/edit-link/?${asked}`, { redirect: "manual" });
  if (answer.type === "opaqueredirect") document.cookie = "editor=; path=/; max-age=0"; // to the login: signed out
  if (answer.status !== 200) return;
  const { address, label, name } = await answer.json();

  const link = Object.assign(document.createElement("a"), { href: address, textContent: label });
  const bar = Object.assign(document.createElement("nav"), { className: "editor" });
  bar.setAttribute("aria-label", name);
  bar.append(link);
  document.body.append(bar);
  document.documentElement.style.scrollPaddingBottom = "5rem"; // what the keyboard goes to does not stop behind it

  // On a narrow screen the link gives way to the buttons for sharing: it stands at the top while they pass the bottom.
  const ways = document.querySelector(".share");
  if (ways && "IntersectionObserver" in window) {
    const pass = ([{ isIntersecting }]) => bar.classList.toggle("high", isIntersecting);
    new IntersectionObserver(pass, { rootMargin: "-85% 0px 0px" }).observe(ways);
  }
};
