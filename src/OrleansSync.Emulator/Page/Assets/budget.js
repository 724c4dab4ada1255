// The budget: the service's current minute as a meter, the last sixty seconds as bars.
import { control } from "./api.js";
import { fail, say } from "./announce.js";
import { check, select } from "./dialogs.js";
import { $, h } from "./dom.js";
import { onTraffic } from "./feed.js";

const Tiers = ["up to 1,000 licences", "up to 5,000", "up to 15,000", "up to 50,000", "more than 50,000"];
const Limits = [1250, 2500, 3750, 5000, 6250];
const Seconds = 60;
const spent = [];
let throttledUntil = 0;
let limit = Limits[0];

const meter = h("div", { class: "meter", role: "meter", "aria-label": "Resource units of this minute", "aria-valuemin": "0" }, h("div"));
const used = h("p", { class: "numbers" });
const rest = h("p", { class: "soft small numbers" });
const sliding = h("p", { class: "soft small numbers" });
const throttling = h("p", { class: "throttling", id: "throttling" }, "Not throttled");
const bars = Array.from({ length: Seconds }, () => h("i"));
const unlimited = check("Throttle", true);
const tier = select(Tiers.map((text, at) => [String(at + 1), `${at + 1}: ${text}`]), "1", { "aria-label": "Size of the tenant" });
const number = value => value.toLocaleString("en");

function show(budget) {
  limit = budget.tier.perMinute;
  const share = Math.min(1, budget.minute / limit);
  meter.setAttribute("aria-valuemax", String(limit));
  meter.setAttribute("aria-valuenow", String(Math.min(budget.minute, limit)));
  meter.setAttribute("aria-valuetext", `${number(budget.minute)} of ${number(limit)}`);
  meter.className = `meter${share >= 1 ? " over" : share >= .8 ? " near" : ""}`;
  meter.firstChild.style.width = `${share * 100}%`;
  used.replaceChildren(h("strong", {}, number(budget.minute)), ` of ${number(limit)} RU`);
  rest.textContent = `This minute ends in ${budget.resetSeconds} s · 5 min ${number(budget.fiveMinutes)} of ${number(budget.tier.perFiveMinutes)} · day ${number(budget.day)} of ${number(budget.tier.perDay)}`;
  unlimited.box.checked = !budget.unlimited;
  if (document.activeElement !== tier) tier.value = String(Limits.indexOf(limit) + 1);
  if (budget.minute <= limit) throttledUntil = 0;
}

function drawBars() {
  const now = Math.floor(Date.now() / 1000);
  while (spent.length > 0 && spent[0].second <= now - Seconds) spent.shift();
  const bySecond = new Map(spent.map(entry => [entry.second, entry]));
  const top = Math.max(limit / 10, ...spent.map(entry => entry.units));
  bars.forEach((bar, at) => {
    const entry = bySecond.get(now - Seconds + 1 + at);
    bar.style.height = entry ? `${(entry.units / top) * 100}%` : "0";
    bar.className = entry?.throttled ? "throttled" : "";
  });
  const sum = spent.reduce((total, entry) => total + entry.units, 0);
  const struck = spent.reduce((total, entry) => total + entry.throttled, 0);
  sliding.textContent = `Last 60 s: ${number(sum)} RU${struck ? `, ${number(struck)} throttled` : ""}`;
}

function take(entries) {
  for (const entry of entries) {
    const second = Math.floor((entry.isOld ? Date.parse(entry.time) : Date.now()) / 1000);
    let slot = spent.find(candidate => candidate.second === second);
    if (!slot) spent.push(slot = { second, units: 0, throttled: 0 });
    if (!entry.member) slot.units += entry.units; // A batch costs what its members cost.
    if (entry.status === 429 && !entry.person) {
      slot.throttled++;
      if (!entry.isOld) throttled(entry);
    }
  }
  spent.sort((a, b) => a.second - b.second);
  show(entries.at(-1).budget);
  drawThrottling();
  drawBars();
}

function throttled(entry) {
  if (Date.now() > throttledUntil) say("The service throttles: requests are answered with 429.");
  throttledUntil = Date.now() + Math.max(1, entry.budget.minute > limit ? entry.budget.resetSeconds : 5) * 1000;
}

function drawThrottling() {
  const seconds = Math.ceil((throttledUntil - Date.now()) / 1000);
  throttling.classList.toggle("on", seconds > 0);
  throttling.textContent = seconds > 0 ? `Throttled: requests are answered with 429 for another ${seconds} s` : "Not throttled";
}

async function change(body) {
  try {
    show(await control("PATCH", "budget", body));
  } catch (error) {
    fail(error);
  }
}

async function tick() {
  if (document.hidden) return;
  drawThrottling();
  drawBars();
  show(await control("GET", "budget"));
}

export function startBudget() {
  unlimited.box.addEventListener("change", () => change({ unlimited: !unlimited.box.checked }));
  tier.addEventListener("change", () => change({ tier: Number(tier.value) }));
  $("budget").append(
    h("div", { class: "budget-head" }, h("h2", { id: "budget-title" }, "Budget"), used), meter, rest, throttling,
    h("div", { class: "chart", "aria-hidden": "true" }, bars), sliding,
    h("div", { class: "pair" }, unlimited, h("label", { class: "inline-label" }, "Tenant", tier)));
  onTraffic(take);
  setInterval(() => tick().catch(() => {}), 1000);
  return tick();
}
