// Words of the reader's language, as the server gave them; none stand in this program.

export class Words {
  constructor(told, language) {
    this.told = told;
    this.number = new Intl.NumberFormat(`${language}-u-nu-latn`);
    this.short = new Intl.NumberFormat(`${language}-u-nu-latn`, { notation: "compact", maximumSignificantDigits: 3 });
    this.share = new Intl.NumberFormat(`${language}-u-nu-latn`, { style: "percent", maximumFractionDigits: 0 });
  }

  say(name, values = {}) {
    const message = this.told.say[name] ?? name;
    return message.replace(/\{(\w+)\}/g, (whole, key) => {
      const value = values[key];
      if (value === undefined || value === null) return "";
      // Set apart, so that a name that runs the other way cannot turn the sentence.
      return typeof value === "number" ? this.number.format(value) : `\u2068${value}\u2069`;
    });
  }

  kind(key) {
    return this.told.marks[key]?.words ?? key;
  }

  of(table, key) {
    return this.told[table]?.[key] ?? key;
  }

  parties(several) {
    if (!several.length) return this.say("nobody");
    return several.map((one) => this.of("parties", one)).join(this.say("comma"));
  }

  // P(inside) of each zone; nothing is said of it while the server works it out.
  inside(p, between, next) {
    if (!p) return this.say("chance_later");
    return Object.entries(p).map(([zone, one]) => `${this.of("zones", zone)}${between}${this.share.format(one)}`).join(next);
  }

  days(one) {
    if (!one.day) return this.say("no_day");
    return one.end && one.end !== one.day ? this.say("days", { first: one.day, last: one.end }) : one.day;
  }
}
