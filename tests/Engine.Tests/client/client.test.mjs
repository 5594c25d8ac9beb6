// The official JavaScript client against our engine: `node client.test.mjs SOCKET PORT PASSWORD`. Prints "ok" at the end.
import assert from 'node:assert/strict';
import http from 'node:http';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';

const [socketPath, port, password] = process.argv.slice(2);
const log = { level: ClickHouseLogLevel.OFF };
const owner = createClient({
  url: 'http://localhost',
  http_agent: new http.Agent({ socketPath, keepAlive: true }),
  log,
  compression: { request: true, response: true },
});
const reader = createClient({ url: `http://127.0.0.1:${port}`, username: 'reader', log, password });

assert.equal((await owner.ping()).success, true);
assert.equal((await owner.ping({ select: true })).success, true);
await owner.command({ query: 'CREATE TABLE visits (id UInt64, path String, at DateTime64(3)) ENGINE = MergeTree ORDER BY id' });
const inserted = await owner.insert({
  table: 'visits',
  values: [
    { id: 1, path: '/a "quoted" \\ path', at: '2026-11-22 10:00:00.000' },
    { id: 2, path: 'tab\there\nline', at: '2026-11-22 11:00:00.000' },
  ],
  format: 'JSONEachRow',
  clickhouse_settings: { async_insert: 0, insert_deduplicate: 0 },
});
assert.equal(inserted.summary.written_rows, '2');
await owner.command({ query: "INSERT INTO visits VALUES (3, '/c', now64(3))" });

for (const client of [owner, reader]) {
  const found = await client.query({
    query: 'SELECT id, path FROM visits WHERE path = {path: String} AND id IN ({ids: Array(UInt64)}) ORDER BY id',
    query_params: { path: 'tab\there\nline', ids: [1, 2, 3] },
    format: 'JSONEachRow',
    clickhouse_settings: { max_threads: 1, output_format_json_quote_64bit_integers: 0 },
  });
  assert.deepEqual(await found.json(), [{ id: 2, path: 'tab\there\nline' }]);

  const whole = await client.query({ query: 'SELECT count() AS n FROM visits', format: 'JSON' });
  assert.deepEqual((await whole.json()).data, [{ n: 3 }]);

  await assert.rejects(client.query({ query: 'SELECT * FROM nowhere' }), { code: '60', type: 'UNKNOWN_TABLE' });
}

let rows = 0;
const streamed = await owner.query({ query: 'SELECT number FROM numbers(300000)', format: 'JSONCompactEachRowWithNames' });
for await (const chunk of streamed.stream()) rows += chunk.length;
assert.equal(rows, 300001);

await assert.rejects(reader.command({ query: 'DROP TABLE visits' }), { code: '164' });
await assert.rejects(reader.insert({ table: 'visits', values: [{ id: 9 }], format: 'JSONEachRow' }), { code: '164' });
const stranger = createClient({ url: `http://127.0.0.1:${port}`, username: 'reader', log, password: 'wrong' });
await assert.rejects(stranger.query({ query: 'SELECT 1' }), { code: '516' });

await Promise.all([owner.close(), reader.close(), stranger.close()]);
console.log('ok');
