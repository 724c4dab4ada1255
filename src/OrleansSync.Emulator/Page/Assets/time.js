// Instants as they stand on the wall of a site's time zone, and back.

const formats = new Map();

function format(zone) {
  if (!formats.has(zone)) {
    formats.set(zone, new Intl.DateTimeFormat("en", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" }));
  }
  return formats.get(zone);
}

/** "2026-03-01T09:30:00" in the zone, for an instant as Graph writes it or in milliseconds. */
export function toWall(instant, zone) {
  const part = Object.fromEntries(format(zone).formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return `${part.year.padStart(4, "0")}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}`;
}

/** The instant, in UTC, of a time on the wall. */
export function toInstant(wall, zone) {
  const wanted = Date.parse(wall + "Z");
  if (Number.isNaN(wanted)) return wall;
  let instant = wanted;
  // Twice, because the offset found first can be that of the other side of a change of clocks.
  for (let turn = 0; turn < 2; turn++) {
    instant -= Date.parse(toWall(instant, zone) + "Z") - wanted;
  }
  return new Date(instant).toISOString().replace(".000Z", "Z");
}

export const showTime = (instant, zone) => toWall(instant, zone).replace("T", " ").slice(0, 16);

export const showDay = (instant, zone) => toWall(instant, zone).slice(0, 10);
