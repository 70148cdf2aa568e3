// One phone: the chat of one person with the bot, and what can be done with it.

import * as acts from "./acts.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { ask } from "./dialogs.js";
import { avatar, make, setText, tool } from "./dom.js";
import { LockScreen } from "./lock_screen.js";
import { menuButton } from "./menu.js";
import { Overlay } from "./overlay.js";
import { roleName, roleOf } from "./roles.js";
import { WORDS } from "./words.js";

const STEP = 60;
const TYPING_FOR = 5000;
const BUSY_FOR = 15000;
const OF_A_BOT = /^https?:\/\/t\.me\/(\w+)(?:\?start=[\w-]+)?$/i;

export class Phone {
  depth = STEP;
  read = 0;
  #busy = new Set();
  #typing = 0;

  /** `desk` knows `bot()`, `now()`, and hears `read`, `deeper`, `closed`. */
  constructor(person, desk) {
    this.id = person.id;
    this.person = person;
    this.desk = desk;
    this.conversation = new Conversation({ does: this.#presses(), seen: (number) => this.#seen(number), earlier: () => this.#deeper() });
    this.composer = new Composer(person.name, this.#deeds());
    this.lockScreen = new LockScreen({ bot: desk.bot, unlock: () => this.unlock() });
    this.inside = make("div", { class: "inside" }, this.#head(), this.conversation.element, this.composer.element);
    this.overlay = new Overlay(this.id, this.inside);
    this.case = make("div", { class: "case" }, this.inside, this.lockScreen.element, this.overlay.place, this.overlay.toast);
    this.element = make("section", { class: "phone", "aria-label": person.name, data: { id: person.id } }, this.#label(), this.case);
    this.#takeDrops();
    this.about(person);
    this.met(desk.bot());
  }

  /** The person has changed: name, role, blocked. */
  about(person) {
    this.person = person;
    const role = roleOf(person.menu);
    setText(this.role, roleName(role));
    this.role.dataset.role = role;
    if (person.unread > 0) this.#seeAgain();
  }

  /** The bot has told about itself. */
  met(bot) {
    setText(this.botName, bot.first_name);
    this.conversation.botName = bot.first_name;
    this.conversation.introduce(WORDS.botAbout, bot.description);
  }

  update(news) {
    if (news.messages.some((one) => one.from.is_bot)) this.#stopTyping();
    this.conversation.update(news.messages, news.gone, news);
    this.conversation.introduce(WORDS.botAbout, this.desk.bot().description);
    this.composer.update(news);
    this.element.classList.toggle("blocked", news.blocked);
    this.blocked = news.blocked;
  }

  /** The bot has called something in this chat: what is heard of it besides the messages. */
  happened(entry) {
    const sent = [entry.response.result].flat();
    entry.pushes?.forEach((push, number) => this.lockScreen.arrived(push, sent[number], new Date(entry.at)));
    if (entry.actor !== "bot" || !entry.response.ok) return;
    if (entry.method === "sendChatAction") this.#startTyping();
    if (entry.method === "answerCallbackQuery") this.#answered(entry.parameters);
  }

  /** The server has begun anew: forget what stood here. */
  forget() {
    this.read = 0;
    this.conversation.clear();
  }

  look() {
    if (!this.lockScreen.locked) this.conversation.look();
  }

  lock() {
    this.lockScreen.lock(this.desk.now());
    this.inside.inert = true;
    this.lockScreen.element.querySelector(".unlock").focus();
  }

  unlock() {
    this.lockScreen.open();
    this.inside.inert = false;
    this.conversation.toEnd();
    this.composer.text.focus();
  }

  #label() {
    this.role = make("span", { class: "role" });
    return make(
      "header",
      { class: "label" },
      avatar(this.id, this.person.name),
      make("h2", { text: this.person.name, title: this.person.name }),
      this.role,
      tool("close", `${WORDS.closePhone}: ${this.person.name}`, () => this.desk.closed(this.id)),
    );
  }

  #head() {
    this.botName = make("strong");
    this.state = make("small", { text: WORDS.bot, "aria-live": "polite" });
    const more = tool("more", WORDS.menuOf(this.person.name), () => {});
    return make(
      "div",
      { class: "head" },
      avatar(this.desk.bot().id, this.desk.bot().first_name),
      make("span", { class: "head-about" }, this.botName, this.state),
      tool("lock", `${WORDS.lockScreen}: ${this.person.name}`, () => this.lock()),
      menuButton(more, () => this.#actions(), { class: "menu right" }),
    );
  }

  #actions() {
    return [
      { label: WORDS.openLink, drawing: "link", act: () => this.#openLink() },
      { label: WORDS.shareContact, drawing: "people", act: () => this.#shareContact() },
      this.blocked
        ? { label: WORDS.unblock, drawing: "block", act: () => this.#do(acts.unblocks(this.id)) }
        : { label: WORDS.blockBot, drawing: "block", act: () => this.#do(acts.blocks(this.id)) },
      { label: WORDS.deletePerson, drawing: "bin", act: () => this.#delete(), grave: true },
    ];
  }

  #presses() {
    return {
      press: (label, data, message, key) => this.#press(label, data, message, key),
      command: (words) => this.#do(acts.says(this.id, words)),
      link: (address) => this.#follow(address),
      copy: async (words) => {
        await navigator.clipboard.writeText(words);
        this.overlay.show(WORDS.copied);
      },
    };
  }

  #deeds() {
    return {
      say: (words) => this.#do(acts.says(this.id, words)),
      edit: (words) => this.#do(acts.edits(this.id, words)),
      lastOwnText: () => this.conversation.lastOwnText,
      send: (files, how) => this.#do(acts.sends(this.id, files, how)),
      press: (key) => (key.request_contact ? this.#shareContact() : this.#do(acts.types(this.id, key.text))),
      start: () => this.#do(acts.says(this.id, "/start")),
      unblock: () => this.#do(acts.unblocks(this.id)),
    };
  }

  async #press(label, data, message, key) {
    key.setAttribute("aria-busy", "true");
    this.#busy.add(key);
    setTimeout(() => this.#free(key), BUSY_FOR);
    if (!(await this.#do(acts.presses(this.id, message, label, data)))) this.#free(key);
  }

  #free(key) {
    key.removeAttribute("aria-busy");
    this.#busy.delete(key);
  }

  #answered(words) {
    for (const key of this.#busy) this.#free(key);
    if (!words.text) return;
    if (String(words.show_alert).toLowerCase() === "true") this.#alert(words.text);
    else this.overlay.show(words.text);
  }

  /** Do something as this person; says on the phone why not, where it cannot be done. */
  async #do(act) {
    this.conversation.toEnd();
    try {
      await act;
      return true;
    } catch (problem) {
      const reason = { "not on the screen": WORDS.notOnScreen, "Request Entity Too Large": WORDS.tooLarge }[problem.message];
      this.overlay.show(WORDS.problem(reason ?? problem.message));
      return false;
    }
  }

  /** A link to this bot starts it here; others open as links do. */
  #follow(address) {
    if (OF_A_BOT.exec(address)?.[1] !== this.desk.bot().username) return false;
    this.#do(acts.follows(this.id, address));
    return true;
  }

  async #openLink() {
    const given = await ask({ title: WORDS.openLink, text: WORDS.linkText, fields: [{ name: "link", label: WORDS.linkLabel, type: "url", required: true }], confirm: WORDS.open });
    if (given && !this.#follow(given.link)) this.overlay.show(WORDS.linkWrong);
  }

  #shareContact() {
    this.overlay.ask(WORDS.contactQuestion, WORDS.contactText, [
      { label: WORDS.cancel },
      { label: WORDS.share, act: () => this.#do(acts.sharesContact(this.id)), strong: true },
    ]);
  }

  async #delete() {
    if (await ask({ title: WORDS.deleteQuestion, text: `${this.person.name}. ${WORDS.deleteText}`, confirm: WORDS.deletePerson, grave: true })) {
      await this.#do(acts.leaves(this.id));
    }
  }

  #alert(text) {
    this.overlay.ask(this.desk.bot().first_name, text, [{ label: WORDS.ok, strong: true }]);
  }

  #startTyping() {
    setText(this.state, WORDS.typing);
    this.state.classList.add("typing");
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#stopTyping(), TYPING_FOR);
  }

  #stopTyping() {
    setText(this.state, WORDS.bot);
    this.state.classList.remove("typing");
  }

  #seen(number) {
    if (this.lockScreen.locked || document.hidden || number === this.read) return;
    this.read = number;
    this.desk.read(this.id, number);
  }

  /** The server does not know any more what was seen here. */
  #seeAgain() {
    this.read = 0;
    this.look();
  }

  #deeper() {
    this.depth += STEP;
    this.desk.deeper();
  }

  #takeDrops() {
    this.inside.addEventListener("dragover", (event) => event.preventDefault());
    this.inside.addEventListener("drop", (event) => {
      event.preventDefault();
      this.composer.offer([...event.dataTransfer.files]);
    });
  }
}
