// The phones that are open, side by side or one at a time, and which of them the server is asked about.

import { avatar, make } from "./dom.js";
import { Phone } from "./phone.js";
import { oneOfEach } from "./roles.js";
import { WORDS } from "./words.js";

const AT_FIRST = 3;

export class Desk {
  phones = new Map();
  people = new Map();
  bot = { id: 0, first_name: "", username: "", description: "" };
  now = new Date();
  #chosen = null;

  constructor({ shelf, switcher, feed, changed }) {
    this.shelf = shelf;
    this.switcher = switcher;
    this.feed = feed;
    this.changed = changed;
    this.none = make("p", { class: "no-phone", text: WORDS.phoneNone });
    shelf.append(this.none);
    addEventListener("hashchange", () => this.#fromAddress());
    document.addEventListener("visibilitychange", () => this.look());
  }

  /** Open the phones of the address, or of one person of each role, as soon as somebody is known. */
  begin() {
    for (const id of [...this.phones.keys()].filter((one) => !this.people.has(one))) this.close(id);
    if (this.phones.size === 0 && !this.#fromAddress()) {
      for (const id of oneOfEach(this.people.values(), AT_FIRST)) this.#add(id);
      this.#told();
    }
  }

  /** Show somebody's phone; on a narrow page instead of the one that is shown. */
  open(id) {
    if (!this.phones.has(id)) this.#add(id);
    this.choose(id);
    this.#told();
    this.phones.get(id).element.scrollIntoView({ inline: "nearest", block: "nearest" });
  }

  close(id) {
    this.phones.get(id)?.element.remove();
    this.phones.delete(id);
    if (this.#chosen === id) this.choose(this.phones.keys().next().value ?? null);
    this.#told();
  }

  choose(id) {
    this.#chosen = id;
    for (const phone of this.phones.values()) phone.element.classList.toggle("chosen", phone.id === id);
    this.#drawSwitcher();
    this.look();
  }

  look() {
    for (const phone of this.phones.values()) phone.look();
  }

  about(person) {
    this.people.set(person.id, person);
    const phone = this.phones.get(person.id);
    if (phone && phone.person.name !== person.name) this.#replace(phone);
    else phone?.about(person);
  }

  /** The server begins anew, and tells everything again. */
  forget() {
    this.people.clear();
    for (const phone of this.phones.values()) phone.forget();
  }

  left(id) {
    this.people.delete(id);
    if (this.phones.has(id)) this.close(id);
  }

  /** Draw the buttons that switch between phones on a narrow page. */
  #drawSwitcher() {
    const buttons = [...this.phones.values()].map(({ id, person }) => {
      const unread = this.people.get(id)?.unread ?? 0;
      const pressed = String(id === this.#chosen);
      return make(
        "button",
        { type: "button", "aria-pressed": pressed, on: { click: () => this.choose(id) } },
        avatar(id, person.name),
        make("span", { text: person.name }),
        unread && id !== this.#chosen ? make("span", { class: "badge", text: String(unread) }) : "",
      );
    });
    this.switcher.replaceChildren(...buttons);
  }

  /** The numbers on the switcher have changed. */
  counted() {
    this.#drawSwitcher();
  }

  #add(id) {
    const phone = this.#newPhone(id);
    this.phones.set(id, phone);
    this.shelf.append(phone.element);
    if (this.#chosen === null) this.choose(id);
  }

  /** A server that began anew may give an old id to somebody else. */
  #replace(old) {
    const phone = this.#newPhone(old.id);
    this.phones.set(old.id, phone);
    old.element.replaceWith(phone.element);
    this.choose(this.#chosen);
  }

  #newPhone(id) {
    return new Phone(this.people.get(id), {
      bot: () => this.bot,
      now: () => this.now,
      read: (chat, message) => this.feed().read(chat, message),
      deeper: () => this.#watch(),
      closed: (closed) => this.close(closed),
    });
  }

  #told() {
    this.none.hidden = this.phones.size > 0;
    this.#watch();
    this.#drawSwitcher();
    const address = [...this.phones.keys()].join(",");
    if (location.hash.slice(1) !== address) history.replaceState(null, "", address ? `#${address}` : location.pathname);
    this.changed(new Set(this.phones.keys()));
  }

  #watch() {
    this.feed().watch(Object.fromEntries([...this.phones.values()].map(({ id, depth }) => [id, depth])));
  }

  #fromAddress() {
    const wanted = location.hash.slice(1).split(",").map(Number).filter((id) => this.people.has(id));
    for (const id of [...this.phones.keys()].filter((one) => !wanted.includes(one) && wanted.length)) this.close(id);
    for (const id of wanted.filter((one) => !this.phones.has(one))) this.#add(id);
    if (wanted.length) this.#told();
    return wanted.length > 0;
  }
}
