// The recycle bin of a list.
import { control, listPath } from "./api.js";
import { fail } from "./announce.js";
import { h } from "./dom.js";
import { restoreItem } from "./removal.js";
import { showTime } from "./time.js";

export function makeBinTab(site, list) {
  const body = h("tbody");
  const problem = h("div", { class: "notice", role: "alert", hidden: true });
  const empty = h("div", { class: "empty", hidden: true }, h("h2", {}, "The recycle bin is empty"), h("p", {}, "Items that are deleted, here or by the sync engine, wait in it."));
  const scroll = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Deleted items" }, h("table", {}, h("thead", {}, h("tr", {}, ["ID", "Title", "Last changed", "Actions"].map(text => h("th", { scope: "col" }, text)))), body));

  async function restore(item, at) {
    try {
      problem.hidden = true;
      await restoreItem(site, list, String(item.id));
      await load();
      (body.querySelectorAll("button")[at] ?? body.querySelector("button:last-of-type") ?? document.getElementById("tab-bin"))?.focus();
    } catch (error) {
      problem.textContent = `Item ${item.id} was not restored. ${error.message}`;
      problem.hidden = false;
    }
  }

  async function load() {
    try {
      const items = await control("GET", `${listPath(site, list)}/recyclebin`);
      const focused = body.contains(document.activeElement) ? document.activeElement.dataset.id : null;
      body.replaceChildren(...items.map((item, at) => h("tr", {}, h("td", { class: "numbers" }, String(item.id)), h("td", {}, item.title || h("span", { class: "soft" }, "(no title)")), h("td", { class: "numbers" }, showTime(item.modified, site.timeZone)),
        h("td", {}, h("button", { type: "button", "data-id": item.id, "aria-label": `Restore item ${item.id}`, onclick: () => restore(item, at) }, "Restore")))));
      scroll.hidden = items.length === 0;
      empty.hidden = items.length > 0;
      if (focused) body.querySelector(`[data-id="${focused}"]`)?.focus();
    } catch (error) {
      fail(error);
    }
  }

  return { element: h("div", {}, problem, empty, scroll), load, update: load };
}
