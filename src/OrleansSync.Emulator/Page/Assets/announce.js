// What is told beside the place where it happened: to screen readers, and in short messages below.
import { $, h } from "./dom.js";

const Stay = 8000;

/** Tells screen readers. */
export function say(text) {
  $("live").textContent = "";
  requestAnimationFrame(() => { $("live").textContent = text; });
}

/** A message that goes by itself, unless it is pointed at or has the focus. */
export function toast(text, { action, run, failed = false } = {}) {
  const box = h("div", { class: failed ? "toast failed" : "toast" }, h("span", {}, text));
  const close = () => box.remove();
  if (action) box.append(h("button", { type: "button", onclick: () => { close(); run(); } }, action));
  box.append(h("button", { type: "button", class: "icon", "aria-label": "Close the message", onclick: close }, "✕"));
  const later = () => setTimeout(() => (box.matches(":hover, :focus-within") ? later() : close()), Stay);
  $("toasts").replaceChildren(box);
  later();
  say(text);
}

export const fail = error => toast(error.message, { failed: true });
