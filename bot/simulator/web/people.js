// The list of everybody: one line each, changed in place, under a heading for each role.

import { avatar, button, icon, make, setText } from "./dom.js";
import { rendered } from "./entities.js";
import { LISTED, roleName, roleOf } from "./roles.js";
import { brief, moment } from "./when.js";
import { KINDS, WORDS } from "./words.js";

export class People {
  #lines = new Map();
  #groups = new Map();
  #filter = "";
  #opened = new Set();

  /** `does`: `open` (a person), `add`; `now` gives the time. */
  constructor(element, does) {
    this.does = does;
    this.search = make("input", { type: "search", placeholder: WORDS.search, "aria-label": WORDS.search, on: { input: () => this.#search() } });
    this.none = make("p", { class: "empty", text: WORDS.nobody });
    const add = make("button", { type: "button", class: "add", on: { click: does.add } }, icon("add"), make("span", { text: WORDS.addPerson }));
    for (const role of LISTED) this.#groups.set(role, group(role));
    const groups = [...this.#groups.values()].map((one) => one.element);
    element.append(make("div", { class: "search" }, this.search), make("div", { class: "everybody" }, ...groups, this.none), add);
  }

  put(people) {
    for (const person of [...people].sort((one, other) => one.id - other.id)) {
      const role = roleOf(person.menu);
      const line = this.#lines.get(person.id) ?? this.#newLine(person);
      line.show(person, this.does.now());
      if (line.role !== role) this.#place(line, role);
      this.#sift(line);
    }
    this.#tidy();
  }

  drop(id) {
    this.#lines.get(id)?.element.remove();
    this.#lines.delete(id);
    this.#tidy();
  }

  clear() {
    for (const { element } of this.#lines.values()) element.remove();
    this.#lines.clear();
    this.#tidy();
  }

  /** Mark whose phones are open. */
  opened(ids) {
    for (const id of [...this.#opened, ...ids]) this.#lines.get(id)?.opened(ids.has(id));
    this.#opened = ids;
  }

  #newLine(person) {
    const line = new Line(person, () => this.does.open(person.id));
    this.#lines.set(person.id, line);
    line.opened(this.#opened.has(person.id));
    return line;
  }

  #place(line, role) {
    line.role = role;
    const { list } = this.#groups.get(role);
    const last = list.lastElementChild;
    const next = !last || Number(last.dataset.id) < line.id ? null : [...list.children].find((other) => Number(other.dataset.id) > line.id);
    list.insertBefore(line.element, next);
  }

  #search() {
    this.#filter = this.search.value.trim().toLowerCase();
    for (const line of this.#lines.values()) this.#sift(line);
    this.#tidy();
  }

  #sift(line) {
    line.element.hidden = !line.words.includes(this.#filter);
  }

  #tidy() {
    let any = false;
    for (const { element, list, count } of this.#groups.values()) {
      const shown = list.querySelectorAll(":scope > li:not([hidden])").length;
      element.hidden = shown === 0;
      any ||= shown > 0;
      setText(count, String(shown));
    }
    this.none.hidden = any;
    setText(this.none, this.#filter ? WORDS.nobodyFound : WORDS.nobody);
  }
}

class Line {
  role = "";

  constructor(person, open) {
    this.id = person.id;
    this.name = make("strong");
    this.last = make("span", { class: "last" });
    this.when = make("time");
    this.badge = make("span", { class: "badge", hidden: true });
    const top = make("span", { class: "line-top" }, this.name, this.when);
    const bottom = make("span", { class: "line-bottom" }, this.last, this.badge);
    this.whole = button(null, open, { class: "line" });
    this.whole.append(avatar(person.id, person.name), make("span", { class: "line-about" }, top, bottom));
    this.element = make("li", { data: { id: person.id } }, this.whole);
  }

  opened(open) {
    this.whole.setAttribute("aria-pressed", String(open));
  }

  show(person, now) {
    this.words = `${person.name} ${person.phone} ${roleName(roleOf(person.menu))}`.toLowerCase();
    setText(this.name, person.name);
    this.element.classList.toggle("blocked", person.blocked);
    this.badge.hidden = person.unread === 0;
    setText(this.badge, String(person.unread));
    this.badge.title = WORDS.unread(person.unread);
    if (person.last) {
      setText(this.when, brief(moment(person.last.date), now));
      this.last.replaceChildren(...preview(person));
    } else setText(this.last, person.phone);
  }
}

function preview({ last, blocked }) {
  if (blocked) return [WORDS.blocked];
  const kind = KINDS[last.kind];
  const covered = last.entities.filter((one) => one.type === "spoiler");
  const words = make("span", { inert: covered.length > 0 }, rendered(last.text.replaceAll("\n", " "), covered));
  return [last.from_bot ? "" : `${WORDS.you}: `, kind ? `${kind} ` : "", words];
}

function group(role) {
  const count = make("span", { class: "count" });
  const list = make("ul", {});
  const heading = make("h2", {}, make("span", { text: roleName(role) }), count);
  return { element: make("section", { class: "group", hidden: true }, heading, list), list, count };
}
