// Columns of a list, and how their values look.
import { graph, listPath } from "./api.js";
import { h } from "./dom.js";
import { showDay, showTime } from "./time.js";

export const KindNames = {
  text: "Text, one line", note: "Text, several lines", number: "Number", currency: "Currency", boolean: "Yes/No", dateTime: "Date and time", dateOnly: "Date",
  choice: "Choice", multiChoice: "Choices, several", person: "Person", lookup: "Lookup", url: "Hyperlink", calculated: "Calculated", term: "Term", geolocation: "Geolocation", thumbnail: "Image", system: "Built in",
};

const Sortable = ["text", "choice", "number", "currency", "boolean", "dateTime", "dateOnly"];

function kindOf(column) {
  switch (column.type) {
    case "multichoice": return "multiChoice";
    case "dateTime": return column.dateTime ? (column.dateTime.format === "dateOnly" ? "dateOnly" : "dateTime") : "system";
    case "user": return column.personOrGroup ? "person" : "system";
    case "lookup": return column.lookup ? "lookup" : "system";
    case "multiterm": return "term";
    default: return KindNames[column.type] ? column.type : "system";
  }
}

/** The columns that a person sees. Only content types tell every type. */
export async function readColumns(site, list) {
  const types = await graph("GET", `${listPath(site, list)}/contentTypes?$expand=columns`);
  return types.value[0].columns.map(column => {
    const kind = kindOf(column);
    const multiple = Boolean(column.lookup?.allowMultipleValues || column.personOrGroup?.allowMultipleSelection || kind === "multiChoice");
    return { ...column, kind, multiple, sortable: Sortable.includes(kind), editable: !column.readOnly && !["system", "calculated", "geolocation", "thumbnail", "term"].includes(kind) };
  }).filter(column => !column.hidden && column.columnGroup !== "_Hidden" && column.kind !== "system");
}

/** What to ask for so that every value and every name of a person or item comes (5.2 allows 12 lookups). */
export function selection(columns) {
  const lookups = columns.filter(column => ["lookup", "person"].includes(column.kind)).slice(0, 11);
  const names = columns.filter(column => !["lookup", "person"].includes(column.kind)).map(column => column.name);
  return ["id", ...names, ...lookups.flatMap(column => [column.name, `${column.name}LookupId`]), "Editor"].join(",");
}

/** The text of a value, or an element; empty when there is none. */
export function show(column, fields, zone) {
  const value = fields[column.name];
  if (value === undefined || value === null) return "";
  switch (column.kind) {
    case "boolean": return value ? "Yes" : "No";
    case "number": return column.number?.displayAs === "percentage" ? `${+(value * 100).toPrecision(12)} %` : String(value);
    case "currency": return new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 15 }).format(value);
    case "dateTime": return showTime(value, zone);
    case "dateOnly": return showDay(value, zone);
    case "multiChoice": return h("span", {}, value.map(choice => h("span", { class: "tag" }, choice)));
    case "person": case "lookup": return Array.isArray(value) ? value.map(entry => entry.LookupValue).join(", ") : value;
    case "url": return value.Description || value.Url;
    case "term": return [value].flat().map(term => term.Label).join(", ");
    case "note": return String(value).replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim();
    default: return typeof value === "object" ? JSON.stringify(value) : String(value);
  }
}

export const isNumeric = column => column.kind === "number" || column.kind === "currency";
