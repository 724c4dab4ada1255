// The chosen list: its head, its tabs, what the tab shows. Without a list: what to do first.
import { graph, listPath } from "./api.js";
import { fail, toast } from "./announce.js";
import { makeBinTab } from "./binTab.js";
import { makeColumnsTab } from "./columnsTab.js";
import { confirmed } from "./dialogs.js";
import { $, h, panel, plural, tabs } from "./dom.js";
import { makeGrid } from "./grid.js";
import { createList } from "./places.js";
import { makeSample } from "./sample.js";
import { onState, open, refresh, state } from "./state.js";

const Makers = { items: makeGrid, columns: makeColumnsTab, bin: makeBinTab };
let view = null;
let subtitle = null;

/** The tab that is open, or null; a grid has more to it than the others. */
export const current = () => view;

function welcome() {
  const site = state.sites.at(-1);
  const sample = async () => {
    try {
      const made = await makeSample(site);
      await refresh("open");
      open(site, made);
    } catch (error) {
      fail(error);
    }
  };
  const hasLists = state.sites.some(entry => entry.lists.some(list => !list.isSystem));
  return h("div", { class: "empty" },
    h("h1", {}, hasLists ? "Choose a list" : "No lists yet"),
    h("p", {}, hasLists ? "The lists of each site are beside this text." : "Make one, take a sample with every type of column, or point the sync engine here and let it provision its own."),
    h("div", { class: "actions" }, h("button", { type: "button", class: "main", onclick: () => createList(site) }, "New list"), h("button", { type: "button", onclick: sample }, "Make a sample list")));
}

async function remove(site, list) {
  const done = await confirmed(`Delete the list ${list.displayName}?`, `Its ${plural(list.items, "item")} go with it, and do not come back.`, "Delete list", () => graph("DELETE", listPath(site, list)));
  if (!done) return;
  toast(`The list ${list.displayName} was deleted.`);
  location.hash = "";
  await refresh("open");
  $("main").focus();
}

const about = (site, list) => `${site.path || "Root site"} · ${plural(list.items, "item")} · ${list.inBin.toLocaleString("en")} in the recycle bin · times in ${site.timeZone}`;

function draw() {
  const { site, list, tab } = state;
  const main = $("main");
  view = null;
  if (!list) {
    document.title = "SharePoint lists – OrleansSync Emulator";
    main.replaceChildren(welcome());
    return;
  }
  document.title = `${list.displayName} – OrleansSync Emulator`;
  const hadTab = document.activeElement?.role === "tab";
  subtitle = h("p", { class: "soft small numbers" }, about(site, list));
  view = { key: `${list.id}/${tab}`, ...Makers[tab](site, list) };
  main.replaceChildren(
    h("div", { class: "list-head" }, h("div", {}, h("h1", {}, list.displayName), subtitle), list.isSystem ? h("p", { class: "soft small" }, "Kept by the site") : h("button", { type: "button", onclick: () => remove(site, list) }, "Delete list…")),
    tabs("Parts of the list", [["items", "Items"], ["columns", "Columns"], ["bin", "Recycle bin"]], tab, key => open(site, list, key)),
    panel(tab, view.element));
  if (hadTab) $(`tab-${tab}`)?.focus();
  view.load();
}

onState(reason => {
  const isSame = view && state.list && view.key === `${state.list.id}/${state.tab}`;
  if (!isSame) {
    draw();
    return;
  }
  subtitle.textContent = about(state.site, state.list);
  if (reason !== "open") view.update(state.site, state.list, reason === "columns");
});
