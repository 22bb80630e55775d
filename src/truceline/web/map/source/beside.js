// The table beside the map: the same events in words. Choosing in one chooses in the other.

const MOST = 200;

function cell(head, content) {
  const made = document.createElement("td");
  made.dataset.label = head ?? "";
  if (content) {
    // Its own words may run the other way than the page's.
    const apart = document.createElement("bdi");
    apart.append(content);
    made.append(apart);
  }
  return made;
}

export class Beside {
  constructor(owner, table) {
    this.owner = owner;
    this.table = table;
    this.body = table?.tBodies[0] ?? null;
    this.rest = owner.part.querySelector("[data-map-rest]");
    this.body?.addEventListener("click", (event) => {
      const row = event.target.closest("tr[data-event]");
      if (!row || event.target.closest("a")) return;
      owner.pick(row.dataset.event, { move: true });
    });
  }

  // Anew from what is shown: the newest first, as many as one reads.
  fill(events) {
    if (!this.body) return;
    const { words } = this.owner;
    const newest = events.slice(-MOST).reverse();
    const here = this.body.contains(document.activeElement) && document.activeElement.closest("tr[data-event]");
    this.body.replaceChildren(...newest.map((one) => this.row(one, words)));
    // Whoever stood in a row with the keyboard stands there still.
    if (here) this.body.querySelector(`tr[data-event="${CSS.escape(here.dataset.event)}"] button`)?.focus();
    const more = events.length - newest.length;
    if (this.rest) this.rest.textContent = more > 0 ? words.say("more_rows", { n: more }) : "";
    this.mark(this.owner.events.picked);
  }

  // Of squares: how many there are of each kind.
  sum(squares) {
    this.body?.replaceChildren();
    if (!this.rest) return;
    const { words } = this.owner;
    const counts = new Map();
    for (const one of squares) {
      for (const [kind, sum] of one.parts) counts.set(kind, (counts.get(kind) ?? 0) + sum);
    }
    const told = [...counts].map(([kind, sum]) => words.say("of_kind", { kind: words.kind(kind), n: sum }));
    this.rest.textContent = `${words.say("table_squares")} ${told.join(words.say("comma"))}`;
  }

  row(one, words) {
    const { told } = one;
    const row = document.createElement("tr");
    row.dataset.event = one.id;
    const choose = document.createElement("button");
    choose.type = "button";
    choose.className = "map-choose";
    choose.textContent = words.days(told);
    choose.setAttribute("aria-label", words.say("choose", { day: words.days(told), kind: words.kind(told.kind) }));
    const cells = [
      choose,
      words.kind(told.kind),
      words.of("said", told.said) + (told.denied ? words.say("comma") + words.say("denied_too") : ""),
      words.parties(told.parties),
      told.place || words.say("no_place"),
      words.inside(told.p, " ", words.say("comma")),
      told.register.map((entry) => words.of("register", entry.bearing === "breach" ? entry.status : entry.bearing))
        .filter((word, at, every) => every.indexOf(word) === at).join(words.say("comma")),
    ];
    const heads = [...this.table.tHead.rows[0].cells].map((cell) => cell.textContent);
    cells.forEach((content, number) => {
      row.append(cell(heads[number], content));
    });
    const href = this.owner.href(one.id);
    let says = told.says;
    if (href) {
      says = document.createElement("a");
      says.href = href;
      says.textContent = told.says || words.say("open_claim");
    }
    row.append(cell(heads[cells.length], says));
    return row;
  }

  mark(id, { scroll = false } = {}) {
    if (!this.body) return;
    for (const row of this.body.querySelectorAll("tr[aria-selected]")) row.removeAttribute("aria-selected");
    const row = id && this.body.querySelector(`tr[data-event="${CSS.escape(id)}"]`);
    if (!row) return;
    row.setAttribute("aria-selected", "true");
    // Only the table's own box moves, never the page under the reader's hand.
    const box = row.closest("[data-map-rows]");
    if (scroll && box) box.scrollTop = row.offsetTop - box.clientHeight / 2;
  }
}
