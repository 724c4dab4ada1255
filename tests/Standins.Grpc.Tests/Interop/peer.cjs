// The other side of the interop tests: grpc-js as client and as server, told what to do by lines of JSON.
// node peer.cjs PROTOS reads {"id":1,"op":"call",...} from its input and prints {"id":1,"result":...} when that is done.
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');
const http2 = require('http2');
const zlib = require('zlib');

const definition = loader.loadSync('standins/probe/v1/probes.proto', { includeDirs: [process.argv[2]], keepCase: true, defaults: true });
const { Probes } = grpc.loadPackageDefinition(definition).standins.probe.v1;
const clients = new Map();
const servers = new Map();
const calls = new Map();
const events = { waiting: [], seen: [] };

function tell(event) {
  const waiter = events.waiting.findIndex(each => each.event === event);
  waiter >= 0 ? events.waiting.splice(waiter, 1)[0].resolve(event) : events.seen.push(event);
}

function metadataOf(entries) {
  const metadata = new grpc.Metadata();
  for (const [key, value] of entries ?? []) {
    metadata.add(key, key.endsWith('-bin') ? Buffer.from(value, 'base64') : value);
  }
  return metadata;
}

function entriesOf(metadata) {
  const all = metadata?.toJSON() ?? {};
  return Object.keys(all).flatMap(key => metadata.get(key).map(value => [key, Buffer.isBuffer(value) ? value.toString('base64') : value]));
}

function clientOf(spec) {
  const key = spec.channel ?? JSON.stringify([spec.address, spec.options, spec.ca]);
  if (!clients.has(key)) {
    const credentials = spec.ca ? grpc.credentials.createSsl(Buffer.from(spec.ca)) : grpc.credentials.createInsecure();
    clients.set(key, new Probes(spec.address, credentials, { 'grpc.use_local_subchannel_pool': 1, ...spec.options }));
  }
  return clients.get(key);
}

const bytes = length => Buffer.alloc(length, 1);
const requestOf = message => ({ text: message.text ?? '', data: message.size ? bytes(message.size) : Buffer.alloc(0) });
const seenOf = message => ({ text: message.text, size: message.data.length });

const operations = {
  // One call of any kind; ends with its status.
  call(spec) {
    const client = clientOf(spec);
    const options = {};
    if (spec.deadline) {
      options.deadline = Date.now() + spec.deadline;
    }
    const metadata = metadataOf(spec.metadata);
    metadata.setOptions({ waitForReady: !!spec.waitForReady });
    const seen = { headers: null, messages: [] };
    const messages = (spec.messages ?? [{}]).map(requestOf);
    return new Promise(resolve => {
      const single = spec.method === 'Say' || spec.method === 'Collect' || spec.method === 'Forget';
      const answered = (_, message) => message && seen.messages.push(seenOf(message));
      const call = spec.method === 'Collect' ? client.Collect(metadata, options, answered)
        : spec.method === 'Chat' ? client.Chat(metadata, options)
        : single ? client[spec.method](messages[0], metadata, options, answered)
        : client.Count(messages[0], metadata, options);
      if (spec.handle) {
        calls.set(spec.handle, call);
      }
      call.on('metadata', headers => { seen.headers = entriesOf(headers); tell('headers'); });
      call.on('status', status => setImmediate(() => resolve({ ...seen, code: grpc.status[status.code], details: status.details, trailers: entriesOf(status.metadata) })));
      call.on('error', () => {});
      if (!single && !spec.paused) {
        call.on('data', message => {
          seen.messages.push(seenOf(message));
          tell(`message ${seen.messages.length}`);
          if (seen.messages.length === spec.cancelAfter) {
            call.cancel();
          }
        });
      }
      call.seen = seen;
      if (spec.method === 'Collect' || spec.method === 'Chat') {
        messages.forEach(message => call.write(message));
        if (!spec.open) {
          call.end();
        }
      }
    });
  },
  write: spec => new Promise(resolve => calls.get(spec.handle).write(requestOf(spec.message), () => resolve(true))),
  end: spec => (calls.get(spec.handle).end(), true),
  cancel: spec => (calls.get(spec.handle).cancel(), true),
  read: spec => { const call = calls.get(spec.handle); call.on('data', message => call.seen.messages.push(seenOf(message))); return true; },
  event: spec => { const at = events.seen.indexOf(spec.event); return at >= 0 ? events.seen.splice(at, 1)[0] : new Promise(resolve => events.waiting.push({ event: spec.event, resolve })); },
  // Ends after the given time; keep-alive is about time that passes.
  pass: spec => new Promise(resolve => setTimeout(() => resolve(true), spec.milliseconds)),

  // A server whose methods do what the text of the request says.
  serve: spec => new Promise((resolve, reject) => {
    const server = new grpc.Server(spec.options ?? {});
    server.addService(Probes.service, { Say: say, Count: count, Collect: collect, Chat: chat });
    const credentials = spec.key ? grpc.ServerCredentials.createSsl(null, [{ private_key: Buffer.from(spec.key), cert_chain: Buffer.from(spec.ca) }]) : grpc.ServerCredentials.createInsecure();
    server.bindAsync(`127.0.0.1:${spec.port ?? 0}`, credentials, (error, port) => {
      servers.set(port, server);
      error ? reject(error) : resolve(port);
    });
  }),
  // Lets no call go on and closes all connections.
  shutdown: spec => { servers.get(spec.port).forceShutdown(); servers.delete(spec.port); return true; },
  // grpc-js never compresses what it answers, so the frames are made here.
  serveGzip: () => new Promise(resolve => {
    const server = http2.createServer();
    server.on('stream', stream => {
      const chunks = [];
      stream.on('data', chunk => chunks.push(chunk));
      stream.on('end', () => {
        const payload = zlib.gzipSync(Buffer.concat(chunks).subarray(5));
        const head = Buffer.alloc(5);
        head.writeUInt8(1, 0);
        head.writeUInt32BE(payload.length, 1);
        stream.respond({ ':status': 200, 'content-type': 'application/grpc', 'grpc-encoding': 'gzip' }, { waitForTrailers: true });
        stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
        stream.end(Buffer.concat([head, payload]));
      });
    });
    server.listen(0, '127.0.0.1', () => resolve(server.address().port));
  }),
};

function failure(text) {
  const [, code, details] = text.split(':');
  return { code: grpc.status[code], details, metadata: metadataOf([['why', 'because'], ['why-bin', Buffer.from([0, 1, 255]).toString('base64')]]) };
}

function watch(call) {
  call.on('cancelled', () => tell('cancelled'));
}

function say(call, answer) {
  watch(call);
  const text = call.request.text;
  if (text === 'headers') {
    const echoed = entriesOf(call.metadata).filter(([key]) => key.startsWith('x-'));
    call.sendMetadata(metadataOf(echoed));
    answer(null, { text: JSON.stringify(echoed) }, metadataOf(echoed.map(([key, value]) => [key.replace('x-', 'y-'), value])));
  } else if (text.startsWith('fail')) {
    answer(failure(text));
  } else if (text.startsWith('size:')) {
    answer(null, { data: bytes(Number(text.slice(5))) });
  } else if (text === 'hang') {
    tell('hanging');
  } else {
    answer(null, call.request);
  }
}

function count(call) {
  watch(call);
  const [, times, size] = call.request.text.split(':').map(Number);
  let sent = 0;
  (function next() {
    while (sent < times) {
      sent++;
      if (!call.write({ text: `${sent}`, data: bytes(size) })) {
        tell('full');
        call.once('drain', next);
        return;
      }
    }
    tell('all written');
    call.request.text.startsWith('hang') ? tell('hanging') : call.request.text.startsWith('fail') ? call.emit('error', failure('fail:ABORTED:late')) : call.end();
  })();
}

function collect(call, answer) {
  watch(call);
  const texts = [];
  call.on('data', message => {
    texts.push(message.text);
    if (message.text === 'enough') {
      answer(null, { text: texts.join() });
    } else if (message.text.startsWith('fail')) {
      answer(failure(message.text));
    }
  });
  call.on('end', () => texts.includes('enough') || answer(null, { text: texts.join() }));
}

function chat(call) {
  watch(call);
  call.on('data', message => message.text.startsWith('fail') ? call.emit('error', failure(message.text)) : call.write(message));
  call.on('end', () => { call.write({ text: 'after the half-close' }); call.end(); });
}

require('readline').createInterface({ input: process.stdin }).on('line', async line => {
  const spec = JSON.parse(line);
  try {
    console.log(JSON.stringify({ id: spec.id, result: await operations[spec.op](spec) }));
  } catch (error) {
    console.log(JSON.stringify({ id: spec.id, error: String(error) }));
  }
}).on('close', () => process.exit(0));
