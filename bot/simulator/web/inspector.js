// What really passed between the bot and the phones that are open: raw updates and calls.

import { button, make, setText, tool } from "./dom.js";
import { second } from "./when.js";
import { WORDS } from "./words.js";

const MOST = 300;
const KINDS = { all: WORDS.all, update: WORDS.updates, call: WORDS.calls };

export class Inspector {
  constructor({ close, nameOf }) {
    this.nameOf = nameOf;
    this.list = make("ol", { class: "passed", "aria-label": WORDS.inspector, data: { kind: "all" } });
    this.none = make("p", { class: "empty", text: WORDS.nothingPassed });
    this.kinds = Object.entries(KINDS).map(([kind, label]) => button(label, () => this.#choose(kind), { "aria-pressed": String(kind === "all"), data: { kind } }));
    this.element = make(
      "section",
      { class: "panel inspector", "aria-label": WORDS.inspector },
      make("header", { class: "panel-head" }, make("h2", { text: WORDS.inspector }), tool("close", `${WORDS.close}: ${WORDS.inspector}`, close)),
      make("div", { class: "choice", role: "group", "aria-label": WORDS.inspector }, ...this.kinds),
      this.none,
      this.list,
    );
  }

  /** A call of the bot, with its response. */
  call(entry) {
    const refused = !entry.response.ok;
    const label = refused ? `${WORDS.fromBot}, ${WORDS.refused}` : WORDS.fromBot;
    this.#add("call", entry.method, label, entry, { parameters: entry.parameters, response: entry.response }, refused);
  }

  /** An update for the bot, as it was queued. */
  update(update) {
    const kind = Object.keys(update.update).find((name) => name !== "update_id");
    this.#add("update", kind, WORDS.toBot, update, update.update, false);
  }

  clear() {
    this.list.replaceChildren();
    this.none.hidden = false;
  }

  #add(kind, name, label, { at, chat_id }, content, refused) {
    const text = make("pre", { tabindex: "0" });
    const summary = make("summary", {}, make("span", { class: `way ${kind}`, text: label }), make("strong", { text: name }), make("small", { text: `${this.nameOf(chat_id)}, ${second(new Date(at))}` }));
    const details = make("details", { class: refused ? "refused" : null }, summary, text);
    details.addEventListener("toggle", () => setText(text, JSON.stringify(content, null, 2)), { once: true });
    this.list.prepend(make("li", { data: { kind } }, details));
    this.none.hidden = true;
    if (this.list.childElementCount > MOST) this.list.lastElementChild.remove();
  }

  #choose(kind) {
    this.list.dataset.kind = kind;
    for (const one of this.kinds) one.setAttribute("aria-pressed", String(one.dataset.kind === kind));
  }
}
