// Questions of the page itself: a form in a dialog that answers with what was filled in, or null.

import { button, make } from "./dom.js";
import { WORDS } from "./words.js";

let count = 0;

/** Show a picture as large as the page allows; a press or Escape puts it away. */
export function enlarge(address, words) {
  const picture = make("img", { src: address, alt: words });
  const close = button(WORDS.close, () => dialog.close(), { class: "strong" });
  const dialog = make("dialog", { class: "large", "aria-label": words, on: { click: () => dialog.close(), close: () => dialog.remove() } }, picture, close);
  document.body.append(dialog);
  dialog.showModal();
}

/** Ask; `fields` are `{name, label, hint, type, value, accept, required}`. Resolves to the values, or null. */
export function ask({ title, text, fields = [], confirm, grave = false }) {
  count += 1;
  const heading = make("h2", { id: `question-${count}`, text: title });
  const inputs = fields.map((about, at) => field(about, `field-${count}-${at}`));
  const cancel = button(WORDS.cancel, () => dialog.close(), { class: "quiet" });
  const agree = make("button", { type: "submit", class: grave ? "strong grave" : "strong", text: confirm });
  const form = make("form", { method: "dialog" }, heading, text ? make("p", { text }) : "", ...inputs.map((one) => one.whole), make("div", { class: "answers" }, cancel, agree));
  const dialog = make("dialog", { class: "question", "aria-labelledby": heading.id }, form);
  document.body.append(dialog);
  return new Promise((answer) => {
    let given = null;
    form.addEventListener("submit", () => {
      given = Object.fromEntries(inputs.map((one) => [one.name, one.value()]));
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(given);
    });
    dialog.showModal();
  });
}

function field({ name, label, hint, type = "text", value = "", required = false }, id) {
  const input = make("input", { id, name, type, value: type === "checkbox" ? null : value, required, autocomplete: "off", "aria-describedby": hint ? `${id}-hint` : null });
  if (type === "checkbox") input.checked = Boolean(value);
  const caption = make("label", { for: id, text: label });
  const whole = make("div", { class: `field ${type}` }, ...(type === "checkbox" ? [input, caption] : [caption, input]), hint ? make("small", { id: `${id}-hint`, text: hint }) : "");
  return { name, whole, value: () => (type === "checkbox" ? input.checked : input.value.trim()) };
}
