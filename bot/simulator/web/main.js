// The page: puts the parts together and hands each piece of news to the one it concerns.

import * as acts from "./acts.js";
import { Desk } from "./desk.js";
import { ask } from "./dialogs.js";
import { icon, make, setText, tool } from "./dom.js";
import { Feed } from "./feed.js";
import { Inspector } from "./inspector.js";
import { People } from "./people.js";
import { moments, weekday } from "./when.js";
import { WORDS } from "./words.js";

const HOUR = 3600;
const THEME = "tampilan";
const at = (id) => document.getElementById(id);

const desk = new Desk({ shelf: at("shelf"), switcher: at("switcher"), feed: () => feed, changed: (ids) => people.opened(ids) });
const people = new People(at("people"), { open: opened, add: added, now: () => desk.now });
const inspector = new Inspector({ close: () => shown(null), nameOf: (id) => desk.people.get(id)?.name ?? "" });
const feed = new Feed({ opened: connected, news: told, closed: disconnected });

function told(news) {
  if (news.bot) met(news.bot);
  if (news.now) timed(new Date(news.now));
  for (const person of news.people ?? []) desk.about(person);
  if (news.people) people.put(news.people);
  for (const id of news.left ?? []) {
    people.drop(id);
    desk.left(id);
  }
  for (const phone of news.phones ?? []) desk.phones.get(phone.id)?.update(phone);
  passed(news.past ?? []);
  for (const entry of passed(news.passed ?? [])) desk.phones.get(entry.chat_id)?.happened(entry);
  if (news.begins) desk.begin();
  if (news.people) {
    people.opened(new Set(desk.phones.keys()));
    desk.counted();
  }
}

/** Show what passed in the inspector, in order; returns the entries of the log in it. */
function passed(things) {
  for (const one of things) {
    if (one.update) inspector.update(one);
    else if (one.actor === "bot") inspector.call(one);
  }
  return things.filter((one) => !one.update);
}

function met(bot) {
  desk.bot = bot;
  setText(at("bot-name"), bot.first_name);
  for (const phone of desk.phones.values()) phone.met(bot);
}

function timed(now) {
  desk.now = now;
  at("now").replaceChildren(make("span", { class: "weekday", text: `${weekday(now)}, ` }), moments(now));
  for (const phone of desk.phones.values()) phone.lockScreen.at(now);
}

function connected() {
  at("connection").hidden = true;
  people.clear();
  inspector.clear();
  desk.forget();
}

function disconnected() {
  setText(at("connection"), WORDS.disconnected);
  at("connection").hidden = false;
}

function opened(id) {
  listed(false);
  desk.open(id);
}

async function added() {
  const fields = [
    { name: "name", label: WORDS.name, required: true },
    { name: "phone", label: WORDS.phoneNumber, hint: WORDS.phoneHint, type: "tel", value: "+62", required: true },
  ];
  const given = await ask({ title: WORDS.addPerson, fields, confirm: WORDS.create });
  if (!given) return;
  const person = await acts.joins(given.name, given.phone);
  await until(() => desk.people.has(person.id));
  opened(person.id);
}

async function until(claim) {
  while (!claim()) await new Promise((done) => setTimeout(done, 20));
}

/** Put a panel at the side, or none. */
function shown(panel) {
  const side = at("side");
  side.replaceChildren(...(panel ? [panel.element] : []));
  side.hidden = !panel;
  inspecting.setAttribute("aria-pressed", String(panel === inspector));
}

/** On a narrow page the list of people lies over the phone. */
function listed(open) {
  document.body.classList.toggle("listing", open);
  at("open-people").setAttribute("aria-expanded", String(open));
}

function themed(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem(THEME, theme);
}

const darkByDefault = matchMedia("(prefers-color-scheme: dark)").matches;
themed(localStorage.getItem(THEME) ?? (darkByDefault ? "dark" : "light"));
const inspecting = tool("code", WORDS.inspector, () => shown(at("side").hidden ? inspector : null), { "aria-pressed": "false" });
const dark = tool("moon", WORDS.dark, () => themed(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
at("tools").append(inspecting, dark);
at("open-people").append(icon("people"), make("span", { class: "unseen", text: WORDS.people }));
at("open-people").addEventListener("click", () => listed(!document.body.classList.contains("listing")));
at("hour-later").addEventListener("click", () => acts.advances(HOUR));
at("day-later").addEventListener("click", () => acts.advances(24 * HOUR));
