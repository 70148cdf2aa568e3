// A small menu under a button: opened by press or arrow, left by Escape, choice or a press elsewhere.

import { icon, make } from "./dom.js";

/** Returns button and menu in one element. `items` gives, at every opening, `{label, drawing, act, grave}`. */
export function menuButton(opener, items, about = {}) {
  const list = make("div", { class: "menu", role: "menu", hidden: true, ...about });
  const whole = make("div", { class: "menu-place" }, opener, list);
  opener.setAttribute("aria-haspopup", "menu");
  opener.setAttribute("aria-expanded", "false");

  const close = (refocus) => {
    if (list.hidden) return;
    list.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    if (refocus) opener.focus();
  };
  const open = () => {
    list.replaceChildren(...items().map((item) => entry(item, close)));
    list.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    list.firstElementChild?.focus();
  };
  opener.addEventListener("click", () => (list.hidden ? open() : close(true)));
  whole.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close(true);
    }
    if (event.key === "ArrowDown" && list.hidden) open();
    else if (event.key === "ArrowDown") step(list, 1);
    else if (event.key === "ArrowUp") step(list, -1);
    else return;
    event.preventDefault();
  });
  whole.addEventListener("focusout", (event) => {
    if (!whole.contains(event.relatedTarget)) close(false);
  });
  return whole;
}

function entry(item, close) {
  const chosen = () => {
    close(true);
    item.act();
  };
  return make(
    "button",
    { type: "button", role: "menuitem", tabindex: "-1", class: item.grave ? "grave" : null, on: { click: chosen } },
    item.drawing ? icon(item.drawing) : "",
    item.code ? make("b", { text: item.code }) : "",
    make("span", { text: item.label }),
  );
}

function step(list, by) {
  const all = [...list.children];
  const at = all.indexOf(document.activeElement);
  all[(at + by + all.length) % all.length]?.focus();
}
