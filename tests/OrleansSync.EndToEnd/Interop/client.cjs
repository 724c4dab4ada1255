// A caller that shares no code with the server: grpc-js, with the contract read from the .proto files.
// node client.cjs ADDRESS KEY PROTOS prints what it saw as one JSON object.
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const [address, key, protos] = process.argv.slice(2);
const { SyncDefinitions } = grpc.loadPackageDefinition(
  loader.loadSync('orleanssync/v1/sync_definitions.proto', { includeDirs: [protos], enums: String, keepCase: true, defaults: true })).orleanssync.v1;
const client = new SyncDefinitions(address, grpc.credentials.createInsecure());

function call(method, request, withKey = true) {
  const metadata = new grpc.Metadata();
  if (withKey) {
    metadata.set('authorization', `Bearer ${key}`);
  }
  return new Promise(resolve => client[method](request, metadata, { deadline: Date.now() + 20000 }, (error, answer) => resolve(error
    ? { code: grpc.status[error.code], details: error.details, rich: error.metadata.get('grpc-status-details-bin').length }
    : answer)));
}

(async () => {
  const definition = {
    name: 'Bestellungen – 注文', direction: 'SYNC_DIRECTION_TWO_WAY', table: { schema: 'public', table: 'orders' },
    list: { site_url: 'https://contoso.sharepoint.com/sites/Sales', list: 'Orders' },
  };
  const created = await call('CreateSyncDefinition', { sync_definition: definition });
  console.log(JSON.stringify({
    created,
    read: await call('GetSyncDefinition', { id: created.id }),
    listed: await call('ListSyncDefinitions', { filter: 'direction = TWO_WAY' }),
    taken: await call('CreateSyncDefinition', { sync_definition: definition }),
    anonymous: await call('GetSyncDefinition', { id: created.id }, false),
  }));
  client.close();
})();
