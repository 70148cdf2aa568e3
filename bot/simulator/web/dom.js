// Makes elements. Text goes in as text nodes, never as markup.

const ICONS = {
  people: "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zm0 2c-3.2 0-6 1.7-6 4v1.6h12V17c0-2.3-2.8-4-6-4zm7-2.3a2.6 2.6 0 1 0-1.1-5 5 5 0 0 1 0 5zm.6 2c1.3 1 2.2 2.4 2.2 4.3v1.6H21V17c0-2-1.8-3.7-4.4-4.3z",
  more: "M12 7.5a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zm0 6.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zm0 6.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z",
  send: "M3.4 20.4 21 12 3.4 3.6 3.3 10.2 15 12 3.3 13.8z",
  attach: "M16.5 6.5v10a4.5 4.5 0 0 1-9 0V5.8a3 3 0 0 1 6 0v9.7a1.5 1.5 0 0 1-3 0V6.5H9v9a3 3 0 0 0 6 0V5.8a4.5 4.5 0 0 0-9 0v10.7a6 6 0 0 0 12 0v-10z",
  menu: "M4 6.5h16v2H4zm0 4.5h16v2H4zm0 4.5h16v2H4z",
  close: "M6.4 5 5 6.4l5.6 5.6L5 17.6 6.4 19l5.6-5.6 5.6 5.6 1.4-1.4-5.6-5.6L19 6.4 17.6 5 12 10.6z",
  lock: "M12 2.5A4.5 4.5 0 0 0 7.5 7v2.5H6A1.5 1.5 0 0 0 4.5 11v8.5A1.5 1.5 0 0 0 6 21h12a1.5 1.5 0 0 0 1.5-1.5V11A1.5 1.5 0 0 0 18 9.5h-1.5V7A4.5 4.5 0 0 0 12 2.5zm-2.5 7V7a2.5 2.5 0 0 1 5 0v2.5z",
  moon: "M20.5 14.5A8.5 8.5 0 0 1 9.5 3.5a8.5 8.5 0 1 0 11 11z",
  code: "m8.5 6.5-5.5 5.5 5.5 5.5 1.4-1.4L5.8 12l4.1-4.1zm7 0-1.4 1.4 4.1 4.1-4.1 4.1 1.4 1.4L21 12z",
  steps: "M9 5.5h12v2H9zm0 5.5h12v2H9zm0 5.5h12v2H9zM3 5l1.2-1.2 1 1 2-2L8.4 4 5.2 7.2zm0 5.5 1.2-1.2 1 1 2-2 1.2 1.2-3.2 3.2zm.4 5.5h3v3h-3z",
  file: "M6 2.5h8l5 5V20a1.5 1.5 0 0 1-1.5 1.5h-11.5A1.5 1.5 0 0 1 4.5 20V4A1.5 1.5 0 0 1 6 2.5zm7.5 1.5v4h4z",
  down: "m12 16.5-7-7 1.4-1.4 5.6 5.6 5.6-5.6L19 9.5z",
  add: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  keyboard: "M3 6h18v12H3zm3 3v1.6h1.6V9zm3.5 0v1.6h1.6V9zM13 9v1.6h1.6V9zm3.5 0v1.6H18V9zM6 13.4V15h12v-1.6z",
  shield: "M12 2.5 4.5 5.5v6c0 4.5 3.2 8.3 7.5 10 4.3-1.7 7.5-5.5 7.5-10v-6z",
  muted: "M12 21a2 2 0 0 0 2-2h-4a2 2 0 0 0 2 2zM4 3.3 2.7 4.6l4 4A6 6 0 0 0 6.5 10v4L5 16v1h10.2l4.2 4.2 1.3-1.3zm13.5 9.4V10a5.5 5.5 0 0 0-4-5.3V4a1.5 1.5 0 0 0-3 0v.7a5 5 0 0 0-1.3.6z",
  link: "M10.6 13.4a1 1 0 0 1 0-1.4l3-3a4 4 0 0 1 5.7 5.7l-2 2-1.4-1.4 2-2a2 2 0 0 0-2.9-2.9l-3 3a1 1 0 0 1-1.4 0zm2.8-2.8a1 1 0 0 1 0 1.4l-3 3a4 4 0 0 1-5.7-5.7l2-2 1.4 1.4-2 2a2 2 0 0 0 2.9 2.9l3-3a1 1 0 0 1 1.4 0z",
  block: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 2a7 7 0 0 1 4.2 1.4L6.4 16.2A7 7 0 0 1 12 5zm0 14a7 7 0 0 1-4.2-1.4l9.8-9.8A7 7 0 0 1 12 19z",
  bin: "M9 3.5h6l1 1.5h4v2H4V5h4zM6 8.5h12l-1 12H7z",
  tick: "m9.5 17.5-5-5 1.4-1.4 3.6 3.6 8.6-8.6 1.4 1.4z",
  ticks: "m6.5 17.5-5-5 1.4-1.4 3.6 3.6 8.1-8.1 1.4 1.4zm5.3-.2-1.5-1.5 1.4-1.4.3.3 8.6-8.6L22 7.5 12 17.5z",
};

/** Makes an element: `text`, `on` (listeners), `data` and attributes; false, null and undefined are left out. */
export function make(tag, about = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(about)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name === "on") for (const [kind, act] of Object.entries(value)) element.addEventListener(kind, act);
    else if (name === "data") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A drawing that says nothing to a screen reader. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", `icon icon-${name}`);
  drawing.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  drawing.append(path);
  return drawing;
}

export function button(label, act, about = {}) {
  return make("button", { type: "button", text: label, on: { click: act }, ...about });
}

/** A button that shows a drawing only; its label is what a screen reader and a hovering pointer get. */
export function tool(drawing, label, act, about = {}) {
  return make(
    "button",
    { type: "button", class: "tool", "aria-label": label, title: label, on: { click: act }, ...about },
    icon(drawing),
  );
}

/** Changes a text only where it differs, so that nothing is laid out or read out anew. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A round picture of somebody: the first letter on one of eight colours. */
export function avatar(id, name) {
  const letter = [...name.trim()][0] ?? "?";
  return make("span", { class: "avatar", "aria-hidden": "true", data: { hue: Math.abs(id) % 8 }, text: letter.toUpperCase() });
}
