// Addresses as writers type and paste them, and as they stand in a text.

const ADDRESS = /^(?:https?:\/\/|mailto:|tel:|\/|#|www\.)\S+$/i;
const DOMAIN = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/?#]\S*)?$/i;

// The address that was meant, or "": full-width marks as an input method types them, hosts without a scheme.
export function addressIn(typed) {
  const text = typed.trim().replace(/^(https?)：(?:\/\/|／／)/i, "$1://");
  if (/^www\./i.test(text) || DOMAIN.test(text)) return `https://${text}`;
  return ADDRESS.test(text) ? text : "";
}

// An address of this site is written without its host, so that it holds when the site moves; brackets would end a link.

export function linkTarget(address, { site = "" } = document.getElementById("article_form").dataset) {
  for (const origin of [location.origin, site]) {
    if (origin && address === origin) return "/";
    if (origin && address.startsWith(`${origin}/`)) return guarded(address.slice(origin.length));
  }
  return guarded(address);
}

const guarded = (address) => address.replace(/\(/g, "%28").replace(/\)/g, "%29").replace(/\s/g, "%20");
