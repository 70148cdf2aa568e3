// The buttons under a message, and the keyboard of the phone.

import { button, make } from "./dom.js";

/** Buttons under a message; `does.press` hears a press with label, data, message and the button itself. */
export function inlineKeyboard(markup, message, does) {
  const keys = markup.inline_keyboard.map((row) => make("div", { class: "row" }, ...row.map((key) => inline(key, message, does))));
  return make("div", { class: "keys" }, ...keys);
}

function inline(key, message, does) {
  if (key.url) {
    const opened = (event) => {
      if (does.link(key.url)) event.preventDefault();
    };
    return make("a", { class: "key", href: key.url, target: "_blank", rel: "noopener noreferrer", text: key.text, on: { click: opened } });
  }
  if (key.copy_text) return button(key.text, () => does.copy(key.copy_text.text), { class: "key" });
  const pressed = (event) => does.press(key.text, key.callback_data, message, event.currentTarget);
  return button(key.text, pressed, { class: "key" });
}

/** The keyboard in place of the phone's own; `press` hears the button. */
export function replyKeyboard(markup, press) {
  const rows = markup.keyboard.map((row) =>
    make("div", { class: "row" }, ...row.map((key) => {
      const words = typeof key === "string" ? { text: key } : key;
      return button(words.text, () => press(words), { class: "key" });
    })),
  );
  return make("div", { class: "keys reply-keys" }, ...rows);
}
