// Calls of the emulator: Graph as a person, and the control API.

export class ServiceError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

async function call(url, method, body, headers) {
  let response;
  try {
    response = await fetch(url, {
      method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new ServiceError(0, "noAnswer", "No answer came. The connection broke, or the emulator has stopped; what was asked for may have been done.");
  }
  const text = await response.text();
  const json = text ? JSON.parse(text) : null;
  if (!response.ok) throw new ServiceError(response.status, json?.error?.code ?? "error", json?.error?.message ?? `The service answered ${response.status}.`);
  return json;
}

const Root = "/_emulator/graph/v1.0/";

/** Graph; the path is relative to its version, or a link that it gave. */
export const graph = (method, path, body, headers = {}) => call(path.startsWith("http") ? new URL(path).pathname + new URL(path).search : Root + path, method, body, headers);

/** The control API. */
export const control = (method, path, body) => call("/_emulator/" + path, method, body, {});

/** Words of the control API begin with a capital when it writes them, and may begin small when it reads them. */
export const small = word => word[0].toLowerCase() + word.slice(1);

export const listPath = (site, list) => `sites/${site.id}/lists/${list.id}`;
