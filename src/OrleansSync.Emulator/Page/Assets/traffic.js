// The requests as they are answered.
import { h } from "./dom.js";
import { recall, remember, state } from "./state.js";
import { check } from "./dialogs.js";
import { onTraffic } from "./feed.js";

const Max = 300;
const rows = [];
let held = [];
let paused = false;
let wanted = "";
let own = recall("own") === "true";
const body = h("tbody");
const pause = h("button", { type: "button", "aria-pressed": "false", "aria-keyshortcuts": "p", onclick: () => togglePause() }, "Pause");
const empty = h("p", { class: "empty" }, "No requests yet. What the sync engine asks for shows here.");
let table;

/** The path with names in place of ids, and without the site where there is a list. */
function readable(path) {
  let text = decodeURIComponent(path);
  for (const site of state.sites) {
    if (!text.includes(site.id)) continue;
    text = text.replace(`sites/${site.id}`, site.displayName);
    for (const list of site.lists) text = text.replace(`${site.displayName}/lists/${list.id}`, list.displayName);
  }
  return text.replace(/^\//, "");
}

const fits = ({ entry, text }) => (own || !entry.person) && (wanted === "" || `${entry.method} ${text} ${entry.path} ${entry.status} ${entry.kind}`.toLowerCase().includes(wanted));

function makeRow(entry) {
  const text = readable(entry.path);
  const tone = entry.status >= 400 ? "status-bad" : "status-good";
  const element = h("tr", { class: entry.member ? "member" : undefined },
    h("td", { class: "mono" }, entry.method), h("td", { class: "path", title: `${entry.method} ${entry.path}` }, text),
    h("td", { class: tone }, String(entry.status)), h("td", { class: "right" }, String(entry.units)), h("td", { class: "right" }, entry.member ? "" : entry.milliseconds.toFixed(entry.milliseconds < 10 ? 1 : 0)));
  return { entry, text, element };
}

function add(entries) {
  for (const entry of entries) rows.unshift(makeRow(entry));
  rows.length = Math.min(rows.length, Max);
  draw();
}

function draw() {
  const shown = rows.filter(fits);
  body.replaceChildren(...shown.map(row => row.element));
  empty.hidden = shown.length > 0;
  table.hidden = shown.length === 0;
  empty.textContent = rows.length > 0 && wanted ? "No request has this in it." : "No requests yet. What the sync engine asks for shows here.";
}

export function togglePause() {
  paused = !paused;
  pause.setAttribute("aria-pressed", String(paused));
  if (!paused) {
    add(held);
    held = [];
  }
  tell();
}

const tell = () => { pause.textContent = paused ? `Go on${held.length ? ` (${held.length})` : ""}` : "Pause"; };

function take(entries) {
  if (!paused) return add(entries);
  held = [...held, ...entries].slice(-Max);
  tell();
}

export function makeTraffic() {
  const filter = h("input", { type: "search", placeholder: "Filter…", "aria-label": "Filter requests", oninput: () => { wanted = filter.value.trim().toLowerCase(); draw(); } });
  const mine = check("This page's own too", own);
  mine.box.addEventListener("change", () => { own = mine.box.checked; remember("own", own); draw(); });
  table = h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Method"), h("th", { scope: "col" }, "Path"), h("th", { scope: "col" }, "Status"), h("th", { scope: "col", class: "right" }, h("abbr", { title: "Resource units" }, "RU")), h("th", { scope: "col", class: "right" }, "ms"))), body);
  const clear = h("button", { type: "button", onclick: () => { rows.length = 0; held = []; tell(); draw(); } }, "Clear");
  onTraffic(take);
  draw();
  return h("div", {}, h("div", { class: "beside" }, filter, pause, clear), h("div", { class: "pair" }, mine), h("div", { class: "scroll traffic", tabindex: "0", role: "region", "aria-label": "Requests, newest first" }, table, empty));
}
