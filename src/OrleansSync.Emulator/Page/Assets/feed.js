// The feed of requests. Bursts are handed on once a frame, so that a busy sync engine does not freeze the page.
import { small } from "./api.js";
import { refresh } from "./state.js";

const Writes = ["itemCreate", "itemUpdate", "itemDelete", "listWrite", "columnWrite"];
const Pause = 300;
const listeners = new Set();
let waiting = [];
let due = null;
let columns = false;
let busy = false;

export const onTraffic = listener => listeners.add(listener);

async function catchUp() {
  due = null;
  if (busy) return later();
  busy = true;
  const reason = columns ? "columns" : "live";
  columns = false;
  await refresh(reason).catch(() => {});
  busy = false;
}

function later() {
  due ??= setTimeout(catchUp, Pause);
}

function deliver() {
  const entries = waiting;
  waiting = [];
  listeners.forEach(listener => listener(entries));
  const writes = entries.filter(entry => Writes.includes(entry.kind) && entry.status < 400 && !entry.isOld);
  columns ||= writes.some(entry => entry.kind === "columnWrite");
  if (writes.length > 0) later();
}

/** Begins to listen; a broken connection is made again by the browser, which then tells the last requests once more. */
export function startFeed(onConnection) {
  const source = new EventSource("/_emulator/traffic");
  let [newest, newestTime, isLive] = [0, "", false];
  source.addEventListener("live", () => { isLive = true; });
  source.addEventListener("request", event => {
    const entry = JSON.parse(event.data);
    entry.kind = small(entry.kind);
    // Numbers begin anew when the emulator does.
    if (entry.number <= newest && entry.time <= newestTime) return;
    [newest, newestTime, entry.isOld] = [entry.number, entry.time, !isLive];
    if (waiting.push(entry) === 1) setTimeout(deliver, 50);
  });
  source.addEventListener("open", () => onConnection(true));
  source.addEventListener("error", () => onConnection(false));
}
