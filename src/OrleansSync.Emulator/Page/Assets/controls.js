// For each kind of column the control that edits it. Each gives its field and reads what would be written.
import { control, graph, listPath } from "./api.js";
import { field, openDialog, select } from "./dialogs.js";
import { h } from "./dom.js";
import { toInstant, toWall } from "./time.js";

/** Items beyond which a lookup is edited by id. */
const LookupsMax = 500;

const isBlank = text => text.trim() === "";

// What cannot be read as a number goes to the service as it is, so that the service says what it says.
const toNumber = text => (isBlank(text) ? null : Number.isFinite(Number(text)) ? Number(text) : text);

function group(column, entries, chosen, hint) {
  const boxes = entries.map(([value, text]) => h("input", { type: "checkbox", value, checked: chosen.includes(value) }));
  const element = h("fieldset", { class: "field" }, h("legend", {}, column.displayName),
    h("div", { class: "box", tabindex: entries.length > 6 ? "0" : undefined, role: "group", "aria-label": column.displayName }, entries.length === 0 ? h("p", { class: "soft" }, hint) : boxes.map((box, at) => h("label", { class: "check" }, box, entries[at][1]))));
  return { element, boxes, chosen: () => boxes.filter(box => box.checked).map(box => box.value) };
}

const one = (column, input, hint, read) => ({ element: field(column.displayName, input, column.description || hint), read: () => ({ [column.name]: read() }) });

function choice(column, value = "") {
  const choices = column.choice.choices;
  if (column.choice.allowTextEntry) {
    const list = h("datalist", { id: `choices-${column.name}` }, choices.map(entry => h("option", { value: entry })));
    const input = h("input", { type: "text", value, list: list.id });
    const made = one(column, input, "One of the choices, or a text of your own", () => (input.value === "" ? null : input.value));
    made.element.append(list);
    return made;
  }
  const known = value === "" || choices.includes(value) ? choices : [...choices, value];
  const input = select([["", "(none)"], ...known.map(entry => [entry, entry])], value);
  return one(column, input, null, () => input.value || null);
}

function multiChoice(column, value = []) {
  const known = [...new Set([...column.choice.choices, ...value])];
  const made = group(column, known.map(entry => [entry, entry]), value, "The column has no choices.");
  return { element: made.element, read: () => ({ [`${column.name}@odata.type`]: "Collection(Edm.String)", [column.name]: made.chosen() }) };
}

async function people(site) {
  const users = await graph("GET", `sites/${site.id}/lists/User%20Information%20List/items?$expand=fields&$top=1000`);
  return users.value.map(user => [user.id, user.fields.Title + (user.fields.EMail ? ` (${user.fields.EMail})` : "")]);
}

async function targets(column, site) {
  const list = site.lists.find(candidate => candidate.id === column.lookup.listId);
  if (!list || list.items > LookupsMax) return null;
  const items = await graph("GET", `${listPath(site, list)}/items?$expand=fields($select=${column.lookup.columnName})&$top=${LookupsMax}`);
  return items.value.map(item => [item.id, `${item.fields[column.lookup.columnName] ?? "(no value)"} · ${item.id}`]);
}

function idsOf(column, fields) {
  const value = column.multiple ? (fields[column.name] ?? []).map(entry => String(entry.LookupId)) : fields[`${column.name}LookupId`];
  return column.multiple ? value : value ? [value] : [];
}

async function reference(column, fields, site) {
  const isPerson = column.kind === "person";
  const chosen = idsOf(column, fields);
  const name = `${column.name}LookupId`;
  const known = isPerson ? await people(site) : await targets(column, site);
  const write = ids => (column.multiple ? { [`${name}@odata.type`]: "Collection(Edm.Int32)", [name]: ids.map(Number) } : { [name]: ids[0] ? Number(ids[0]) : null });
  if (known === null) {
    const input = h("input", { type: "text", inputmode: "numeric", value: chosen.join(", ") });
    return { element: field(column.displayName, input, column.multiple ? "Ids of items, with commas" : "Id of an item; the other list is too long to choose from"), read: () => write(input.value.split(",").map(id => id.trim()).filter(Boolean)) };
  }
  if (column.multiple) {
    const made = group(column, known, chosen, isPerson ? "The site knows nobody yet." : "The other list has no items yet.");
    if (isPerson) made.element.append(newPerson(site, async id => { made.element.querySelector(".box").append(...await addedBox(made, site, id)); }));
    return { element: made.element, read: () => write(made.chosen()) };
  }
  const input = select([["", "(none)"], ...known], chosen[0] ?? "");
  const element = field(column.displayName, input, column.description);
  if (isPerson) {
    input.replaceWith(h("div", { class: "beside" }, h("div", {}), newPerson(site, async id => {
      input.replaceChildren(...[["", "(none)"], ...await people(site)].map(([key, text]) => h("option", { value: key }, text)));
      input.value = String(id);
    })));
    element.querySelector(".beside > div").append(input);
  }
  return { element, read: () => write(input.value ? [input.value] : []) };
}

async function addedBox(made, site, id) {
  const [, text] = (await people(site)).find(([key]) => key === String(id));
  const box = h("input", { type: "checkbox", value: String(id), checked: true });
  made.boxes.push(box);
  return [h("label", { class: "check" }, box, text)];
}

function newPerson(site, done) {
  return h("button", { type: "button", onclick: async () => {
    const name = h("input", { type: "text", autocomplete: "off" });
    const email = h("input", { type: "text", inputmode: "email", autocomplete: "off" });
    const person = await openDialog({ title: "New person", label: "Add person", body: [field("Name", name), field("E-mail", email)], submit: () => control("POST", `sites/${site.id}/people`, { name: name.value, email: email.value }) });
    if (person) await done(person.id);
  } }, "New person…");
}

function hyperlink(column, value) {
  const url = h("input", { type: "url", value: value?.Url ?? "", placeholder: "https://" });
  const text = h("input", { type: "text", value: value?.Description ?? "" });
  const element = h("fieldset", { class: "field" }, h("legend", {}, column.displayName), h("div", { class: "two" }, field("Address", url), field("Text to show", text)));
  return { element, read: () => ({ [column.name]: isBlank(url.value) ? null : { Url: url.value, Description: text.value || url.value } }) };
}

function plain(column, fields, zone) {
  const value = fields[column.name];
  switch (column.kind) {
    case "note": {
      const area = h("textarea", { rows: "4", value: value ?? "" });
      return one(column, area, column.text?.appendChangesToExistingText ? "Each change is added to what stands there" : null, () => area.value || null);
    }
    case "number": case "currency": {
      const input = h("input", { type: "text", inputmode: "decimal", value: value ?? "" });
      return one(column, input, column.number?.displayAs === "percentage" ? "0.5 is 50 %" : null, () => toNumber(input.value));
    }
    case "boolean": {
      const input = select([["", "(none)"], ["true", "Yes"], ["false", "No"]], value === undefined ? "" : String(value));
      return one(column, input, null, () => (input.value === "" ? null : input.value === "true"));
    }
    case "dateTime": {
      const input = h("input", { type: "datetime-local", step: "1", value: value ? toWall(value, zone) : "" });
      return one(column, input, `In the site's time zone, ${zone}`, () => (input.value ? toInstant(input.value, zone) : null));
    }
    case "dateOnly": {
      const input = h("input", { type: "date", value: value ? toWall(value, zone).slice(0, 10) : "" });
      return one(column, input, `Midnight in the site's time zone, ${zone}`, () => (input.value ? toInstant(`${input.value}T00:00:00`, zone) : null));
    }
    default: {
      const input = h("input", { type: "text", value: value ?? "" });
      return one(column, input, column.enforceUniqueValues ? "No two items may have the same" : null, () => input.value || null);
    }
  }
}

/** The control of a column: { element, read() } where read gives the members to write. */
export async function controlOf(column, fields, site) {
  switch (column.kind) {
    case "choice": return choice(column, fields[column.name]);
    case "multiChoice": return multiChoice(column, fields[column.name]);
    case "person": case "lookup": return reference(column, fields, site);
    case "url": return hyperlink(column, fields[column.name]);
    default: return plain(column, fields, site.timeZone);
  }
}
