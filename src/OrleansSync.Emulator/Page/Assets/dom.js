// Makes elements. Text always goes in as text, never as markup.

export const $ = id => document.getElementById(id);

/** An element: h("p", { class: "soft", onclick }, "text", child, [more], null). */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (["value", "checked", "disabled", "selected", "hidden", "indeterminate"].includes(name)) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

let last = 0;
export const newId = prefix => `${prefix}-${++last}`;

/** Tabs of the ARIA pattern: arrow keys move and choose. The panels are the callers' business. */
export function tabs(label, entries, chosen, choose) {
  const buttons = entries.map(([key, text]) => h("button", {
    type: "button", role: "tab", id: `tab-${key}`, "aria-controls": `panel-${key}`, "aria-selected": String(key === chosen), tabindex: key === chosen ? "0" : "-1",
    onclick: () => choose(key),
  }, text));
  const bar = h("div", { class: "tabs", role: "tablist", "aria-label": label }, buttons);
  bar.addEventListener("keydown", event => {
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const key = entries[(to + entries.length) % entries.length][0];
    choose(key);
    $(`tab-${key}`)?.focus();
  });
  return bar;
}

export const panel = (key, ...children) => h("div", { role: "tabpanel", id: `panel-${key}`, "aria-labelledby": `tab-${key}` }, children);

export const plural = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
