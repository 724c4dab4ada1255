// Deletes an item, and brings it back.
import { control, graph, listPath } from "./api.js";
import { fail, toast } from "./announce.js";
import { refresh } from "./state.js";

let latest = null;

/** Deletes an item as it was read; a changed one is refused. */
export async function removeItem(site, list, item) {
  try {
    await graph("DELETE", `${listPath(site, list)}/items/${item.id}`, undefined, { "if-match": item.eTag });
    latest = { site, list, id: item.id };
    toast(`Item ${item.id} is in the recycle bin.`, { action: "Undo", run: undo });
    await refresh("live");
    return true;
  } catch (error) {
    fail(error);
    await refresh("live");
    return false;
  }
}

export async function restoreItem(site, list, id) {
  await control("POST", `${listPath(site, list)}/recyclebin/${id}/restore`, {});
  if (latest?.id === id) latest = null;
  toast(`Item ${id} was restored.`);
  await refresh("live");
}

/** Brings back what was deleted last. */
export async function undo() {
  if (!latest) return;
  const { site, list, id } = latest;
  latest = null;
  await restoreItem(site, list, id).catch(fail);
}
