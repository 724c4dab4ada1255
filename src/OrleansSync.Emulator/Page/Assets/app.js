// Puts the page together.
import { fail } from "./announce.js";
import { startBudget } from "./budget.js";
import { $, h, tabs } from "./dom.js";
import { makeFaults } from "./faults.js";
import { startFeed } from "./feed.js";
import { startKeys } from "./keys.js";
import "./listView.js";
import { startPlaces } from "./places.js";
import { recall, refresh, remember, state } from "./state.js";
import { showTime } from "./time.js";
import { makeTraffic } from "./traffic.js";

function startActivity() {
  const faults = makeFaults();
  const panels = { traffic: makeTraffic(), faults: faults.element };
  const holders = Object.entries(panels).map(([key, element]) => h("div", { role: "tabpanel", id: `panel-${key}`, "aria-labelledby": `tab-${key}` }, element));
  const choose = key => {
    $("activity").replaceChildren(tabs("Activity", [["traffic", "Traffic"], ["faults", "Faults"]], key, chosen => { choose(chosen); $(`tab-${chosen}`).focus(); }), ...holders);
    for (const holder of holders) holder.hidden = holder.id !== `panel-${key}`;
  };
  choose("traffic");
  return faults.load();
}

function startTheme() {
  const themes = ["system", "light", "dark"];
  const show = theme => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    $("theme").textContent = `Theme: ${theme}`;
    remember("theme", theme);
    return theme;
  };
  let theme = show(recall("theme") ?? "system");
  $("theme").addEventListener("click", () => { theme = show(themes[(themes.indexOf(theme) + 1) % themes.length]); });
}

function showClock(isConnected) {
  if (!state.clock) return;
  const now = Date.parse(state.clock.now) + (Date.now() - state.readAt) * state.clock.scale;
  const speed = state.clock.scale === 1 ? "" : `, ${state.clock.scale} times as fast`;
  $("clock").textContent = isConnected ? `Service clock ${showTime(now, "Etc/UTC")} UTC${speed}` : "The emulator does not answer; trying again…";
}

async function start() {
  let isConnected = true;
  startTheme();
  startPlaces();
  startKeys();
  await refresh("open");
  startFeed(connected => {
    if (connected && !isConnected) refresh("live").catch(() => {});
    isConnected = connected;
    showClock(isConnected);
  });
  setInterval(() => showClock(isConnected), 1000);
  await Promise.all([startBudget(), startActivity()]);
}

start().catch(fail);
