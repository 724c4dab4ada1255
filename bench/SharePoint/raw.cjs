// The baseline: $batch and delta by @microsoft/microsoft-graph-client, and nothing else. node raw.cjs NODE_MODULES; then one job a line.
const modules = process.argv[2];
const { Client, HTTPMessageHandler } = require(`${modules}/@microsoft/microsoft-graph-client`);
let client, path, batchSize, inFlight;

const fields = row => ({ Title: `Order ${row}`, Customer: `Customer number ${row % 5000}`, Amount: row + 0.25, Due: "2026-03-01T12:00:00Z", Open: row % 2 === 0 });
const key = row => row.toString(16).padStart(32, "0");
const headers = { "Content-Type": "application/json" };
const create = row => ({ method: "POST", url: `${path}/items`, headers, body: { fields: { ...fields(row), OrleansSyncKey: key(row) } } });
const update = row => ({ method: "PATCH", url: `${path}/items/${row}/fields`, headers, body: fields(row + 1) });

async function send(make, first, count) {
  let next = first;
  const end = first + count;
  await Promise.all(Array.from({ length: inFlight }, async () => {
    while (next < end) {
      const from = next;
      next = Math.min(end, from + batchSize);
      const requests = [];
      for (let row = from; row < next; row++) requests.push({ id: String(row - from), ...make(row) });
      const answer = await client.api("/$batch").post({ requests });
      for (const one of answer.responses) if (one.status >= 300) throw new Error(`${one.status}: ${JSON.stringify(one.body)}`);
    }
  }));
  return count;
}

async function delta(page) {
  let count = 0;
  let link = `${path}/items/delta?$expand=fields($select=Title,Customer,Amount,Due,Open,OrleansSyncKey)&$top=${page}`;
  while (link) {
    const answer = await client.api(link).get();
    count += answer.value.length;
    // It knows absolute addresses of https only.
    link = answer["@odata.nextLink"]?.split("/v1.0")[1];
  }
  return count;
}

const jobs = {
  async start({ root, token, list, size, parallel }) {
    // Its own middleware sends tokens over https only; without it the loop is the cheapest that the client can be.
    const http = new HTTPMessageHandler();
    const middleware = { execute: context => { context.options.headers = { ...context.options.headers, Authorization: `Bearer ${token}` }; return http.execute(context); } };
    client = Client.initWithMiddleware({ baseUrl: root, defaultVersion: "v1.0", middleware });
    [path, batchSize, inFlight] = [list, size, parallel];
    return 0;
  },
  create: ({ first, count }) => send(create, first, count),
  update: ({ first, count }) => send(update, first, count),
  delta: ({ page }) => delta(page),
};

require("readline").createInterface({ input: process.stdin }).on("line", async line => {
  const job = JSON.parse(line);
  const [cpu, start] = [process.cpuUsage(), process.hrtime.bigint()];
  const rows = await jobs[job.kind](job);
  const used = process.cpuUsage(cpu);
  console.log(JSON.stringify({ Rows: rows, CpuMs: (used.user + used.system) / 1000, WallMs: Number(process.hrtime.bigint() - start) / 1e6, Bytes: 0 }));
}).on("close", () => process.exit(0));
