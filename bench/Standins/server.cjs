// The same service on grpc-js: node server.cjs NODE_MODULES PROTO prints its port.
const [modules, proto] = process.argv.slice(2);
const grpc = require(`${modules}/@grpc/grpc-js`);
const loader = require(`${modules}/@grpc/proto-loader`);
const { Rows } = grpc.loadPackageDefinition(loader.loadSync(proto, { keepCase: true })).orleanssync.bench.v1;
const server = new grpc.Server();
server.addService(Rows.service, { Apply: (call, answer) => answer(null, { outcomes: (call.request.rows ?? []).map(row => ({ key: row.key, status: 1 })) }) });
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => console.log(port));
process.stdin.on('end', () => process.exit(0)).resume();
