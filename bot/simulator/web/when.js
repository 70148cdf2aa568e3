// Times as the people of the city read them, whatever zone this machine is in.

const ZONE = "Asia/Jakarta";
const format = (options) => new Intl.DateTimeFormat("id-ID", { timeZone: ZONE, ...options });
const HOUR = format({ hour: "2-digit", minute: "2-digit" });
const SECOND = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DAY = format({ day: "numeric", month: "long" });
const KEY = format({ year: "numeric", month: "2-digit", day: "2-digit" });
const WHOLE = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const MEDIUM = format({ day: "numeric", month: "short", year: "numeric" });
const SHORT = format({ day: "numeric", month: "short" });

/** Seconds since 1970, as the Bot API counts, as a Date. */
export const moment = (seconds) => new Date(1000 * seconds);
export const hour = (date) => HOUR.format(date);
export const second = (date) => SECOND.format(date);
export const day = (date) => DAY.format(date);
export const dayKey = (date) => KEY.format(date);
export const dayLong = (date) => WHOLE.format(date);
export const moments = (date) => `${WHOLE.format(date)}, ${HOUR.format(date)} WIB`;
export const momentsBrief = (date) => `${MEDIUM.format(date)}, ${HOUR.format(date)}`;
/** The hour on the day of `now`, else the day. */
export const brief = (date, now) => (dayKey(date) === dayKey(now) ? hour(date) : SHORT.format(date));
