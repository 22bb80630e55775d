// Every `[data-map]` of the page becomes a map. Words, shapes and addresses come with the element; without
// script it stays what the server wrote: a drawing, a form and a table.

import { CaseMap } from "./case_map.js";

function start() {
  for (const part of document.querySelectorAll("[data-map]")) {
    if (!part.caseMap) part.caseMap = new CaseMap(part);
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
// A page part that htmx has put in later.
document.addEventListener("htmx:load", start);
