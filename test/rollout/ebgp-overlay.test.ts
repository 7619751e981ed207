import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Lab } from '../../lib/emulator/lab';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { writeSet } from '../../lib/junos/formats/set-writer';
import type { ApplyOptions } from '../../lib/rollout/execute/apply';
import { apply } from '../../lib/rollout/execute/apply';
import { withdrawAll } from '../../lib/rollout/execute/withdraw';
import { worldOfFabric } from '../../lib/world/world-of-fabric';
import { ebgpOverlayFabric } from '../support/ebgp-overlay-fabric';
import { inProcessConnect } from './support/guide-lab';
import { loadedManifest } from './support/loaded-manifest';

const LOGIN = { method: 'password', user: 'netops', fromEnv: 'JUNOS_FABRIC_TEST_PASSWORD' } as const;

function fabricOf(loops?: number): FabricIntent {
  const fabric = ebgpOverlayFabric({ overlay: { loops } });
  return { ...fabric, devices: fabric.devices.map((device) => ({ ...device, login: LOGIN })) };
}

let directory: string;
let lab: Lab;
beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'ebgp-overlay-'));
  writeFileSync(path.join(directory, 'known_hosts'), '');
  const { topology } = await worldOfFabric(fabricOf(), () => Promise.resolve(''));
  lab = Lab.inProcess(topology, { startAt: Date.parse('2026-03-14T15:00:00Z'), time: 'standing' });
});
afterEach(async () => {
  await lab.stop();
  rmSync(directory, { recursive: true, force: true });
});

function options(): ApplyOptions {
  return {
    stateDirectory: path.join(directory, 'state'),
    knownHostsFile: path.join(directory, 'known_hosts'),
    connect: inProcessConnect(lab),
    clock: {
      now: () => lab.clock.now(),
      sleep: (ms) => {
        lab.clock.advance(ms);
        return new Promise((resolve) => setImmediate(resolve));
      },
    },
  };
}

/** What a device has beside the base, which stays. */
const committed = (): string[] =>
  fabricOf().devices.map(({ hostname }) =>
    writeSet(lab.device(hostname).database.committed).replace(/^.*dc1-base.*\n/gm, ''),
  );

test('an EBGP overlay comes to devices that have nothing, changes, and goes without a trace', async () => {
  const before = committed();
  const first = await apply(loadedManifest(fabricOf(), directory), options());
  expect([first.outcome, first.problems]).toEqual(['confirmed', []]);
  const changed = await apply(loadedManifest(fabricOf(2), directory), options());
  expect([changed.outcome, changed.problems]).toEqual(['confirmed', []]);
  const gone = await withdrawAll(loadedManifest(fabricOf(2), directory), options());
  expect([gone.outcome, gone.problems]).toEqual(['confirmed', []]);
  expect(committed()).toEqual(before);
});
