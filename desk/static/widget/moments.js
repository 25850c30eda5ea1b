/** Days and times of day as the shopper says them, in the time zone of their device. */

const DAY_MS = 24 * 3600 * 1000;

/** The browser's own flavour of the language ("en-GB" writes days otherwise than "en-US"). */
function flavour(/** @type {string} */ language) {
  return (
    navigator.languages.find((name) => name.startsWith(language)) ?? (language === "zh" ? "zh-CN" : language)
  );
}

/** Midnight before the moment, local time. */
export function dayOf(/** @type {string} */ at) {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** "Today", "Yesterday", then the date. */
export function dayLabel(/** @type {string} */ at, /** @type {string} */ language, now = Date.now()) {
  const days = Math.round((dayOf(at) - new Date(now).setHours(0, 0, 0, 0)) / DAY_MS);
  if (days <= 0 && days >= -1) {
    const label = new Intl.RelativeTimeFormat(flavour(language), { numeric: "auto" }).format(days, "day");
    return label.charAt(0).toUpperCase() + label.slice(1);
  }
  /** @type {Intl.DateTimeFormatOptions} */
  const shape = { weekday: "long", day: "numeric", month: "long" };
  if (new Date(at).getFullYear() !== new Date(now).getFullYear()) shape.year = "numeric";
  return new Intl.DateTimeFormat(flavour(language), shape).format(new Date(at));
}

/** A moment to come: the time alone when it is today. */
export function soonLabel(/** @type {string} */ at, /** @type {string} */ language, now = Date.now()) {
  /** @type {Intl.DateTimeFormatOptions} */
  const shape = { hour: "numeric", minute: "2-digit" };
  if (dayOf(at) !== new Date(now).setHours(0, 0, 0, 0)) shape.weekday = "short";
  return new Intl.DateTimeFormat(flavour(language), shape).format(new Date(at));
}

export function timeLabel(/** @type {string} */ at, /** @type {string} */ language) {
  return new Intl.DateTimeFormat(flavour(language), { hour: "numeric", minute: "2-digit" }).format(
    new Date(at),
  );
}
