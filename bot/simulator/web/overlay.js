// What lies over a phone for a moment: a box that must be answered, and a line that passes.

import { button, make, setText } from "./dom.js";

const TOAST_FOR = 4000;

export class Overlay {
  #timer = 0;

  /** `under` cannot be reached while a box is open. */
  constructor(id, under) {
    this.id = id;
    this.under = under;
    this.place = make("div", { class: "overlay", hidden: true });
    this.toast = make("p", { class: "toast", role: "status", hidden: true });
  }

  /** A box with answers `{label, act, strong}`; the last has the focus, Escape takes the first. */
  ask(title, text, answers) {
    const back = document.activeElement;
    const leave = (act) => {
      this.place.hidden = true;
      this.under.inert = false;
      back?.focus?.();
      act?.();
    };
    const keys = answers.map(({ label, act, strong }) => button(label, () => leave(act), { class: strong ? "strong" : "quiet" }));
    const name = `box-${this.id}`;
    const about = { class: "box", role: "alertdialog", "aria-modal": "true", "aria-labelledby": name, "aria-describedby": `${name}-text` };
    const box = make("div", about, make("h3", { id: name, text: title }), make("p", { id: `${name}-text`, text }), make("div", { class: "answers" }, ...keys));
    box.addEventListener("keydown", (event) => event.key === "Escape" && leave(answers[0].act));
    this.place.replaceChildren(box);
    this.place.hidden = false;
    this.under.inert = true;
    keys.at(-1).focus();
  }

  /** A line that is gone after seconds. */
  show(text) {
    setText(this.toast, text);
    this.toast.hidden = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.toast.hidden = true), TOAST_FOR);
  }
}
