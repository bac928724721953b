const ZONE = { timeZone: "Europe/Amsterdam" };
const CLOCK = new Intl.DateTimeFormat("nl-NL", { ...ZONE, hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("nl-NL", {
  ...ZONE, weekday: "long", day: "numeric", month: "long", year: "numeric",
});

/** Messages carry seconds since 1970, the simulator's clock an ISO time. */
export function moment(value) {
  return new Date(typeof value === "number" ? value * 1000 : value);
}

export const clockTime = (date) => CLOCK.format(date);
export const day = (date) => DAY.format(date);
export const dayAndTime = (date) => `${day(date)}, ${clockTime(date)}`;
