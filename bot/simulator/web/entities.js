// Texts with entities as elements. Offsets are UTF-16 code units, as JavaScript counts too.

import { make } from "./dom.js";
import { WORDS } from "./words.js";

const SIMPLE = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};
const ADDRESS = /^(https?|tg|mailto|tel):/i;

/** A text as a fragment. `does` hears what is pressed in it: `command`, `link` and `copy`, each with the words. */
export function rendered(text, entities = [], does = {}) {
  const ordered = [...entities].sort((one, other) => one.offset - other.offset || other.length - one.length);
  return piece(text, 0, text.length, ordered, does);
}

function piece(text, from, to, ordered, does) {
  const made = document.createDocumentFragment();
  let at = from;
  while (ordered.length && ordered[0].offset < to) {
    const entity = ordered.shift();
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (start >= end) continue;
    const inside = [];
    while (ordered.length && ordered[0].offset < end) inside.push(ordered.shift());
    made.append(text.slice(at, start), element(entity, text.slice(start, end), piece(text, start, end, inside, does), does));
    at = end;
  }
  made.append(text.slice(at, to));
  return made;
}

function element(entity, words, content, does) {
  switch (entity.type) {
    case "spoiler":
      return spoiler(content);
    case "code":
      return does.copy ? pressable("code", content, () => does.copy(words)) : make("code", {}, content);
    case "bot_command":
      return does.command ? pressable("command", content, () => does.command(words)) : make("span", {}, content);
    case "url":
      return link(words, content, does);
    case "text_link":
      return link(entity.url, content, does);
    default:
      return make(SIMPLE[entity.type] ?? "span", {}, content);
  }
}

function link(address, content, does) {
  if (!ADDRESS.test(address)) return make("span", {}, content);
  const opened = (event) => {
    if (does.link?.(address)) event.preventDefault();
  };
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer", on: { click: opened } }, content);
}

function pressable(kind, content, act) {
  return make("button", { type: "button", class: `in-text ${kind}`, on: { click: act } }, content);
}

/** Covered until it is pressed; what is under the cover is not read out either. */
function spoiler(content) {
  const inner = make("span", { class: "spoilt", "aria-hidden": "true" }, content);
  const cover = make("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": WORDS.hidden }, inner);
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    for (const name of ["role", "tabindex", "aria-label"]) cover.removeAttribute(name);
    inner.removeAttribute("aria-hidden");
    cover.classList.add("open");
  };
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", reveal);
  return cover;
}
