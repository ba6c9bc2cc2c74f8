// The page that asks before a step comes after a save, so the browser's copy of the words is not needed any more.

import { saved } from "./article_unsaved.js";

saved(document.getElementById("step").dataset);
