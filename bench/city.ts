import { Client } from 'pg';
import { createDatabase, dropDatabase, launchPostgres } from '../scripts/postgres';
import { prepareDatabase } from '../scripts/prepare-database';
import { bareMonth, prepareBare } from './bare-month';
import { application, decompose, entriesOf } from './decompose';
import { floorMonth } from './floor-month';
import { type City, confirmCity, seedCity } from './seed-city';
import { median, table } from './statistics';

const database = 'zero_run_bench_city';

interface Line {
  readonly name: string;
  readonly seconds: number;
  readonly rows: number;
}

/**
 * A city's month: every employer's money comes, every member is credited. By the service's own road, by bare SQL in like batches with the
 * same checks (the floor), and by COPY of the same entries with UPDATE of the same balance rows without any.
 */
export async function benchCity(quick: boolean, print: (line: string) => void, scale: number): Promise<void> {
  const server = await launchPostgres({ name: 'pg', env: process.env, print });
  try {
    await dropDatabase(server, database);
    await createDatabase(server, database);
    await prepareDatabase(server.ownerUrl(database));
    const url = new URL(server.superUrl);
    url.pathname = `/${database}`;
    const client = new Client({ connectionString: url.toString() });
    await client.connect();
    const app = await application(server, database);
    try {
      const city = await seedCity(client, quick ? 100 : scale);
      print(
        `${city.members.toLocaleString('en')} members of ${city.units.length.toLocaleString('en')} employers`,
      );
      const ways = {
        service: async (month: number) => {
          const lists = await confirmCity(client, city, month);
          const began = performance.now();
          await decompose(app, lists);
          return { name: `service, ${month}`, seconds: (performance.now() - began) / 1000 };
        },
        floor: async (month: number) => {
          await confirmCity(client, city, month);
          return floorMonth(server.appUrl(database), `floor, ${month}`, month);
        },
      };
      report(city, await takeTurns(client, server.pid, ways), print);
    } finally {
      await app.close();
      await client.end();
    }
  } finally {
    await server.stop();
  }
}

type Way = (month: number) => Promise<{ name: string; seconds: number }>;

/** The first months warm both; then they take turns, so that what the machine does besides meets all alike. */
async function takeTurns(
  client: Client,
  serverPid: number,
  ways: { service: Way; floor: Way },
): Promise<Line[]> {
  const timedMonth = async (way: Way, month: number): Promise<Line> => {
    const done = await way(month);
    return { ...done, rows: await entriesOf(client, month) };
  };
  await ways.service(202508);
  await ways.floor(202509);
  await prepareBare(client);
  // The first round of it is slower than any that follows, and would flatter ours.
  await bareMonth(client, serverPid, 'unmeasured', 202508);
  return [
    await bareMonth(client, serverPid, 'COPY + UPDATE, first', 202508),
    await timedMonth(ways.service, 202510),
    await timedMonth(ways.floor, 202511),
    await timedMonth(ways.service, 202512),
    await timedMonth(ways.floor, 202601),
    await timedMonth(ways.service, 202602),
    await timedMonth(ways.floor, 202603),
    await bareMonth(client, serverPid, 'COPY + UPDATE, last', 202602),
  ];
}

function report(city: City, lines: readonly Line[], print: (line: string) => void): void {
  const rows = lines.map(({ name, seconds, rows: entries }) => [
    name,
    entries.toLocaleString('en'),
    seconds.toFixed(2),
    Math.round(entries / seconds).toLocaleString('en'),
  ]);
  table([['a city’s month', 'entries', 'seconds', 'entries/s'], ...rows]).forEach((line) => print(line));
  const expected = city.members + city.units.length;
  if (lines.some((line) => line.rows !== expected))
    throw new Error(`not every way wrote ${expected} entries`);
  const of = (way: string): number =>
    median(lines.filter(({ name }) => name.startsWith(way)).map(({ seconds }) => seconds));
  const copies = lines.filter(({ name }) => name.startsWith('COPY'));
  const bare = copies.reduce((sum, { seconds }) => sum + seconds, 0) / copies.length;
  print(`ratio service : COPY + UPDATE = ${(of('service') / bare).toFixed(2)} (aim ≤ 2.0)`);
  print(`ratio service : floor = ${(of('service') / of('floor')).toFixed(2)} (aim ≤ 1.25)`);
  print(`ratio floor : COPY + UPDATE = ${(of('floor') / bare).toFixed(2)}\n`);
}
