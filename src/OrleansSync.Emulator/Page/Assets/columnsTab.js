// The columns of a list: look, add, change, delete.
import { graph, listPath } from "./api.js";
import { fail, toast } from "./announce.js";
import { columnForm } from "./columnForm.js";
import { KindNames, readColumns } from "./columns.js";
import { confirmed, openDialog } from "./dialogs.js";
import { h } from "./dom.js";

export function makeColumnsTab(site, list) {
  const path = `${listPath(site, list)}/columns`;
  const body = h("tbody");
  const element = h("div", {},
    h("div", { class: "bar" }, h("p", { class: "grow soft" }, "Title is built in. A column keeps the internal name that it got when it was made."), list.isSystem ? null : h("button", { type: "button", class: "main", onclick: () => edit(null) }, "New column")),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Columns" }, h("table", {}, h("thead", {}, h("tr", {}, ["Name", "Internal name", "Type", "Rules", "Actions"].map(text => h("th", { scope: "col" }, text)))), body)));

  async function edit(column) {
    const form = columnForm(site, column);
    const done = await openDialog({
      title: column ? `Column ${column.displayName}` : "New column", label: column ? "Save" : "Add column", body: form.element, place: error => (/name/i.test(error.message) ? form.nameField : null),
      submit: () => (column ? graph("PATCH", `${path}/${column.id}`, form.read()) : graph("POST", path, form.read())),
    });
    if (!done) return;
    toast(`The column ${done.displayName} was ${column ? "saved" : "added"}.`);
    await load();
  }

  async function remove(column) {
    const done = await confirmed(`Delete the column ${column.displayName}?`, "Its values go with it, and do not come back.", "Delete column", () => graph("DELETE", `${path}/${column.id}`));
    if (!done) return;
    toast(`The column ${column.displayName} was deleted.`);
    await load();
  }

  const rules = column => [column.required && "required", column.indexed && "indexed", column.enforceUniqueValues && "unique", column.multiple && "several values", column.readOnly && "read-only"].filter(Boolean).join(", ");

  async function load() {
    try {
      const columns = await readColumns(site, list);
      body.replaceChildren(...columns.map(column => h("tr", {}, h("td", {}, column.displayName), h("td", {}, h("code", {}, column.name)), h("td", {}, KindNames[column.kind]), h("td", {}, rules(column)),
        h("td", {}, list.isSystem ? null : h("div", { class: "actions" },
          h("button", { type: "button", "aria-label": `Change the column ${column.displayName}`, onclick: () => edit(column) }, "Change"),
          column.name === "Title" ? null : h("button", { type: "button", "aria-label": `Delete the column ${column.displayName}`, onclick: () => remove(column) }, "Delete"))))));
    } catch (error) {
      fail(error);
    }
  }

  return { element, load, add: () => list.isSystem || edit(null), update: load };
}
