// What was chosen, in words, beside its mark; text only, so that a source's words stay words.

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

const LONGEST = 8;

export class Popup {
  constructor(owner) {
    this.owner = owner;
    this.box = element("div", "map-popup");
    this.box.setAttribute("role", "group");
    this.box.setAttribute("aria-live", "polite");
    this.box.hidden = true;
    this.at = null;
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") owner.pick(null);
    });
    owner.view.append(this.box);
  }

  close() {
    this.box.hidden = true;
    this.at = null;
  }

  show(coordinate, parts) {
    const close = element("button", "map-close", "\u00d7");
    close.type = "button";
    close.setAttribute("aria-label", this.owner.words.say("close"));
    close.addEventListener("click", () => {
      this.owner.pick(null);
      this.owner.target.focus();
    });
    this.box.replaceChildren(close, ...parts);
    this.box.hidden = false;
    this.at = coordinate;
    this.place();
  }

  // Under its mark, kept within the map; on narrow screens the style sheet puts it at the foot.
  place() {
    if (!this.at || this.box.hidden) return;
    const pixel = this.owner.map.getPixelFromCoordinate(this.at);
    if (!pixel) return;
    const room = this.owner.view.getBoundingClientRect();
    const wide = this.box.offsetWidth;
    const high = this.box.offsetHeight;
    const left = Math.min(Math.max(8, pixel[0] - wide / 2), Math.max(8, room.width - wide - 8));
    const under = pixel[1] + 18;
    const top = under + high < room.height ? under : Math.max(8, pixel[1] - high - 18);
    this.box.style.setProperty("--map-left", `${left}px`);
    this.box.style.setProperty("--map-top", `${top}px`);
  }

  ofEvents(events) {
    const { words } = this.owner;
    const parts = events.slice(0, LONGEST).map((one) => this.event(one));
    if (events.length > LONGEST) parts.push(element("p", "map-more", words.say("more_here", { n: events.length - LONGEST })));
    return parts;
  }

  event(one) {
    const { words } = this.owner;
    const { told } = one;
    const part = element("article", "map-told");
    const head = element("h3", "", words.kind(told.kind));
    const said = element("span", `map-said map-said-${told.said}`, words.of("said", told.said));
    head.append(" ", said);
    part.append(head);
    if (told.says) {
      const says = element("p", "", told.says);
      says.dir = "auto";
      part.append(says);
    }
    const list = element("dl");
    const line = (name, value) => {
      if (!value) return;
      const text = element("dd", "", value);
      text.dir = "auto";
      list.append(element("dt", "", words.say(name)), text);
    };
    line("when", words.days(told));
    line("who", words.parties(told.parties));
    line("where", `${told.place || words.say("no_place")}${told.radius_km ? words.say("within", { n: told.radius_km }) : ""}`);
    line("inside", words.inside(told.p, ": ", "\n"));
    line("reports", told.reports > 1 ? words.number.format(told.reports) : "");
    line("doubt", told.denied ? words.say("denied_too") : "");
    line("review", told.status === "proposed" ? words.say("proposed") : "");
    part.append(list);
    const links = element("ul", "map-links");
    const href = this.owner.href(one.id);
    if (href) links.append(this.link(href, words.say("open_claim")));
    for (const entry of told.register) {
      const word = words.of("register", entry.bearing === "breach" ? entry.status : entry.bearing);
      const told_ = `${words.of("norms", entry.norm)}: ${word}`;
      const proof = this.owner.href(entry.norm, "proof");
      links.append(proof ? this.link(proof, told_) : element("li", "", told_));
    }
    part.append(links);
    return part;
  }

  link(href, text) {
    const item = element("li");
    const link = element("a", "", text);
    link.href = href;
    item.append(link);
    return item;
  }

  square(one) {
    const { words } = this.owner;
    const part = element("article", "map-told");
    part.append(element("h3", "", words.say("in_square", { n: one.count })));
    const list = element("ul");
    for (const [kind, sum] of one.parts) list.append(element("li", "", `${words.kind(kind)}: ${words.number.format(sum)}`));
    if (one.others) list.append(element("li", "", words.say("not_done", { n: one.others })));
    part.append(list, element("p", "map-more", words.say("closer")));
    return [part];
  }

  feature(feature) {
    const { words } = this.owner;
    const told = feature.getProperties();
    const part = element("article", "map-told");
    part.append(element("h3", "", told.name ?? told.what ?? ""));
    const list = element("dl");
    const line = (name, value) => {
      if (value === undefined || value === null || value === "") return;
      const text = element("dd", "", String(value));
      text.dir = "auto";
      list.append(element("dt", "", words.say(name)), text);
    };
    line("status", told.status_words ?? told.state_words);
    line("drawing", told.segment && words.say("drawing_of", { drawing: told.drawing, segment: told.segment }));
    line("rivals", told.rivals);
    line("proposed_by", told.proposed_by);
    line("agreed_by", told.agreed_by);
    line("approved_by", told.approved_by);
    line("drawn_to", told.uncertainty_km && words.say("either_way", { n: told.uncertainty_km }));
    line("open_depth", told.part === "open" ? words.say("may_belong") : "");
    line("who", told.parties);
    line("when", told.day);
    line("covered", told.covered === undefined ? "" : words.share.format(told.covered));
    line("none_of", (told.none_of ?? []).join(words.say("comma")));
    line("how_many", told.count);
    line("depth", told.depth_km === undefined || told.depth_km === null ? "" : words.say("km", { n: told.depth_km }));
    line("inside", told.p_inside === undefined || told.p_inside === null ? "" : words.share.format(told.p_inside));
    if (told.says) {
      const says = element("p", "", told.says);
      says.dir = "auto";
      part.append(says);
    }
    part.append(list);
    if (told.part === "sighting") {
      const href = this.owner.href(feature.getId());
      if (href) {
        const links = element("ul", "map-links");
        links.append(this.link(href, words.say("open_claim")));
        part.append(links);
      }
    }
    return [part];
  }
}
