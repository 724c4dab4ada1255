// One frame for every dialog: title, body, buttons, errors; the focus goes back to where it was.
import { h, newId } from "./dom.js";

/** Shows a message beside one field, or takes it away. */
export function mark(field, message) {
  field.querySelector(".error")?.remove();
  field.classList.toggle("wrong", Boolean(message));
  const controls = field.querySelectorAll("input, select, textarea");
  for (const control of controls) {
    if (message) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
  if (!message) {
    controls.forEach(control => control.removeAttribute("aria-errormessage"));
    return;
  }
  const error = h("p", { class: "error", id: newId("error") }, message);
  field.append(error);
  controls.forEach(control => {
    control.setAttribute("aria-describedby", error.id);
    control.setAttribute("aria-errormessage", error.id);
  });
}

/**
 * Opens a dialog. submit does the work; what it throws is shown by the field that place(error) names, else above the fields.
 * The promise ends with what submit returned, or null when the dialog was closed.
 */
export function openDialog({ title, body, label, submit, place = () => null, extra = [], danger = false, onFailure = () => [] }) {
  const back = document.activeElement;
  const titleId = newId("title");
  const problem = h("div", { class: "notice", role: "alert", hidden: true });
  const go = label && h("button", { type: "submit", class: danger ? "bad" : "main" }, label);
  const form = h("form", { novalidate: true },
    h("header", {}, h("h2", { id: titleId }, title)),
    h("div", { class: "body" }, problem, body),
    h("footer", {}, extra.map(button => (button.classList.add("first"), button)), h("button", { type: "button", onclick: () => dialog.close() }, label ? "Cancel" : "Close"), go));
  const dialog = h("dialog", { "aria-labelledby": titleId }, form);
  document.body.append(dialog);
  return new Promise(resolve => {
    let result = null;
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (back?.isConnected) back.focus();
      resolve(result);
    });
    form.addEventListener("submit", async event => {
      event.preventDefault();
      if (!go || go.disabled) return;
      go.disabled = true;
      problem.hidden = true;
      form.querySelectorAll(".field.wrong").forEach(field => mark(field, null));
      try {
        result = await submit();
        dialog.close();
      } catch (error) {
        const field = place(error);
        if (field) {
          mark(field, error.message);
          (field.querySelector("input, select, textarea") ?? field).focus();
        } else {
          problem.replaceChildren(error.message, ...onFailure(error, dialog));
          problem.hidden = false;
          problem.scrollIntoView({ block: "nearest" });
        }
      } finally {
        go.disabled = false;
      }
    });
    dialog.showModal();
    (form.querySelector(".body input, .body select, .body textarea") ?? go ?? form.querySelector("footer button")).focus();
    dialog.finish = value => { result = value; dialog.close(); };
    for (const button of extra) button.dialog = dialog;
  });
}

/** Asks whether to do something that takes something away. */
export const confirmed = (title, text, label, work) =>
  openDialog({ title, body: h("p", {}, text), label, danger: true, submit: async () => { await work(); return true; } });

/** A labelled control with a hint. */
export function field(label, control, hint) {
  control.id ||= newId("field");
  const note = hint && h("p", { class: "hint", id: newId("hint") }, hint);
  if (note) control.setAttribute("aria-describedby", note.id);
  return h("div", { class: "field" }, h("label", { for: control.id }, label), control, note);
}

/** A choice of one: entries are [value, text]. */
export const select = (entries, value, props = {}) => h("select", props, entries.map(([key, text]) => h("option", { value: key, selected: key === value }, text)));

export function check(label, checked, props = {}) {
  const box = h("input", { type: "checkbox", checked, ...props });
  return Object.assign(h("label", { class: "check" }, box, label), { box });
}
