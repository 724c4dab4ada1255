// The items of a list: sorted, filtered and paged by the service, changed rows shown as they change.
import { graph, listPath } from "./api.js";
import { say } from "./announce.js";
import { isNumeric, readColumns, selection, show } from "./columns.js";
import { h, plural } from "./dom.js";
import { createItem, editItem } from "./itemDialog.js";
import { removeItem } from "./removal.js";
import { refresh } from "./state.js";
import { showTime } from "./time.js";

const PageSize = 50;
const Anyway = { prefer: "HonorNonIndexedQueriesWarningMayFailRandomly" };
const Fixed = [{ name: "ID", displayName: "ID", kind: "id", sortable: true }];
const Ends = [{ name: "Modified", displayName: "Modified", kind: "modified", sortable: true }, { name: "Editor", displayName: "Modified by", kind: "editor" }];

/** Makes the view of a list's items. */
export function makeGrid(site, list) {
  const view = { site, list, columns: [], items: [], sort: null, filter: "", pages: [null], next: null, current: null, ready: false, tags: new Map() };
  const body = h("tbody");
  const head = h("thead");
  const table = h("table", { class: "items", role: "grid", "aria-label": `Items of ${list.displayName}` }, head, body);
  const notice = h("div", { class: "notice", role: "alert", hidden: true });
  const empty = h("div", { class: "empty", hidden: true });
  const scroll = h("div", { class: "scroll tall" }, table);
  const filter = h("input", { type: "search", id: "filter", placeholder: "Title begins with…", "aria-label": "Filter: title begins with", "aria-keyshortcuts": "/" });
  const back = h("button", { type: "button", "aria-keyshortcuts": "[", onclick: () => turn(-1) }, "Previous");
  const on = h("button", { type: "button", "aria-keyshortcuts": "]", onclick: () => turn(1) }, "Next");
  const where = h("p", { class: "soft small numbers" });
  let waiting = 0;

  const shown = () => [...Fixed, ...view.columns, ...Ends];

  function query() {
    const at = view.pages.at(-1);
    if (at) return at;
    const options = [`$expand=fields($select=${selection(view.columns)})`, `$top=${PageSize}`];
    if (view.sort) options.push(`$orderby=fields/${view.sort.name} ${view.sort.down ? "desc" : "asc"}`);
    if (view.filter) options.push(`$filter=${encodeURIComponent(`startswith(fields/Title,'${view.filter.replaceAll("'", "''")}')`)}`);
    return `${listPath(view.site, view.list)}/items?${options.join("&")}`;
  }

  async function load(flash) {
    const turnNumber = ++waiting;
    try {
      if (!view.ready || !flash || view.stale) view.columns = await readColumns(view.site, view.list);
      const answer = await graph("GET", query(), undefined, Anyway);
      if (turnNumber !== waiting) return; // A later one was asked for meanwhile.
      [view.items, view.next, view.ready, view.stale] = [answer.value, answer["@odata.nextLink"] ?? null, true, false];
      notice.hidden = true;
      draw(flash);
    } catch (error) {
      if (turnNumber !== waiting) return;
      const plainly = view.sort || view.filter ? h("button", { type: "button", onclick: () => { filter.value = ""; Object.assign(view, { sort: null, filter: "", pages: [null] }); load(false); } }, "Show all, by ID") : h("button", { type: "button", onclick: () => load(false) }, "Try again");
      notice.replaceChildren(error.message, plainly);
      notice.hidden = false;
    }
  }

  function draw(flash) {
    head.replaceChildren(h("tr", {}, shown().map(heading), h("th", { scope: "col" }, h("span", { class: "hidden-text" }, "Delete"))));
    const focused = body.contains(document.activeElement);
    const fresh = view.items.filter(item => flash && view.tags.get(item.id) !== item.eTag);
    const old = [...body.children].map(row => row.dataset.id);
    if (!view.items.some(item => item.id === view.current)) {
      view.current = view.items[Math.min(Math.max(old.indexOf(view.current), 0), view.items.length - 1)]?.id ?? null;
    }
    body.replaceChildren(...view.items.map(item => row(item, fresh.includes(item))));
    view.tags = new Map(view.items.map(item => [item.id, item.eTag]));
    if (focused) focusRow();
    if (fresh.length > 0) say(`${plural(fresh.length, "row")} changed.`);
    scroll.hidden = view.items.length === 0;
    empty.hidden = view.items.length > 0;
    drawEmpty();
    const first = (view.pages.length - 1) * PageSize;
    where.textContent = view.items.length === 0 ? "" : view.filter ? `Page ${view.pages.length}, filtered` : `${(first + 1).toLocaleString("en")}–${(first + view.items.length).toLocaleString("en")} of ${view.list.items.toLocaleString("en")}`;
    back.disabled = view.pages.length === 1;
    on.disabled = !view.next;
  }

  function heading(column) {
    const sorted = view.sort?.name === column.name;
    const arrow = h("span", { class: "arrow", "aria-hidden": "true" }, sorted ? (view.sort.down ? "↓" : "↑") : "");
    return h("th", { scope: "col", class: isNumeric(column) ? "right" : undefined, "aria-sort": sorted ? (view.sort.down ? "descending" : "ascending") : undefined },
      column.sortable ? h("button", { type: "button", "data-sort": column.name, onclick: () => sortBy(column.name) }, column.displayName, arrow) : column.displayName);
  }

  async function sortBy(name) {
    view.sort = view.sort?.name !== name ? { name, down: false } : view.sort.down ? null : { name, down: true };
    view.pages = [null];
    await load(false);
    head.querySelector(`[data-sort="${CSS.escape(name)}"]`)?.focus();
  }

  function row(item, isFresh) {
    const fields = item.fields ?? {};
    const text = column => {
      if (column.kind === "id") return item.id;
      if (column.kind === "modified") return showTime(item.lastModifiedDateTime, view.site.timeZone);
      if (column.kind === "editor") return fields.Editor ?? "";
      return show(column, fields, view.site.timeZone);
    };
    return h("tr", { "data-id": item.id, tabindex: item.id === view.current ? "0" : "-1", class: isFresh ? "flash" : undefined, onclick: () => edit(item.id), onfocus: () => choose(item.id) },
      shown().map(column => h("td", { class: column.kind === "id" ? "id numbers" : isNumeric(column) ? "right" : column.kind === "modified" ? "numbers" : undefined }, text(column))),
      h("td", {}, h("button", { type: "button", class: "icon quiet", tabindex: "-1", "aria-label": `Delete item ${item.id}`, title: "Delete", disabled: view.list.isSystem, onclick: event => { event.stopPropagation(); choose(item.id); removeItem(view.site, view.list, item); } }, "✕")));
  }

  function drawEmpty() {
    const isFiltered = Boolean(view.filter);
    empty.replaceChildren(h("h2", {}, isFiltered ? "No title begins so" : "No items yet"),
      h("p", {}, isFiltered ? "Clear the filter to see all items." : "Add one here, or let the sync engine write some: they show as they arrive."),
      isFiltered || view.list.isSystem ? null : h("div", { class: "actions" }, h("button", { type: "button", class: "main", onclick: add }, "New item")));
  }

  function choose(id) {
    view.current = id;
    for (const entry of body.children) entry.tabIndex = entry.dataset.id === id ? 0 : -1;
  }

  function focusRow() {
    const target = [...body.children].find(entry => entry.dataset.id === view.current);
    if (target) target.focus();
    else if (view.items.length === 0) empty.querySelector("button")?.focus();
  }

  async function edit(id) {
    choose(id);
    await editItem(view.site, view.list, view.columns, id);
    await load(true);
    focusRow();
  }

  async function add() {
    if (view.list.isSystem) return;
    if (!view.ready) await load(false); // The form shows the columns: asked for at once, they are not here yet.
    if (!view.ready) return; // The notice says why.
    const id = await createItem(view.site, view.list, view.columns);
    if (!id) return;
    view.current = id;
    await refresh("live");
    await load(true);
    focusRow();
  }

  async function turn(by) {
    if (by < 0 && view.pages.length > 1) view.pages.pop();
    else if (by > 0 && view.next) view.pages.push(view.next);
    else return;
    await load(false);
    scroll.scrollTop = 0;
    say(where.textContent);
    if (document.activeElement?.disabled || document.activeElement === document.body) focusRow();
  }

  body.addEventListener("keydown", event => {
    if (event.target.tagName !== "TR" || event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = [...body.children];
    const at = rows.indexOf(event.target);
    const to = { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, Home: 0, End: rows.length - 1, PageDown: at + 10, PageUp: at - 10 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      rows[Math.min(Math.max(to, 0), rows.length - 1)].focus();
    } else if (event.key === "Enter") {
      event.preventDefault();
      edit(view.current);
    } else if (event.key === "Delete" && !view.list.isSystem) {
      event.preventDefault();
      removeItem(view.site, view.list, view.items[at]);
    }
  });

  let typing;
  filter.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => { Object.assign(view, { filter: filter.value.trim(), pages: [null] }); load(false); }, 250);
  });

  const element = h("div", {},
    h("div", { class: "bar" }, h("div", { class: "grow" }, filter), list.isSystem ? null : h("button", { type: "button", class: "main", "aria-keyshortcuts": "n", onclick: add }, "New item")),
    notice, empty, scroll, h("div", { class: "pager" }, where, back, on));
  return {
    element, add, turn, load, focusFilter: () => filter.focus(), focusRow,
    update(nextSite, nextList, columnsToo) { Object.assign(view, { site: nextSite, list: nextList, stale: view.stale || columnsToo }); return load(true); },
  };
}
