// Keyboard shortcuts, and the dialog that tells them. Single keys can be turned off, for those who speak to their computer.
import { openDialog, check } from "./dialogs.js";
import { h } from "./dom.js";
import { current } from "./listView.js";
import { createList } from "./places.js";
import { undo } from "./removal.js";
import { open, recall, remember, state } from "./state.js";
import { togglePause } from "./traffic.js";

const tab = name => () => state.list && open(state.site, state.list, name);

const Shortcuts = [
  [["n"], "New item, or new column on that tab", () => current()?.add?.()],
  [["l"], "New list in the site", () => createList(state.site ?? state.sites.at(-1))],
  [["/"], "Filter the items", () => current()?.focusFilter?.()],
  [["i"], "Go to the items", () => current()?.focusRow?.()],
  [["["], "Previous page", () => current()?.turn?.(-1)],
  [["]"], "Next page", () => current()?.turn?.(1)],
  [["1"], "Items", tab("items")],
  [["2"], "Columns", tab("columns")],
  [["3"], "Recycle bin", tab("bin")],
  [["u"], "Undo the last delete", () => undo()],
  [["p"], "Pause the traffic, or go on", () => togglePause()],
  [["?"], "These shortcuts", () => showShortcuts()],
];
const InRows = [[["↑", "↓"], "Move between items (also k and j)"], [["Enter"], "Edit the item"], [["Delete"], "Delete the item"], [["Esc"], "Close a dialog"]];

const isOn = () => recall("keys") !== "off";

function showShortcuts() {
  const line = ([keys, text]) => [h("dt", {}, keys.map(key => h("kbd", {}, key))), h("dd", {}, text)];
  const single = check("Single-key shortcuts are on", isOn());
  single.box.addEventListener("change", () => remember("keys", single.box.checked ? "on" : "off"));
  openDialog({ title: "Keyboard shortcuts", body: [h("h3", {}, "On an item"), h("dl", { class: "shortcuts" }, InRows.map(line)), h("h3", {}, "Anywhere but in a field"), h("dl", { class: "shortcuts" }, Shortcuts.map(line)), single] });
}

export function startKeys() {
  document.getElementById("help").addEventListener("click", showShortcuts);
  document.addEventListener("keydown", event => {
    if (!isOn() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]") || event.target.matches("input, select, textarea, [contenteditable]")) return;
    const shortcut = Shortcuts.find(([keys]) => keys.includes(event.key));
    if (!shortcut) return;
    event.preventDefault();
    shortcut[2]();
  });
}
