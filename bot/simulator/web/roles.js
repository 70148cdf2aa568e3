// The role that a menu of commands belongs to. A bot whose commands are others gets no role, and still works.

import { ROLES } from "./words.js";

const SIGNS = [
  ["admin", "siaran"],
  ["assessor", "nilai"],
  ["official", "kuesioner"],
  ["leader", "dasbor"],
];
const SIDE_BY_SIDE = ["official", "assessor", "admin", "leader", "none"];

export function roleOf(menu) {
  return SIGNS.find(([, command]) => menu.includes(command))?.[0] ?? "none";
}

export const roleName = (role) => ROLES[role];
/** The few before the many. */
export const LISTED = ["admin", "leader", "assessor", "official", "none"];

/** The first person of each role, at most `count`: whose phones are shown where nobody has chosen any. */
export function oneOfEach(people, count) {
  const first = new Map();
  for (const person of people) {
    const role = roleOf(person.menu);
    if (!first.has(role) && !person.blocked) first.set(role, person.id);
  }
  return SIDE_BY_SIDE.filter((role) => first.has(role)).map((role) => first.get(role)).slice(0, count);
}
