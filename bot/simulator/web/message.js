// One message as an element of the list; made anew when the message changes, and only then.

import { fileAt } from "./acts.js";
import { enlarge } from "./dialogs.js";
import { button, icon, make } from "./dom.js";
import { rendered } from "./entities.js";
import { inlineKeyboard } from "./keyboards.js";
import { hour, moment } from "./when.js";
import { WORDS } from "./words.js";

const KILO = 1024;
/** What a link sends along is for the bot: a phone shows the command alone. */
const OPENED = /^\/start [\w-]+$/;

/** What stands in an item of the list; `does` hears the presses in it. */
export function messageContent(message, botName, does) {
  const own = !message.from.is_bot;
  const body = make(
    "div",
    { class: `bubble${message.photo ? " with-picture" : ""}` },
    make("span", { class: "unseen", text: own ? `${WORDS.you}: ` : `${botName}: ` }),
    quoted(message),
    attachment(message, own),
    words(message, does),
    foot(message, own),
  );
  return [body, message.reply_markup ? inlineKeyboard(message.reply_markup, message.message_id, does) : ""];
}

function words(message, does) {
  const text = (message.text ?? message.caption ?? "").replace(OPENED, "/start");
  if (!text) return "";
  const entities = message.entities ?? message.caption_entities;
  const tools = message.has_protected_content ? { ...does, copy: null } : does;
  return make("div", { class: "words", dir: "auto" }, rendered(text, entities, tools));
}

function foot(message, own) {
  const at = moment(message.date);
  return make(
    "span",
    { class: "foot" },
    message.has_protected_content && make("span", { title: WORDS.afterHide }, icon("shield"), make("span", { class: "unseen", text: WORDS.afterHide })),
    own && message.edit_date ? make("span", { text: WORDS.edited }) : "",
    make("time", { datetime: at.toISOString(), text: hour(at) }),
    own ? ticks(message.taken) : "",
  );
}

function ticks(taken) {
  const said = taken ? WORDS.read : WORDS.sent;
  return make("span", { class: taken ? "ticks taken" : "ticks", title: said }, icon(taken ? "ticks" : "tick"), make("span", { class: "unseen", text: said }));
}

function quoted(message) {
  const other = message.reply_to_message;
  if (!other) return "";
  const text = other.text ?? other.caption ?? "";
  const entities = other.entities ?? other.caption_entities;
  return make("blockquote", { class: "quoted" }, rendered(text, entities));
}

function attachment(message, own) {
  if (message.photo) return picture(message, own);
  if (message.document) return file(message.document, message.has_protected_content);
  if (message.contact) return contact(message.contact);
  if (message.sticker) return make("span", { class: "kind", text: WORDS.sticker });
  if (message.voice) return make("span", { class: "kind", text: WORDS.voice });
  return "";
}

function picture(message, own) {
  const largest = message.photo.at(-1);
  const image = make("img", {
    src: fileAt(largest.file_id),
    alt: own ? WORDS.ownPicture : WORDS.picture,
    width: largest.width,
    height: largest.height,
    loading: "lazy",
    draggable: message.has_protected_content ? "false" : null,
  });
  const larger = make("button", { type: "button", class: "larger", "aria-label": `${image.alt}: ${WORDS.enlarge}`, on: { click: () => enlarge(image.src, image.alt) } }, image);
  const frame = make("div", { class: "picture" }, larger);
  if (message.has_media_spoiler) {
    frame.classList.add("covered");
    larger.inert = true;
    const cover = button(WORDS.hiddenPicture, () => {
      frame.classList.remove("covered");
      larger.inert = false;
      cover.remove();
    }, { class: "cover" });
    frame.append(cover);
  }
  if (message.has_protected_content) frame.addEventListener("contextmenu", (event) => event.preventDefault());
  return frame;
}

function file(document, isProtected) {
  const name = document.file_name ?? "";
  const about = [
    make("span", { class: "file-icon" }, icon("file")),
    make("span", { class: "file-about" }, make("strong", { text: name }), make("small", { text: isProtected ? WORDS.protectedFile : size(document.file_size) })),
  ];
  if (isProtected) return make("span", { class: "file" }, ...about);
  return make("a", { class: "file", href: fileAt(document.file_id), download: name }, ...about);
}

function size(bytes) {
  if (bytes < KILO) return `${bytes} B`;
  const [count, unit] = bytes < KILO * KILO ? [bytes / KILO, "KB"] : [bytes / KILO / KILO, "MB"];
  return `${count.toLocaleString("id-ID", { maximumFractionDigits: 1 })} ${unit}`;
}

function contact(person) {
  return make(
    "span",
    { class: "contact" },
    make("strong", { text: person.first_name }),
    make("span", { text: `+${person.phone_number.replace(/^\+/, "")}` }),
  );
}
