// What a locked phone shows: the pushes that came, as the server says they look. An edit never shows.

import { fileAt } from "./acts.js";
import { avatar, button, make, setText } from "./dom.js";
import { dayLong, hour } from "./when.js";
import { LOCK } from "./words.js";

export class LockScreen {
  constructor({ bot, unlock }) {
    this.bot = bot;
    this.clock = make("time", { class: "lock-clock" });
    this.date = make("p", { class: "lock-date" });
    this.empty = make("p", { class: "lock-empty", text: LOCK.empty });
    this.list = make("ol", { class: "pushes", "aria-label": LOCK.pushes });
    this.element = make("section", { class: "lock-screen", "aria-label": LOCK.title, hidden: true }, this.clock, this.date, this.list, this.empty, button(LOCK.unlock, unlock, { class: "unlock" }));
    this.unlock = unlock;
  }

  get locked() {
    return !this.element.hidden;
  }

  lock(now) {
    this.element.hidden = false;
    this.list.replaceChildren();
    this.empty.hidden = false;
    this.at(now);
  }

  open() {
    this.element.hidden = true;
  }

  at(now) {
    setText(this.clock, hour(now));
    setText(this.date, dayLong(now));
  }

  /** A push came: `words`, `picture` (whether the photo is seen) and `silent`. */
  arrived(push, message, at) {
    if (!this.locked) return;
    const bot = this.bot();
    const photo = push.picture && message.photo ? make("img", { src: fileAt(message.photo.at(-1).file_id), alt: LOCK.picture }) : "";
    const head = make("span", { class: "push-head" }, make("strong", { text: bot.first_name }), make("small", { text: `${push.silent ? `${LOCK.silent}, ` : ""}${hour(at)}` }));
    const pressed = make("button", { type: "button", class: "push", on: { click: this.unlock } }, avatar(bot.id, bot.first_name), make("span", { class: "push-about" }, head, make("span", { class: "push-words", text: push.words })), photo);
    this.list.prepend(make("li", {}, pressed));
    this.empty.hidden = true;
  }
}
