// The list of messages on one phone. Only what changed is made anew, however much is said.

import { button, icon, make, setText } from "./dom.js";
import { messageContent } from "./message.js";
import { day, dayKey, moment } from "./when.js";
import { WORDS } from "./words.js";

const NEAR = 48;

export class Conversation {
  #items = new Map();
  #stuck = true;
  #below = 0;

  /** `does` hears presses in messages, `seen` the newest message whenever it is in sight, `earlier` the wish for more. */
  constructor({ does, seen, earlier }) {
    this.does = does;
    this.seen = seen;
    this.botName = "";
    this.list = make("ol", { class: "messages" });
    this.intro = make("div", { class: "intro" });
    this.earlier = button(WORDS.earlier, earlier, { class: "earlier quiet", hidden: true });
    this.badge = make("span", { class: "badge", hidden: true });
    this.jump = make("button", { type: "button", class: "jump", hidden: true, "aria-label": WORDS.newest, title: WORDS.newest, on: { click: () => this.toEnd() } }, icon("down"), this.badge);
    this.scroller = make(
      "div",
      { class: "scroller", tabindex: "0", role: "log", "aria-label": WORDS.messages, on: { scroll: () => this.#scrolled() } },
      this.earlier,
      this.intro,
      this.list,
    );
    this.element = make("div", { class: "conversation" }, this.scroller, this.jump);
    const sizes = new ResizeObserver(() => this.#stuck && this.toEnd());
    sizes.observe(this.list);
    sizes.observe(this.scroller);
  }

  get newest() {
    return Math.max(0, ...this.#items.keys());
  }

  /** The last text the person wrote themselves, which can be edited; undefined where there is none. */
  get lastOwnText() {
    return [...this.#items.values()].map((item) => item.message).findLast((one) => !one.from.is_bot && one.text)?.text;
  }

  update(messages, gone, { earlier }) {
    const height = this.scroller.scrollHeight;
    const oldest = Math.min(Infinity, ...this.#items.keys());
    for (const number of gone) this.#drop(number);
    for (const message of messages) this.#put(message);
    this.earlier.hidden = !earlier;
    this.#arrange();
    const grewAbove = messages.some((one) => one.message_id < oldest) && oldest !== Infinity;
    if (grewAbove && !this.#stuck) this.scroller.scrollTop += this.scroller.scrollHeight - height;
    this.#follow(messages.filter((one) => one.message_id > oldest && one.from.is_bot && !one.edit_date).length);
  }

  clear() {
    this.#items.clear();
    this.list.replaceChildren();
  }

  /** What stands there before anything is said. */
  introduce(title, text) {
    this.intro.hidden = !text || this.#items.size > 0;
    if (!this.intro.hidden && this.intro.dataset.text !== text) {
      this.intro.dataset.text = text;
      this.intro.replaceChildren(make("strong", { text: title }), make("p", { text }));
    }
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#stuck = true;
    this.look();
  }

  /** Tell what is in sight, if the end is. */
  look() {
    if (!this.#stuck || this.scroller.offsetParent === null) return;
    this.#below = 0;
    this.jump.hidden = true;
    if (this.#items.size) this.seen(this.newest);
  }

  #put(message) {
    const number = message.message_id;
    const content = messageContent(message, this.botName, this.does);
    const known = this.#items.get(number);
    if (known) {
      known.message = message;
      const refocus = known.element.contains(document.activeElement);
      known.body.replaceChildren(...content);
      if (refocus) (known.body.querySelector(".key") ?? this.scroller).focus({ preventScroll: true });
      return;
    }
    const body = make("div", { class: "body" }, ...content);
    const side = message.from.is_bot ? "theirs" : "mine";
    const kept = message.has_protected_content ? " kept" : "";
    const element = make("li", { class: side + kept, data: { id: number } }, body);
    const next = [...this.#items].find(([other]) => other > number)?.[1].element;
    if (next) {
      next.before(element);
      this.#items.set(number, { message, element, body });
      this.#items = new Map([...this.#items].sort(([one], [other]) => one - other));
    } else {
      this.list.append(element);
      this.#items.set(number, { message, element, body });
    }
  }

  #drop(number) {
    this.#items.get(number)?.element.remove();
    this.#items.delete(number);
  }

  /** Put the day above the first message of each, and join what one side says in a row. */
  #arrange() {
    let before = null;
    for (const { message, element } of this.#items.values()) {
      const at = moment(message.date);
      const isNewDay = !before || dayKey(moment(before.date)) !== dayKey(at);
      let label = element.querySelector(":scope > .day");
      if (isNewDay && !label) {
        label = make("span", { class: "day" });
        element.prepend(label);
      }
      if (isNewDay) setText(label, day(at));
      else label?.remove();
      element.classList.toggle("goes-on", !isNewDay && before.from.is_bot === message.from.is_bot);
      element.classList.toggle("kept", Boolean(message.has_protected_content));
      before = message;
    }
  }

  #follow(arrived) {
    if (this.#stuck) {
      this.toEnd();
      return;
    }
    this.#below += arrived;
    this.jump.hidden = false;
    this.badge.hidden = this.#below === 0;
    setText(this.badge, String(this.#below));
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    this.#stuck = scrollHeight - scrollTop - clientHeight < NEAR;
    if (this.#stuck) this.look();
    else this.jump.hidden = false;
  }
}
