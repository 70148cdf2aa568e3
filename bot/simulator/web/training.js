// Guided exercises: what to do step by step; the server notices what is done.

import { call } from "./acts.js";
import { ask } from "./dialogs.js";
import { button, icon, make, setText, tool } from "./dom.js";
import { second } from "./when.js";
import { TRAINING, WORDS } from "./words.js";

const AFTER = 250;

export class Training {
  #all = [];
  #over = "impossible";
  #open = null;
  #timer = 0;
  #asked = "";

  /** `people` gives `{id, name}` of whom an exercise can be done as; `opened` shows a phone; `later` moves the clock by a day. */
  constructor({ close, people, opened, later }) {
    this.people = people;
    this.opened = opened;
    this.later = later;
    this.cards = make("div", { class: "exercises" });
    this.over = button(TRAINING.startOver, () => this.#startOver(), { class: "over quiet", hidden: true });
    this.said = make("p", { class: "unseen", role: "status" });
    this.coach = make("button", { type: "button", class: "coach", hidden: true });
    this.element = make(
      "section",
      { class: "panel training", "aria-label": WORDS.training },
      make("header", { class: "panel-head" }, make("h2", { text: WORDS.training }), tool("close", `${WORDS.close}: ${WORDS.training}`, close)),
      this.cards,
      this.over,
      this.said,
    );
  }

  /** Whom the server suggests for exercises. */
  get suggested() {
    return this.#all.map((one) => one.suggested).filter((id) => id !== null);
  }

  get wanted() {
    return this.element.isConnected || this.#all.some((one) => one.state === "running");
  }

  /** Something happened: look soon how far everybody is, once for all that happens meanwhile. */
  stir() {
    if (this.#timer || !this.wanted) return;
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      this.look();
    }, AFTER);
  }

  async look() {
    const { exercises, start_over } = await call("GET", "training");
    this.#over = start_over;
    this.#tell(exercises);
    this.#all = exercises;
    this.#draw();
  }

  /** Say in one line what to do next, where the panel is not open. */
  #coach() {
    const running = this.#running();
    this.coach.hidden = !running || this.element.isConnected;
    if (!running) return;
    const at = running.steps.findIndex((step) => !step.done);
    this.coach.replaceChildren(icon("steps"), make("span", {}, make("strong", { text: TRAINING.step(at + 1, running.steps.length) }), ` ${running.steps[at].words}`));
  }

  #running() {
    const running = this.#all.filter((one) => one.state === "running");
    return running.find((one) => one.key === this.#open) ?? running[0];
  }

  /** Read out what has just been done. */
  #tell(exercises) {
    for (const now of exercises) {
      const before = this.#all.find((one) => one.key === now.key);
      const done = count(now);
      if (!before || done <= count(before)) continue;
      setText(this.said, now.state === "done" ? TRAINING.finished(now.title) : TRAINING.stepDone(done, now.steps.length));
    }
  }

  #draw() {
    this.#coach();
    this.over.hidden = this.#over === "impossible";
    this.over.disabled = this.#over === "wanted";
    setText(this.over, this.#over === "wanted" ? TRAINING.startsOver : TRAINING.startOver);
    const drawn = JSON.stringify([this.#all, this.#open, this.people()]);
    if (!this.element.isConnected || drawn === this.#asked) return;
    this.#asked = drawn;
    const focused = document.activeElement?.dataset?.focus;
    const groups = Object.entries(TRAINING.roles).map(([role, name]) => [name, this.#all.filter((one) => one.role === role)]);
    this.cards.replaceChildren(...groups.filter(([, some]) => some.length).map(([name, some]) => make("section", {}, make("h3", { text: name }), ...some.map((one) => this.#card(one)))));
    if (focused) this.cards.querySelector(`[data-focus="${focused}"]`)?.focus();
  }

  /** The panel has been opened. */
  shown() {
    this.#asked = "";
    this.look();
  }

  hidden() {
    this.#coach();
  }

  #card(one) {
    const open = one.key === this.#open;
    const head = make(
      "button",
      { type: "button", class: "card-head", "aria-expanded": String(open), data: { focus: `head-${one.key}` }, on: { click: () => this.#unfold(open ? null : one.key) } },
      make("span", { class: "card-title", text: one.title }),
      make("span", { class: `state ${one.state}`, text: one.state === "running" ? TRAINING.progress(count(one), one.steps.length) : TRAINING.states[one.state] }),
    );
    return make("article", { class: `card${open ? " open" : ""}` }, make("h4", {}, head), ...(open ? this.#inside(one) : []));
  }

  #inside(one) {
    const at = one.state === "running" ? one.steps.findIndex((step) => !step.done) : -1;
    const steps = one.steps.map((step, number) =>
      make(
        "li",
        { class: step.done ? "done" : number === at ? "now" : null, "aria-current": number === at ? "step" : null },
        make("span", { class: "mark" }, step.done ? icon("tick") : String(number + 1)),
        make("span", {}, step.done ? make("span", { class: "unseen", text: `${TRAINING.states.done}: ` }) : "", step.words, step.at ? make("small", { text: ` ${second(new Date(step.at))}` }) : ""),
      ),
    );
    return [make("p", { class: "goal", text: one.goal }), make("ol", { class: "steps" }, ...steps), one.state === "new" ? this.#begin(one) : this.#goOn(one)];
  }

  #begin(one) {
    const people = this.people();
    const suggested = people.find((person) => person.id === one.suggested) ?? people.find((person) => person.fits === one.role) ?? people[0];
    const choice = make(
      "select",
      { data: { focus: `as-${one.key}` }, id: `as-${one.key}` },
      ...people.map((person) => make("option", { value: String(person.id), text: person.name, selected: person === suggested })),
    );
    const start = button(TRAINING.start, () => this.#start(one.key, Number(choice.value)), { class: "strong", disabled: people.length === 0, data: { focus: `start-${one.key}` } });
    return make("div", { class: "card-foot" }, make("label", { for: choice.id, text: TRAINING.as }), choice, start);
  }

  #goOn(one) {
    const name = this.people().find((person) => person.id === one.person)?.name;
    return make(
      "div",
      { class: "card-foot" },
      name ? button(TRAINING.phoneOf(name), () => this.opened(one.person), { class: "quiet", data: { focus: `phone-${one.key}` } }) : "",
      one.state === "running" ? button(TRAINING.later, this.later, { class: "quiet", data: { focus: `later-${one.key}` } }) : "",
      button(TRAINING.reset, () => this.#reset(one.key), { class: "quiet", data: { focus: `start-${one.key}` } }),
    );
  }

  #unfold(key) {
    this.#open = key;
    this.#draw();
  }

  async #start(key, person) {
    await call("POST", `training/${key}/start`, { person });
    this.opened(person);
    await this.look();
  }

  async #startOver() {
    if (!(await ask({ title: TRAINING.startOverQuestion, text: TRAINING.startOverText, confirm: TRAINING.startOver, grave: true }))) return;
    await call("POST", "training/reset");
    await this.look();
  }

  async #reset(key) {
    await call("POST", `training/${key}/reset`);
    await this.look();
  }
}

const count = (exercise) => exercise.steps.filter((step) => step.done).length;
