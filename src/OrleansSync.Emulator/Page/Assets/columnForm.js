// Describes a column: to make one, or to change what can be changed of one.
import { KindNames } from "./columns.js";
import { check, field, select } from "./dialogs.js";
import { h, newId } from "./dom.js";

const Makable = ["text", "note", "number", "currency", "boolean", "dateTime", "dateOnly", "choice", "multiChoice", "person", "lookup", "url"];
const Indexable = ["text", "number", "currency", "boolean", "dateTime", "dateOnly", "choice", "person", "lookup"];
const Uniquable = ["text", "number", "currency", "dateTime", "dateOnly", "choice", "person", "lookup"];

const lines = text => text.split("\n").map(line => line.trim()).filter(Boolean);

/** A form of one column: { element, read() } with what Graph takes. column is the one to change, or null. */
export function columnForm(site, column = null) {
  const name = h("input", { type: "text", value: column?.displayName ?? "", autocomplete: "off" });
  const kind = select(Makable.map(key => [key, KindNames[key]]), column?.kind ?? "text", { disabled: column !== null });
  const choices = h("textarea", { rows: "3", value: (column?.choice?.choices ?? []).join("\n") });
  const list = select(site.lists.filter(entry => !entry.isSystem).map(entry => [entry.id, entry.displayName]), column?.lookup?.listId ?? "", { disabled: column !== null });
  const several = check("Several values", Boolean(column?.multiple), { disabled: column !== null });
  const required = check("Required", Boolean(column?.required));
  const indexed = check("Indexed", Boolean(column?.indexed));
  const unique = check("No two items may have the same value", Boolean(column?.enforceUniqueValues));
  const [choicesField, listField] = [field("Choices, one a line", choices), field("List to look into", list, site.lists.every(entry => entry.isSystem) ? "The site has no other list yet; make that one first." : "Shows the title of its items")];

  function adapt() {
    choicesField.hidden = !["choice", "multiChoice"].includes(kind.value);
    listField.hidden = kind.value !== "lookup";
    several.hidden = !["person", "lookup"].includes(kind.value);
    indexed.hidden = !Indexable.includes(kind.value);
    unique.hidden = !Uniquable.includes(kind.value);
  }

  function facet() {
    switch (kind.value) {
      case "text": return { text: {} };
      case "note": return { text: { allowMultipleLines: true } };
      case "dateTime": return { dateTime: { format: "dateTime" } };
      case "dateOnly": return { dateTime: { format: "dateOnly" } };
      case "choice": return { choice: { choices: lines(choices.value), displayAs: "dropDownMenu" } };
      case "multiChoice": return { choice: { choices: lines(choices.value), displayAs: "checkBoxes" } };
      case "person": return { personOrGroup: { allowMultipleSelection: several.box.checked } };
      case "lookup": return { lookup: { listId: list.value, columnName: "Title", allowMultipleValues: several.box.checked } };
      case "url": return { hyperlinkOrPicture: {} };
      default: return { [kind.value]: {} };
    }
  }

  kind.addEventListener("change", adapt);
  unique.box.addEventListener("change", () => { if (unique.box.checked) indexed.box.checked = true; });
  adapt();
  const element = h("div", { class: "column-form", role: "group", "aria-labelledby": newId("column") }, h("div", { class: "two" }, field("Name", name), field("Type", kind)), choicesField, listField, h("div", { class: "pair" }, several, required, indexed, unique));
  element.setAttribute("aria-label", "Column");
  element.removeAttribute("aria-labelledby");
  return {
    element, nameField: name.closest(".field"),
    read() {
      const flags = { required: required.box.checked, ...(indexed.hidden ? {} : { indexed: indexed.box.checked }), ...(unique.hidden ? {} : { enforceUniqueValues: unique.box.checked }) };
      if (column === null) return { name: name.value, displayName: name.value, ...flags, ...facet() };
      return { displayName: name.value, ...flags, ...(["choice", "multiChoice"].includes(kind.value) ? { choice: { choices: lines(choices.value) } } : {}) };
    },
  };
}
