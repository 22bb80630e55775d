"use strict";
(() => {
  const box = document.getElementById("q");
  const list = document.getElementById("hits");
  const none = document.getElementById("none");
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const entries = INDEX.map((one) => ({ ...one, plain: plain(`${one.t} ${one.h} ${one.x}`) }));
  const around = (one, word) => {
    const at = Math.max(0, plain(one.x).indexOf(word) - 60);
    return `${at ? "\u2026" : ""}${one.x.slice(at, at + 180)}\u2026`;
  };
  const item = (one, word) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = one.u;
    link.textContent = `${one.t}: ${one.h}`;
    const words = document.createElement("div");
    words.dir = "auto";
    words.textContent = around(one, word);
    line.append(link, words);
    return line;
  };
  const find = () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    const hits = words.length ? entries.filter((one) => words.every((word) => one.plain.includes(word))) : [];
    list.replaceChildren(...hits.slice(0, 50).map((one) => item(one, words[0])));
    none.hidden = !words.length || hits.length > 0;
  };
  box.form.addEventListener("submit", (event) => { event.preventDefault(); find(); });
  box.addEventListener("input", find);
})();
