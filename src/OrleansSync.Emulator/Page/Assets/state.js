// What the page shows: the sites, the chosen list and tab. The address carries the choice, so that a reload keeps it.
import { control } from "./api.js";

export const state = { sites: [], clock: null, site: null, list: null, tab: "items" };

const listeners = new Set();
export const onState = listener => listeners.add(listener);

function choose() {
  const [site, list, tab] = location.hash.slice(2).split("/").map(decodeURIComponent);
  state.site = state.sites.find(candidate => candidate.id === site) ?? null;
  state.list = state.site?.lists.find(candidate => candidate.id === list) ?? null;
  state.tab = state.list && ["items", "columns", "bin"].includes(tab) ? tab : "items";
}

/** Reads the sites and their lists anew, and tells who shows them. reason: "live" when it was not asked for here. */
export async function refresh(reason) {
  const answer = await control("GET", "state");
  Object.assign(state, { sites: answer.sites, clock: answer.clock, budget: answer.budget, readAt: Date.now() });
  choose();
  listeners.forEach(listener => listener(reason));
}

export const hashOf = (site, list, tab = "items") => `#/${[site.id, list.id, tab].map(encodeURIComponent).join("/")}`;

export function open(site, list, tab) {
  const hash = hashOf(site, list, tab);
  if (location.hash === hash) return refresh("open");
  location.hash = hash;
}

addEventListener("hashchange", () => {
  choose();
  listeners.forEach(listener => listener("open"));
});

export const remember = (key, value) => localStorage.setItem(`orleanssync.${key}`, value);
export const recall = key => localStorage.getItem(`orleanssync.${key}`);
