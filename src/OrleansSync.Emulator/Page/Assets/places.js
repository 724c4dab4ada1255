// Sites and their lists; makes both.
import { control, graph } from "./api.js";
import { toast } from "./announce.js";
import { columnForm } from "./columnForm.js";
import { field, openDialog } from "./dialogs.js";
import { $, h } from "./dom.js";
import { hashOf, onState, open, refresh, state } from "./state.js";

function draw() {
  const focused = document.activeElement?.closest?.("#places a")?.getAttribute("href");
  $("places").replaceChildren(...state.sites.map(section), h("button", { type: "button", class: "quiet add", onclick: () => editSite(null) }, "+ New site"));
  if (focused) [...document.querySelectorAll("#places a")].find(link => link.getAttribute("href") === focused)?.focus();
}

function section(site) {
  const lists = [...site.lists].sort((a, b) => Number(a.isSystem) - Number(b.isSystem) || a.displayName.localeCompare(b.displayName));
  return h("section", { class: "site" },
    h("div", { class: "site-head" }, h("h2", { title: site.path || "/" }, site.displayName), h("button", { type: "button", class: "quiet icon", "aria-label": `Time zone of ${site.displayName}`, title: "Time zone", onclick: () => editSite(site) }, "⋯")),
    h("ul", {}, lists.map(list => h("li", {}, h("a", { class: "place", href: hashOf(site, list), "aria-current": state.list === list ? "page" : undefined, onclick: close },
      h("span", { class: list.isSystem ? "soft" : undefined }, list.displayName), h("span", { class: "count" }, list.items.toLocaleString("en"), h("span", { class: "hidden-text" }, " items")))))),
    h("button", { type: "button", class: "quiet add", "aria-label": `New list in ${site.displayName}`, onclick: () => createList(site) }, "+ New list"));
}

const close = () => $("places-open").setAttribute("aria-expanded", "false");

/** Asks for a new list with its columns, and opens it. */
export async function createList(site) {
  const name = h("input", { type: "text", autocomplete: "off" });
  const about = h("input", { type: "text", autocomplete: "off" });
  const forms = [];
  const add = () => {
    const form = columnForm(site);
    const remove = h("button", { type: "button", onclick: () => { forms.splice(forms.indexOf(form), 1); form.element.remove(); more.focus(); } }, "Remove this column");
    form.element.append(h("div", { class: "actions" }, remove));
    forms.push(form);
    more.before(form.element);
    form.element.querySelector("input").focus();
  };
  const more = h("button", { type: "button", onclick: add }, "Add a column");
  const nameField = field("Name", name);
  const list = await openDialog({
    title: `New list in ${site.displayName}`, label: "Make list",
    body: [nameField, field("Description", about), h("h3", {}, "Columns beside Title; more can be added later"), forms.map(form => form.element), more],
    place: error => (/displayName|name is already/i.test(error.message) ? nameField : null),
    submit: () => graph("POST", `sites/${site.id}/lists`, { displayName: name.value, description: about.value, columns: forms.map(form => form.read()), list: { template: "genericList" } }),
  });
  if (!list) return;
  toast(`The list ${list.displayName} was made.`);
  await refresh("open");
  open(site, list);
  $("main").focus();
}

async function editSite(site) {
  const path = h("input", { type: "text", value: site?.path ?? "/sites/", disabled: site !== null, autocomplete: "off" });
  const zone = h("input", { type: "text", value: site?.timeZone ?? "Etc/UTC", list: "zones", autocomplete: "off" });
  const zones = h("datalist", { id: "zones" }, Intl.supportedValuesOf("timeZone").map(name => h("option", { value: name })));
  const [pathField, zoneField] = [field("Path on the server", path), field("Time zone", zone, "IANA name, such as Europe/Berlin; date-only values have their midnight there")];
  const done = await openDialog({
    title: site ? `Site ${site.displayName}` : "New site", label: site ? "Save" : "Make site", body: [pathField, zoneField, zones], place: error => (/zone/.test(error.message) ? zoneField : /path/.test(error.message) ? pathField : null),
    submit: () => (site ? control("PATCH", `sites/${site.id}`, { timeZone: zone.value }) : control("POST", "sites", { path: path.value, timeZone: zone.value })),
  });
  if (!done) return;
  toast(site ? "The site was saved." : "The site was made.");
  await refresh("columns");
}

export function startPlaces() {
  const button = $("places-open");
  button.addEventListener("click", () => button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true")));
  onState(draw);
}
