// The foot of a phone: text, commands, files, the keyboard of the bot; or the one button there is instead.

import { ask } from "./dialogs.js";
import { button, icon, make, tool } from "./dom.js";
import { replyKeyboard } from "./keyboards.js";
import { menuButton } from "./menu.js";
import { WORDS } from "./words.js";

const TALLEST = 120;

export class Composer {
  #commands = [];
  #keyboard = null;
  #shown = "";
  #editing = false;

  /** `does`: `say`, `edit`, `lastOwnText`, `send` (files), `press` (of the reply keyboard), `start`, `unblock`. */
  constructor(name, does) {
    this.does = does;
    this.text = make("textarea", { rows: "1", placeholder: WORDS.chooseText, "aria-label": `${WORDS.chooseText}: ${name}`, enterkeyhint: "send", on: { input: () => this.#typed(), keydown: (event) => this.#key(event) } });
    this.files = make("input", { type: "file", hidden: true, multiple: true, on: { change: () => this.#chosen() } });
    const opener = tool("menu", WORDS.commands, () => {}, { class: "tool commands-opener" });
    this.menu = menuButton(opener, () => this.#commands.map((one) => this.#command(one)), { class: "menu commands" });
    this.toggle = tool("keyboard", WORDS.keyboard, () => this.#toggleKeyboard(), { hidden: true, "aria-expanded": "true" });
    this.submit = make("button", { type: "submit", class: "tool send", "aria-label": WORDS.send, title: WORDS.send, disabled: true }, icon("send"));
    this.hints = make("div", { class: "hints", hidden: true });
    this.note = make("div", { class: "note", hidden: true }, make("span", { text: WORDS.editing }), tool("close", WORDS.cancel, () => this.#stopEditing()));
    this.form = make("form", { class: "composer", on: { submit: (event) => this.#submitted(event) } }, this.menu, tool("attach", WORDS.attach, () => this.files.click()), this.text, this.toggle, this.submit, this.files);
    this.keys = make("div", { class: "keyboard-place", hidden: true });
    this.only = make("div", { class: "only", hidden: true });
    this.element = make("div", { class: "below" }, this.hints, this.note, this.form, this.keys, this.only);
  }

  update({ commands, keyboard, blocked, started }) {
    this.#commands = commands;
    this.menu.hidden = commands.length === 0;
    if (JSON.stringify(keyboard) !== JSON.stringify(this.#keyboard)) this.#lay(keyboard);
    const instead = blocked ? "unblock" : started ? "" : "start";
    if (this.#shown === instead) return;
    this.#shown = instead;
    this.form.hidden = Boolean(instead);
    this.only.hidden = !instead;
    this.only.replaceChildren(...this.#instead(instead));
  }

  #instead(what) {
    if (what === "start") return [button(WORDS.start, this.does.start, { class: "strong" })];
    if (what === "unblock") return [make("p", { text: WORDS.blockedHint }), button(WORDS.unblock, this.does.unblock, { class: "strong" })];
    return [];
  }

  #lay(keyboard) {
    this.#keyboard = keyboard;
    this.keys.replaceChildren(...(keyboard ? [replyKeyboard(keyboard, (key) => this.does.press(key))] : []));
    this.keys.hidden = !keyboard;
    this.text.placeholder = keyboard?.input_field_placeholder || WORDS.chooseText;
    this.toggle.hidden = !keyboard;
    this.toggle.setAttribute("aria-expanded", String(Boolean(keyboard)));
  }

  #toggleKeyboard() {
    this.keys.hidden = !this.keys.hidden;
    this.toggle.setAttribute("aria-expanded", String(!this.keys.hidden));
  }

  #command(one) {
    return { label: one.description, code: `/${one.command}`, act: () => this.does.say(`/${one.command}`) };
  }

  #typed() {
    this.submit.disabled = !this.text.value.trim();
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, TALLEST)}px`;
    const begun = /^\/(\w*)$/.exec(this.text.value);
    const found = begun ? this.#commands.filter((one) => one.command.startsWith(begun[1])) : [];
    this.hints.hidden = found.length === 0;
    this.hints.replaceChildren(...found.map((one) => this.#hint(one)));
  }

  #hint(one) {
    const chosen = () => {
      this.#empty();
      this.does.say(`/${one.command}`);
    };
    return make("button", { type: "button", on: { click: chosen, keydown: (event) => this.#stepHint(event) } }, make("b", { text: `/${one.command}` }), make("span", { text: one.description }));
  }

  #stepHint(event) {
    const to = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (!to && event.key !== "Escape") return;
    event.preventDefault();
    ((to && event.currentTarget[to]) || this.text).focus();
  }

  #key(event) {
    const touch = matchMedia("(pointer: coarse)").matches;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !touch) {
      event.preventDefault();
      this.form.requestSubmit();
    } else if (event.key === "ArrowUp" && !this.hints.hidden) {
      event.preventDefault();
      this.hints.lastElementChild.focus();
    } else if (event.key === "ArrowUp" && !this.text.value && this.does.lastOwnText()) {
      event.preventDefault();
      this.#editing = true;
      this.note.hidden = false;
      this.#fill(this.does.lastOwnText());
    } else if (event.key === "Escape") this.#stopEditing();
  }

  #submitted(event) {
    event.preventDefault();
    const words = this.text.value.trim();
    if (!words) return;
    const act = this.#editing ? this.does.edit : this.does.say;
    this.#stopEditing();
    act(words);
  }

  #stopEditing() {
    this.#editing = false;
    this.note.hidden = true;
    this.#empty();
  }

  #empty() {
    this.#fill("");
    this.text.focus();
  }

  #fill(words) {
    this.text.value = words;
    this.#typed();
  }

  async #chosen() {
    const files = [...this.files.files];
    this.files.value = "";
    await this.offer(files);
  }

  /** Ask how files are to be sent, then send them; several go as an album. */
  async offer(files) {
    if (!files.length) return;
    const arePictures = files.every((file) => /^image\/(png|jpeg)$/.test(file.type));
    const fields = [{ name: "caption", label: WORDS.caption }];
    if (arePictures) fields.push({ name: "photo", label: WORDS.asPhoto, type: "checkbox", value: true });
    const text = files.map((file) => file.name).join(", ");
    const given = await ask({ title: WORDS.sendFile, text, fields, confirm: WORDS.send });
    if (given) await this.does.send(files, { caption: given.caption, photo: Boolean(given.photo) });
  }
}
