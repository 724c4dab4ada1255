// Faults on demand: choose one, arm it, see it strike.
import { control, small } from "./api.js";
import { fail, say, toast } from "./announce.js";
import { check, field, mark, select } from "./dialogs.js";
import { h } from "./dom.js";
import { onTraffic } from "./feed.js";

const Kinds = [["status", "Refuse with a status"], ["lostReply", "Do it, lose the answer"], ["delay", "Answer slowly"], ["duplicateRows", "Delta rows twice"], ["reorderedRows", "Delta rows in another order"], ["errorRow", "Error object in a delta page"], ["resync", "Delta token refused with 410"], ["duplicateNotification", "Notification twice"], ["lostNotification", "Notification not sent"], ["reorderedNotification", "Notification after the next one"]];
const Operations = [["", "any request"], ["itemCreate", "item: create"], ["itemUpdate", "item: change"], ["itemDelete", "item: delete"], ["itemRead", "item: read"], ["itemQuery", "items: query"], ["delta", "items: delta"], ["batch", "batch"], ["listRead", "list: read"], ["listWrite", "list: make, change, delete"], ["columnRead", "columns: read"], ["columnWrite", "columns: make, change, delete"], ["site", "site"], ["subscription", "subscription"]];
const DeltaKinds = ["duplicateRows", "reorderedRows", "errorRow", "resync"];
const NotificationKinds = ["duplicateNotification", "lostNotification", "reorderedNotification"];
const list = h("ul", { class: "faults" });
const empty = h("p", { class: "soft small" }, "No fault is armed.");
const armed = new Map();
let due = null;

const kind = select(Kinds, "status");
const operation = select(Operations, "");
const status = h("input", { type: "text", inputmode: "numeric", value: "503" });
const retry = h("input", { type: "text", inputmode: "numeric", value: "" });
const delay = h("input", { type: "text", inputmode: "decimal", value: "5" });
const skip = h("input", { type: "text", inputmode: "numeric", value: "0" });
const times = h("input", { type: "text", inputmode: "numeric", value: "1" });
const path = h("input", { type: "text", autocomplete: "off" });
const people = check("Edits on this page too", false);
const fields = { kind: field("What goes wrong", kind), operation: field("Strikes", operation), status: field("Status", status), retryAfter: field("Retry-After (s)", retry), delay: field("Delay (s)", delay), skip: field("Let pass first", skip), times: field("Times", times), pathContains: field("Path contains", path) };
const form = h("form", { novalidate: true, "aria-label": "New fault", onsubmit: arm });

const amount = input => (input.value.trim() === "" ? undefined : Number(input.value));
const span = seconds => new Date(seconds * 1000).toISOString().slice(11, 23);

function rule() {
  const isStatus = kind.value === "status";
  return {
    kind: kind.value, operation: operation.value || undefined, pathContains: path.value || undefined, skip: amount(skip), times: amount(times), people: people.box.checked,
    ...(isStatus ? { status: amount(status), retryAfter: amount(retry) } : {}),
    ...(kind.value === "delay" ? { delay: span(Number(delay.value) || 0) } : {}),
  };
}

function adapt() {
  fields.status.hidden = fields.retryAfter.hidden = kind.value !== "status";
  fields.delay.hidden = kind.value !== "delay";
  operation.disabled = DeltaKinds.includes(kind.value) || NotificationKinds.includes(kind.value);
  if (operation.disabled) operation.value = DeltaKinds.includes(kind.value) ? "delta" : "";
}

async function arm(event) {
  event.preventDefault();
  Object.values(fields).forEach(entry => mark(entry, null));
  try {
    await control("POST", "faults", rule());
    toast("The fault is armed.");
    await load();
  } catch (error) {
    const name = Object.keys(fields).find(key => new RegExp(`\\b(field |\\$\\.)?${key}\\b`, "i").test(error.message));
    if (name) {
      mark(fields[name], error.message);
      fields[name].querySelector("input, select").focus();
    } else fail(error);
  }
}

async function load() {
  const now = (await control("GET", "faults")).map(view => ({ ...view, rule: { ...view.rule, kind: small(view.rule.kind), operation: view.rule.operation && small(view.rule.operation) } }));
  for (const view of now) armed.set(view.id, view);
  for (const [id, view] of armed) {
    if (!now.some(entry => entry.id === id) && !view.isUsed) {
      Object.assign(view, { isUsed: true, struck: view.rule.times });
      say(`The fault ${nameOf(view.rule)} has struck as often as it should.`);
    }
  }
  draw();
}

const nameOf = rule => Kinds.find(([key]) => key === rule.kind)[1] + (rule.kind === "status" ? ` ${rule.status}` : "");

async function remove(view) {
  armed.delete(view.id);
  if (!view.isUsed) await control("DELETE", `faults/${view.id}`).catch(fail);
  draw();
  (list.querySelector("button") ?? kind).focus();
}

function draw() {
  list.replaceChildren(...[...armed.values()].reverse().map(view => h("li", {},
    h("div", {}, nameOf(view.rule), h("span", { class: "soft small" }, ` · ${Operations.find(([key]) => key === (view.rule.operation ?? ""))?.[1] ?? view.rule.operation}${view.rule.pathContains ? ` · ${view.rule.pathContains}` : ""}`)),
    h("span", { class: view.isUsed ? "badge used" : "badge" }, view.isUsed ? `used ${view.struck} of ${view.rule.times}` : `armed, struck ${view.struck} of ${view.rule.times}`),
    h("button", { type: "button", class: "icon quiet", "aria-label": `Remove the fault ${nameOf(view.rule)}`, onclick: () => remove(view) }, "✕"))));
  empty.hidden = armed.size > 0;
}

const expire = (body, text) => h("button", { type: "button", onclick: () => control("POST", "tokens/expire", body).then(() => toast(text), fail) }, body.access ? "Expire access tokens" : "Expire delta tokens");

export function makeFaults() {
  form.append(fields.kind, fields.operation, h("div", { class: "two" }, fields.status, fields.retryAfter), fields.delay, h("div", { class: "two" }, fields.skip, fields.times), fields.pathContains, people, h("div", { class: "actions" }, h("button", { type: "submit", class: "main" }, "Arm the fault")));
  form.classList.add("column-form");
  kind.addEventListener("change", adapt);
  adapt();
  draw();
  onTraffic(() => { if (armed.size > 0) due ??= setTimeout(() => { due = null; load().catch(() => {}); }, 250); });
  return { element: h("div", {}, form, h("div", { class: "pair" }, expire({ access: true, delta: false }, "Access tokens given out so far answer 401."), expire({ access: false, delta: true }, "Delta tokens given out so far answer 410.")), h("h3", { class: "armed" }, "Armed"), empty, list), load };
}
