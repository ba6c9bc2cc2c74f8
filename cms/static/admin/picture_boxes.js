// The picture boxes of a form: each select becomes a picker.

import { cover } from "./article_pictures.js";

for (const box of document.querySelectorAll("[data-cover]")) cover(box);
