"use strict";
(() => {
  const inPage = () => {
    try { return document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return null; }
  };
  const reveal = () => {
    const target = inPage();
    if (!target) return;
    if (!target.getClientRects().length) {
      const holder = target.closest(".v");
      const view = holder && /\bi(\d+)\b/.exec(holder.getAttribute("class"));
      const hidden = holder && getComputedStyle(holder).display === "none";
      if (view && hidden) document.getElementById("view-" + view[1]).checked = true;
    }
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView();
  };
  const showTab = () => {
    const chosen = document.querySelector(".viewer:checked");
    const tab = chosen && document.querySelector(`label[for="${chosen.id}"]`);
    if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - 16;
  };
  for (const viewer of document.querySelectorAll(".viewer")) viewer.addEventListener("change", showTab);
  const opened = [];
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details:not([open])")) { one.open = true; opened.push(one); }
  });
  addEventListener("afterprint", () => { for (const one of opened.splice(0)) one.open = false; });
  for (const name of ["proofs", "register"]) {
    const panel = document.getElementById(name);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Open all";
    button.addEventListener("click", () => {
      const open = button.textContent === "Open all";
      const all = panel.querySelectorAll(name === "proofs" ? ":scope > details" : ":scope > section > details");
      for (const one of all) one.open = open;
      button.textContent = open ? "Close all" : "Open all";
    });
    panel.querySelector("h2").after(button);
  }
  reveal();
  showTab();
})();
