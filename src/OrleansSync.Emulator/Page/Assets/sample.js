// A list to look at: every type of column that can be written, and a few items.
import { control, graph, listPath } from "./api.js";

const Customers = ["Northwind Traders", "Fabrikam", "Adventure Works", "Contoso Retail", "Tailspin Toys", "Wide World Importers"];
const States = ["New", "Packed", "Shipped", "Paid"];

export async function makeSample(site) {
  const people = [];
  for (const [name, email] of [["Ada Berg", "ada@contoso.example"], ["Jonas Lind", "jonas@contoso.example"]]) {
    people.push(await control("POST", `sites/${site.id}/people`, { name, email }));
  }
  const customers = await graph("POST", `sites/${site.id}/lists`, { displayName: freeName(site, "Sample customers"), columns: [] });
  const ids = [];
  for (const name of Customers) {
    ids.push(Number((await graph("POST", `${listPath(site, customers)}/items`, { fields: { Title: name } })).id));
  }
  const orders = await graph("POST", `sites/${site.id}/lists`, { displayName: freeName(site, "Sample orders"), columns: columns(customers.id) });
  for (let at = 0; at < 12; at++) {
    await graph("POST", `${listPath(site, orders)}/items`, { fields: fields(at, ids, people) }, { prefer: "apiversion=2.1" });
  }
  return orders;
}

function freeName(site, name) {
  let free = name;
  for (let number = 2; site.lists.some(list => list.displayName === free); number++) free = `${name} ${number}`;
  return free;
}

const columns = customers => [
  { name: "OrderNumber", displayName: "Order number", text: {}, indexed: true, enforceUniqueValues: true },
  { name: "Customer", lookup: { listId: customers, columnName: "Title" } },
  { name: "State", choice: { choices: States } },
  { name: "Tags", choice: { choices: ["Gift", "Express", "Fragile"], displayAs: "checkBoxes" } },
  { name: "Quantity", number: {}, indexed: true },
  { name: "Total", currency: {} },
  { name: "Due", dateTime: { format: "dateOnly" }, indexed: true },
  { name: "Picked", dateTime: { format: "dateTime" } },
  { name: "Owner", personOrGroup: {} },
  { name: "Watchers", personOrGroup: { allowMultipleSelection: true } },
  { name: "Confirmed", boolean: {} },
  { name: "Page", hyperlinkOrPicture: {} },
  { name: "Remarks", text: { allowMultipleLines: true } },
];

const day = number => `2026-03-${String(number).padStart(2, "0")}`;

const fields = (at, customers, people) => ({
  Title: `Order for ${Customers[at % Customers.length]}`,
  OrderNumber: `SO-${1041 + at}`,
  CustomerLookupId: customers[at % customers.length],
  State: States[at % States.length],
  "Tags@odata.type": "Collection(Edm.String)",
  Tags: [["Gift"], ["Express", "Fragile"], []][at % 3],
  Quantity: 3 + ((at * 7) % 20),
  Total: 129.5 + at * 48.25,
  Due: `${day(3 + at)}T12:00:00Z`,
  ...(at % 3 ? { Picked: `${day(2 + at)}T09:${10 + at}:00Z` } : {}),
  OwnerLookupId: people[at % 2].id,
  "WatchersLookupId@odata.type": "Collection(Edm.Int32)",
  WatchersLookupId: at % 4 ? [] : people.map(person => person.id),
  Confirmed: at % 3 === 0,
  Page: { Url: `https://contoso.example/orders/${1041 + at}`, Description: `SO-${1041 + at}` },
  ...(at % 4 === 1 ? { Remarks: "Leave at the back door." } : {}),
});
