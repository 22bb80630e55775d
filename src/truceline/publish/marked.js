"use strict";
(() => {
  const cards = [...document.querySelectorAll(".card")];
  const light = (number) => {
    for (const one of document.querySelectorAll(".w"))
      one.classList.toggle("on", number !== null && one.dataset.c.split(" ").includes(number));
    for (const one of document.querySelectorAll("a.tag"))
      one.classList.toggle("on", number !== null && one.getAttribute("href") === "#c" + number);
  };
  const open = () => {
    const card = /^#c\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (!card) return;
    card.open = true;
    card.querySelector("summary").focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    light(card.dataset.n);
  };
  for (const card of cards) {
    for (const event of ["mouseenter", "focusin"]) card.addEventListener(event, () => light(card.dataset.n));
    card.addEventListener("mouseleave", () => light(null));
  }
  for (const tag of document.querySelectorAll("a.tag")) {
    tag.addEventListener("mouseenter", () => light(tag.getAttribute("href").slice(2)));
    tag.addEventListener("click", () => setTimeout(open));
  }
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !"jk".includes(event.key) || !cards.length) return;
    const at = cards.findIndex((card) => card.contains(document.activeElement));
    const next = event.key === "j" ? Math.min(at + 1, cards.length - 1) : Math.max(at - 1, 0);
    cards[next].querySelector("summary").focus();
    cards[next].scrollIntoView({ block: "center" });
  });
  addEventListener("hashchange", open);
  const opened = [];
  addEventListener("beforeprint", () => {
    for (const card of cards) if (!card.open) { card.open = true; opened.push(card); }
  });
  addEventListener("afterprint", () => { for (const card of opened.splice(0)) card.open = false; });
  open();
})();
