// Makes, changes and deletes an item.
import { graph, listPath } from "./api.js";
import { fail, toast } from "./announce.js";
import { controlOf } from "./controls.js";
import { selection } from "./columns.js";
import { openDialog } from "./dialogs.js";
import { h } from "./dom.js";
import { refresh } from "./state.js";
import { removeItem } from "./removal.js";
import { showTime } from "./time.js";

const Links = { prefer: "apiversion=2.1" };

async function build(columns, fields, site) {
  const editable = columns.filter(column => column.editable);
  const controls = await Promise.all(editable.map(column => controlOf(column, fields, site)));
  return editable.map((column, at) => ({ column, ...controls[at], before: JSON.stringify(controls[at].read()) }));
}

const changed = entries => Object.assign({}, ...entries.filter(entry => JSON.stringify(entry.read()) !== entry.before).map(entry => entry.read()));

/** The field that an error is about: the service names it, or it can only be the one unique column that was written. */
function place(error, entries) {
  const named = entries.find(entry => error.message.includes(`'${entry.column.name}'`) || error.message.includes(`'${entry.column.name}LookupId'`));
  const unique = entries.filter(entry => entry.column.enforceUniqueValues && JSON.stringify(entry.read()) !== entry.before);
  return (named ?? (error.message.includes("unique constraints") && unique.length === 1 ? unique[0] : null))?.element ?? null;
}

export async function createItem(site, list, columns) {
  try {
    const entries = await build(columns, {}, site);
    const item = await openDialog({
      title: "New item", label: "Add item", body: entries.map(entry => entry.element), place: error => place(error, entries),
      submit: () => graph("POST", `${listPath(site, list)}/items`, { fields: changed(entries) }, Links),
    });
    if (item) toast(`Item ${item.id} was added.`);
    return item?.id ?? null;
  } catch (error) {
    fail(error);
    return null;
  }
}

export async function editItem(site, list, columns, id) {
  try {
    const path = `${listPath(site, list)}/items/${id}`;
    const item = await graph("GET", `${path}?$expand=fields($select=${selection(columns)})`);
    const entries = await build(columns, item.fields, site);
    const remove = h("button", { type: "button", class: "bad first", onclick: () => remove.dialog.finish("remove") }, "Delete item");
    const again = (error, dialog) => (error.status === 412 || error.status === 409 ? [h("button", { type: "button", onclick: () => dialog.finish("again") }, "Show its current values")] : []);
    const about = h("p", { class: "soft small" }, `Changed ${showTime(item.lastModifiedDateTime, site.timeZone)} by ${item.lastModifiedBy?.user?.displayName ?? "somebody"}`);
    const done = openDialog({
      title: `Item ${id}`, label: "Save", body: [about, entries.map(entry => entry.element)], extra: list.isSystem ? [] : [remove], place: error => place(error, entries), onFailure: again,
      submit: async () => {
        const fields = changed(entries);
        if (Object.keys(fields).length > 0) await graph("PATCH", `${path}/fields`, fields, { ...Links, "if-match": item.eTag });
        return "saved";
      },
    });
    const result = await done;
    if (result === "saved") toast(`Item ${id} was saved.`);
    if (result === "remove") await removeItem(site, list, { id, eTag: item.eTag });
    if (result === "again") await editItem(site, list, columns, id);
  } catch (error) {
    fail(error);
    await refresh("live");
  }
}
