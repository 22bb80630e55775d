/* What the console's pages do beyond links and forms: sliders, news from the server, keys. All works without. */
(() => {
  "use strict";
  const DAY_MS = 86_400_000;
  const WAIT_MS = 140;

  const iso = (time) => new Date(time).toISOString().slice(0, 10);

  /* Frame: a slider's step shows its day at once, and asks for the answer when it rests. */
  function frames(root) {
    for (const form of root.querySelectorAll("form[data-frame]")) {
      if (form.dataset.ready) continue;
      form.dataset.ready = "yes";
      const first = Date.parse(form.dataset.first);
      let waits = 0;
      const ask = () => {
        clearTimeout(waits);
        waits = setTimeout(() => {
          const query = new URLSearchParams();
          for (const [name, value] of new FormData(form)) if (value) query.append(name, value);
          const address = `${form.getAttribute("action")}?${query}`;
          if (document.querySelector("#answer [data-map]")) return location.assign(address);
          history.replaceState(null, "", address);
          htmx.ajax("GET", address, { target: "#answer", select: "#answer", swap: "outerHTML" });
        }, WAIT_MS);
      };
      for (const range of form.querySelectorAll("input[type=range]")) {
        const field = form.elements[range.dataset.of];
        range.addEventListener("input", () => {
          const atEnd = range.dataset.open !== undefined && range.value === range.max;
          field.value = atEnd ? "" : iso(first + Number(range.value) * DAY_MS);
          ask();
        });
        field.addEventListener("change", () => {
          const day = Date.parse(field.value);
          range.value = Number.isNaN(day) ? range.max : String(Math.round((day - first) / DAY_MS));
          ask();
        });
      }
      for (const select of form.querySelectorAll("select")) select.addEventListener("change", ask);
    }
  }

  /* Ask for parts of the page anew, but for one in which somebody types. */
  function anew(parts) {
    for (const part of document.querySelectorAll(parts)) {
      if (part.contains(document.activeElement) && document.activeElement.matches("input,select,textarea")) continue;
      htmx.ajax("GET", location.href, { target: `#${part.id}`, select: `#${part.id}`, swap: "outerHTML" });
    }
  }

  /* News: another position of the ledger makes what is shown old; what is marked live is asked for anew. */
  const SOON_MS = 5000;
  const LATE_MS = 80000;
  function news(wait = SOON_MS) {
    const address = document.body.dataset.changes;
    if (!address || !window.EventSource) return;
    const source = new EventSource(address);
    let pause = wait;
    source.addEventListener("open", () => (pause = SOON_MS));
    /* Browsers ask again by themselves after a lost line, but not after a refusal: a server that is just being
       started, or has no room, is asked again later and later. */
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED) return;
      setTimeout(() => news(Math.min(2 * pause, LATE_MS)), pause * (0.75 + Math.random() / 2));
    });
    source.addEventListener("position", (event) => {
      if (event.data === document.body.dataset.position) return;
      document.body.dataset.position = event.data;
      document.body.dispatchEvent(new CustomEvent("changed", { detail: event.data, bubbles: true }));
      anew("[data-live][id]");
    });
    source.addEventListener("feeds", () => anew("[data-live=feeds][id]"));
    source.addEventListener("work", (event) => {
      document.body.dispatchEvent(new CustomEvent("work", { detail: JSON.parse(event.data) }));
    });
    addEventListener("pagehide", () => source.close());
  }

  /* Proofs: a sign in the matrix opens its part of the proof under its row; another press closes it. */
  let opened = null;

  const sign = (key) => key && document.querySelector(`[data-proof="${CSS.escape(key)}"]`);

  function shut({ focus = false } = {}) {
    document.querySelector("tr.opened")?.remove();
    const link = sign(opened);
    link?.removeAttribute("aria-expanded");
    if (focus) link?.focus();
    opened = null;
  }

  function open(link) {
    shut();
    opened = link.dataset.proof;
    link.setAttribute("aria-expanded", "true");
    const row = document.getElementById("opened").content.firstElementChild.cloneNode(true);
    row.querySelector("[data-whole]").href = link.href;
    row.querySelector("[data-shut]").addEventListener("click", () => shut({ focus: true }));
    link.closest("tr").after(row);
    const place = row.querySelector("[data-its]");
    htmx.ajax("GET", link.href.split("#")[0], { source: place, target: place, select: link.hash, swap: "innerHTML" });
  }

  function proofs() {
    document.addEventListener("click", (event) => {
      const link = event.target.closest("[data-proof]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (link.dataset.proof === opened) shut();
      else open(link);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && opened && !event.target.matches("input,select")) shut({ focus: true });
    });
    /* What is asked for anew opens where it was open. */
    document.addEventListener("htmx:afterSettle", (event) => {
      if (event.detail.target.id !== "answer" || !opened) return;
      const link = sign(opened);
      if (link) open(link);
      else opened = null;
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelector(".ways [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
    frames(document);
    proofs();
    news();
  });
  document.addEventListener("htmx:load", (event) => frames(event.detail.elt.parentNode || document));
})();
