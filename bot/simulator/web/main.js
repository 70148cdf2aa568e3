// The page: puts the parts together and hands each piece of news to the one it concerns.

import * as acts from "./acts.js";
import { Desk } from "./desk.js";
import { ask } from "./dialogs.js";
import { icon, make, setText, tool } from "./dom.js";
import { Feed } from "./feed.js";
import { Inspector } from "./inspector.js";
import { People } from "./people.js";
import { roleOf } from "./roles.js";
import { Training } from "./training.js";
import { moments, momentsBrief } from "./when.js";
import { WORDS } from "./words.js";

const HOUR = 3600;
const THEME = "tampilan";
const EXERCISED = { official: "pegawai", assessor: "asesor", admin: "admin" };
const at = (id) => document.getElementById(id);

const desk = new Desk({ shelf: at("shelf"), switcher: at("switcher"), feed: () => feed, changed: (ids) => people.opened(ids) });
const people = new People(at("people"), { open: opened, add: added, now: () => desk.now });
const inspector = new Inspector({ close: () => shown(null), nameOf: (id) => desk.people.get(id)?.name ?? "" });
const training = new Training({ close: () => shown(null), people: candidates, opened: practised, later: aDayLater });
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
  if (news.begins) {
    desk.begin();
    training.look();
  }
  if (news.people) {
    desk.counted();
  }
  training.stir();
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
  at("now").replaceChildren(make("span", { class: "whole", text: moments(now) }), make("span", { class: "brief", text: momentsBrief(now) }));
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

/** On a narrow page an exercise leaves the phone in sight. */
function practised(id) {
  opened(id);
  if (matchMedia("(max-width: 760px)").matches) shown(null);
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

/** Who can do an exercise: whoever is suggested for one or has an open phone, with the role of their menu. */
function candidates() {
  const ids = new Set([...desk.phones.keys(), ...training.suggested]);
  const people = [...ids].map((id) => desk.people.get(id)).filter(Boolean);
  return people.map(({ id, name, menu }) => ({ id, name, fits: EXERCISED[roleOf(menu)] }));
}

function aDayLater() {
  return acts.advances(24 * HOUR);
}

/** Put a panel at the side, or none. */
function shown(panel) {
  const side = at("side");
  side.replaceChildren(...(panel ? [panel.element] : []));
  side.hidden = !panel;
  for (const [button, own] of panels) button.setAttribute("aria-pressed", String(panel === own));
  if (panel === training) training.shown();
  else training.hidden();
}

function toggled(panel) {
  shown(panel.element.isConnected ? null : panel);
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
const panels = new Map([
  [tool("steps", WORDS.training, () => toggled(training), { "aria-pressed": "false" }), training],
  [tool("code", WORDS.inspector, () => toggled(inspector), { "aria-pressed": "false" }), inspector],
]);
const dark = tool("moon", WORDS.dark, () => themed(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
at("tools").append(...panels.keys(), dark);
at("connection").after(training.coach);
training.coach.addEventListener("click", () => shown(training));
at("open-people").append(icon("people"), make("span", { class: "unseen", text: WORDS.people }));
at("open-people").addEventListener("click", () => listed(!document.body.classList.contains("listing")));
at("hour-later").addEventListener("click", () => acts.advances(HOUR));
at("day-later").addEventListener("click", aDayLater);
