/* The reading desk: keys, the effect of the claim at hand, and files that are dropped. All works without. */
(() => {
  "use strict";
  const REST_MS = 450;
  const KEPT = "truceline.desk.keys";
  let waits = 0;

  const desk = () => document.getElementById("desk");
  const cards = () => [...document.querySelectorAll("#desk .deskcard")];
  const at = () => document.querySelector("#desk .deskcard.on");
  const areOn = () => localStorage.getItem(KEPT) !== "off";

  /* The claim at hand: its card, its sentence in the text, and, when one rests there, its effect. */
  function come(card, { focus = true } = {}) {
    for (const one of cards()) {
      one.classList.toggle("on", one === card);
      if (one === card) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
    let first = null;
    for (const words of document.querySelectorAll("#desk .w")) {
      const isOf = words.dataset.c.split(" ").includes(card.id);
      words.classList.toggle("on", isOf);
      if (isOf && !first) first = words;
    }
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    if (focus) {
      card.focus({ preventScroll: true });
      card.scrollIntoView({ block: "nearest", behavior: calm });
    }
    const text = document.querySelector("#desk .words");
    if (first && text && text.scrollHeight > text.clientHeight) {
      const far = first.getBoundingClientRect().top - text.getBoundingClientRect().top;
      text.scrollTo({ top: text.scrollTop + far - text.clientHeight / 3, behavior: calm });
    }
    look(card);
  }

  /* The effect is asked for once one rests at a claim, and no longer wanted when one moves on. */
  function look(card, wait = REST_MS) {
    clearTimeout(waits);
    for (const one of document.querySelectorAll("#desk .effect")) {
      htmx.trigger(one, "htmx:abort");
      if (!card.contains(one)) one.replaceChildren();
    }
    const place = card.querySelector(".effect");
    if (!place || place.childElementCount) return;
    waits = setTimeout(() => {
      htmx
        .ajax("GET", card.dataset.effect, { source: place, target: place, select: ".effects", swap: "innerHTML" })
        .catch(() => {}); // one has moved on
    }, wait);
  }

  function step(by) {
    const all = cards();
    const next = all[all.indexOf(at()) + by];
    if (next) come(next);
    else document.getElementById(by > 0 ? "desk-more" : "desk-back")?.focus();
  }

  function accept() {
    const card = at();
    const button = card?.querySelector("button[value=accept]");
    if (!button) return;
    if (button.disabled) card.querySelector(".eyes")?.focus();
    else button.click();
  }

  function reject() {
    const button = at()?.querySelector("button[value=reject]");
    if (!button) return;
    const why = button.form.elements.why;
    if (button.dataset.needsWhy !== undefined && !why.value.trim()) {
      why.dataset.rejects = "yes";
      why.focus();
    } else button.click();
  }

  function help() {
    const told = document.getElementById("desk-help");
    if (!told) return;
    told.open = !told.open;
    told.querySelector("summary").focus();
  }

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    a: accept,
    r: reject,
    e: () => at()?.querySelector("[data-edit]")?.click(),
    u: () => document.getElementById("desk-undo")?.click(),
    "?": help,
  };
  /* On a keyboard of other letters the same places do the same. */
  const named = (event) => (event.key in KEYS ? event.key : /^[a-z]$/i.test(event.key) ? event.key.toLowerCase()
    : event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key);

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=checkbox]), select, textarea, [contenteditable]");
    if (typing) {
      if (event.key === "Escape" && at()?.contains(typing)) at().focus();
      /* Enter sends the reason that was asked for, and never accepts. */
      if (event.key === "Enter" && typing.dataset.rejects && !event.isComposing) {
        event.preventDefault();
        if (typing.value.trim()) typing.form.querySelector("button[value=reject]").click();
      }
      return;
    }
    if (!desk() || !areOn() || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    const act = KEYS[named(event)];
    if (!act) return;
    event.preventDefault();
    act();
  });

  /* Decisions without a new page: the same forms, and the desk put in the place of the desk. */
  let sending = false;
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-step]");
    if (!form) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    clearTimeout(waits);
    const values = Object.fromEntries(new FormData(form, event.submitter));
    htmx
      .ajax("POST", form.getAttribute("action"), { source: desk(), target: "#desk", select: "#desk", swap: "outerHTML", values })
      .finally(() => { sending = false; });
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, target } = event.detail;
    if (target?.id !== "desk" || ![403, 409, 422].includes(xhr.status)) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id !== "desk" && event.detail.elt?.id !== "desk") return;
    ready();
    const wrong = document.getElementById("desk-wrong");
    if (wrong) wrong.focus();
    else if (at()) come(at());
    else document.querySelector("#desk .pile a")?.focus();
  });

  document.addEventListener("click", (event) => {
    const tag = event.target.closest("#desk a.tag");
    const shown = event.target.closest("#desk [data-look]");
    const card = event.target.closest("#desk .deskcard");
    if (tag) {
      event.preventDefault();
      come(document.querySelector(tag.getAttribute("href")));
    } else if (shown && card) {
      event.preventDefault();
      card.querySelector(".effect").replaceChildren();
      come(card, { focus: false });
      look(card, 0);
    } else if (card && !card.classList.contains("on") && !event.target.closest("button, a, input")) come(card, { focus: false });
  });

  /* Somebody else's work shows as a line, so that nothing moves under one's hands. */
  document.addEventListener("changed", () => {
    const told = document.getElementById("desk-changed");
    if (told && !sending && Date.now() - own > 3000) told.hidden = false;
  });
  let own = 0;
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig?.verb === "post") own = Date.now();
  });

  function ready() {
    const keys = document.getElementById("desk-keys");
    if (!keys) return;
    keys.checked = areOn();
    keys.addEventListener("change", () => localStorage.setItem(KEPT, keys.checked ? "on" : "off"));
  }

  /* A file that is dropped goes into the field; sending says so. */
  function uploads() {
    const form = document.querySelector("form[data-upload]");
    if (!form) return;
    const field = form.elements.file;
    const zone = form.querySelector(".drop");
    for (const kind of ["dragenter", "dragover"]) {
      form.addEventListener(kind, (event) => {
        event.preventDefault();
        zone.classList.add("over");
      });
    }
    form.addEventListener("dragleave", (event) => {
      if (!form.contains(event.relatedTarget)) zone.classList.remove("over");
    });
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      field.files = event.dataTransfer.files;
      field.focus();
    });
    form.addEventListener("submit", () => {
      const told = document.getElementById("desk-sending");
      told.textContent = told.dataset.told;
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    ready();
    uploads();
    if (desk() && at()) come(at(), { focus: document.activeElement === document.body && cards().indexOf(at()) > 0 });
  });
})();
