import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lab } from '../../lib/emulator/lab';
import { worldOfCaptures } from '../../lib/world/world-of-captures';
import { errorOf } from '../support/errors';
import { expectGolden } from '../support/golden';
import { describeWithShared } from '../support/shared';

type Files = ReadonlyMap<string, string>;

/** What one line of a file says in place of another. */
type Change = readonly [file: string, from: RegExp, to: string];

/** The line that lacks its semicolon as it was published. */
const MENDED: Change = ['dc2_borderleaf1', /cak "secret" ## SECRET-DATA/, 'cak "secret"; ## SECRET-DATA'];

/** The devices that make a type-5 route. */
function madeBy(line: string): string[] {
  return line.slice(line.indexOf(' of ') + 4, line.indexOf(' on ')).split(' ');
}

/** Devices with the same routes together: `leaf1 leaf2 < leaf3`. */
function holders(taken: ReadonlyMap<string, ReadonlySet<string>>): string {
  const groups = new Map<string, string[]>();
  for (const [hostname, from] of taken) {
    const origin = [...from].sort().join(' ');
    groups.set(origin, [...(groups.get(origin) ?? []), hostname]);
  }
  return [...groups].map(([origin, hostnames]) => `${hostnames.join(' ')} < ${origin}`).join(', ');
}

describeWithShared('whole fabrics as they were published', ['configs', 'jvd'], (directory) => {
  function filesOf(fabric: string, ...changes: readonly Change[]): Files {
    const files = new Map(
      readdirSync(join(directory, fabric)).map((name) => [name, readFileSync(join(directory, fabric, name), 'utf8')]),
    );
    for (const [start, from, to] of changes) {
      const name = [...files.keys()].find((one) => one.startsWith(start)) ?? '';
      const text = files.get(name) ?? '';
      if (!from.test(text)) throw new Error(`${name} has no ${from.source}`);
      files.set(name, text.replace(from, to));
    }
    return files;
  }

  function tableOf(files: Files): string[] {
    const { notes, topology } = worldOfCaptures([...files].map(([file, text]) => ({ file, text })));
    const states = Lab.inProcess(topology).state.states();
    const sessions = [...states].flatMap(([hostname, { sessions: own }]) =>
      own.map(({ lastError = '', neighbor, peer, state }) => {
        const far = peer?.kind === 'device' ? peer.hostname : (peer?.server.name ?? lastError);
        return `session ${hostname} ${neighbor.instance.name} ${neighbor.address} ${state} ${far}`.trimEnd();
      }),
    );
    const routes = new Map<string, { made: Set<string>; taken: Map<string, Set<string>> }>();
    const routeOf = (instance: string, text: string) => {
      const known = routes.get(`${instance} ${text}`) ?? { made: new Set(), taken: new Map<string, Set<string>>() };
      routes.set(`${instance} ${text}`, known);
      return known;
    };
    for (const [hostname, { made, routes: tables }] of states) {
      for (const [instance, own] of made) for (const { text } of own) routeOf(instance, text).made.add(hostname);
      for (const [instance, table] of tables) {
        for (const { route, type5 } of table) {
          if (type5 === undefined) continue;
          const { taken } = routeOf(instance, route.text);
          taken.set(hostname, (taken.get(hostname) ?? new Set()).add(type5.originator));
        }
      }
    }
    return [
      ...(topology.cables ?? []).map(({ a, b }) => `cable ${a.device} ${a.port} ${b.device} ${b.port}`),
      ...notes.map((note) => `note ${note}`),
      ...sessions,
      ...[...routes].map(
        ([route, { made, taken }]) => `type-5 ${route} of ${[...made].join(' ')} on ${holders(taken)}`,
      ),
    ].sort();
  }

  const tables = new Map<string, string[]>();

  test.each([
    ['inference-frontend', []],
    ['collapsed', []],
    ['connected-security', []],
    ['two-data-centers', [MENDED]],
  ] as const)('%s comes up, and what does not says why', (fabric, changes) => {
    const table = tableOf(filesOf(fabric, ...changes));
    tables.set(fabric, table);
    expectGolden(`golden/world/${fabric}.txt`, `${table.join('\n')}\n`);
    const down = table.filter((line) => line.startsWith('session ') && !line.includes(' Established '));
    const reasons = table.filter((line) => line.startsWith('note no session of '));
    for (const line of down) {
      const [, hostname = '', , neighbor = ''] = line.split(' ');
      expect(reasons.filter((one) => one.startsWith(`note no session of ${hostname} to ${neighbor}:`))).toHaveLength(1);
    }
  });

  /** What a change takes from a table, and brings. */
  function difference(fabric: string, ...changes: readonly Change[]): { lost: string[]; found: string[] } {
    const before = tables.get(fabric) ?? [];
    const after = tableOf(filesOf(fabric, ...changes));
    return {
      lost: before.filter((line) => !after.includes(line)),
      found: after.filter((line) => !before.includes(line)),
    };
  }

  test('one AS number of a neighbor in one file takes exactly that session', () => {
    const change: Change = ['leaf1', /(neighbor 10\.0\.5\.2 \{[^}]*peer-as) 4201032300/, '$1 4201032399'];
    expect(difference('inference-frontend', change)).toEqual({
      lost: ['session leaf1 master 10.0.5.2 Established spine1', 'session spine1 master 10.0.5.3 Established leaf1'],
      found: [
        'session leaf1 master 10.0.5.2 Active Open Message Error',
        'session spine1 master 10.0.5.3 Active Open Message Error',
      ],
    });
  });

  test('one AS number of the overlay in one file takes exactly that session, and the type-5 routes that it alone brings', () => {
    const change: Change = ['leaf1', /(neighbor 192\.168\.253\.1 \{[^}]*\}[^}]*peer-as) 64801/, '$1 64899'];
    const { found, lost } = difference('collapsed', change);
    expect(found.filter((line) => line.startsWith('session '))).toEqual([
      'session dc3-rack-001-leaf1 master 192.168.253.1 Active Open Message Error',
      'session dc3-rack-001-leaf2 master 192.168.253.0 Active Open Message Error',
    ]);
    expect(lost.filter((line) => line.startsWith('session '))).toHaveLength(2);
    expect(found.filter((line) => line.startsWith('type-5 ')).every((line) => line.endsWith(' on '))).toBe(true);
  });

  test('one policy of type-5 routes in one file takes exactly the routes of that VRF on that leaf', () => {
    const change: Change = [
      'server-leaf1',
      /(policy-statement AllPodNetworks-blue \{[\s\S]*?then \{[^}]*)accept;/,
      '$1reject;',
    ];
    const { found, lost } = difference('connected-security', change);
    expect(lost.length).toBeGreaterThan(0);
    expect([...lost, ...found].filter((line) => !line.startsWith('type-5 blue '))).toEqual([]);
    expect(lost.every((line) => madeBy(line).includes('dc1-single-001-leaf1'))).toBe(true);
    expect(found.filter((line) => madeBy(line).includes('dc1-single-001-leaf1'))).toEqual([]);
  });

  test('the file that lacks a semicolon is refused with its line, and without its key', () => {
    const { code, message } = errorOf(() => tableOf(filesOf('two-data-centers')));
    expect(code).toBe('captureUnreadable');
    expect(message).toMatch(
      /^dc2_borderleaf1_qfx5700\.conf was read as curly and cannot be: line 43: the statement "cak <secret>" lacks its ";"/,
    );
  });
});
