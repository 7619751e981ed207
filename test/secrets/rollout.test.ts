import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretIntent } from '../../lib/intent/fabric-intent';
import { decodeSecret } from '../../lib/junos/tree/secret-encoding';
import { secretLeaves } from '../../lib/junos/tree/secret-leaves';
import { writeSet } from '../../lib/junos/formats/set-writer';
import { apply } from '../../lib/rollout/execute/apply';
import { plan } from '../../lib/rollout/plan/plan';
import { show } from '../../lib/rollout/show';
import { GuideLab } from '../rollout/support/guide-lab';
import { rejectionOf } from '../support/rejection';
import { keyedManifest } from './support/keyed-manifest';

const KEY: SecretIntent = { from: 'environment', variable: 'TEST_SERVER1_KEY' };
const FIRST = 'fi2st-k3y "q"';
const SECOND = 's3cond-k3y';
const HUMAN = { user: 'operator', client: 'cli', pid: 4711 } as const;

let lab: GuideLab;
beforeEach(async () => {
  process.env.TEST_SERVER1_KEY = FIRST;
  lab = await GuideLab.start({}, { keys: [FIRST, SECOND] });
});
afterEach(async () => {
  delete process.env.TEST_SERVER1_KEY;
  await lab.stop();
});

function keysOn(hostname: string): string[] {
  return secretLeaves(lab.leaf(hostname).database.committed).map(({ node }) => node.value);
}

/** As an operator would. */
function editByHand(hostname: string, line: string): void {
  const { database } = lab.leaf(hostname);
  database.edit(HUMAN, (candidate) => {
    candidate.set(...line.split(' '));
  });
  database.commit(HUMAN);
}

const KEY_LINE = 'groups dc1 routing-instances VRF_5 protocols bgp group server1 authentication-key';

test('the key is on the devices, encoded by them, and the next rollout finds nothing to do', async () => {
  expect((await apply(keyedManifest(lab, KEY), lab.options)).outcome).toBe('confirmed');
  for (const leaf of ['leaf10', 'leaf11', 'leaf12']) {
    expect(keysOn(leaf).map(decodeSecret)).toEqual([FIRST]);
    expect(keysOn(leaf)[0]).toMatch(/^\$9\$/);
  }
  const planned = await plan(keyedManifest(lab, KEY), lab.options);
  expect(planned).toMatchObject({ hasChanges: false, isClean: true, missingSecrets: [] });
  expect((await apply(keyedManifest(lab, KEY), lab.options)).outcome).toBe('unchanged');
});

test('a new key is a change with a masked diff', async () => {
  await apply(keyedManifest(lab, KEY), lab.options);
  process.env.TEST_SERVER1_KEY = SECOND;
  const { devices } = await plan(keyedManifest(lab, KEY), lab.options);
  expect(devices[0]?.action).toBe('change');
  expect(devices[0]?.diff).toContain('authentication-key "<secret>"');
  expect(devices[0]?.drift).toEqual([]);
  expect((await apply(keyedManifest(lab, KEY), lab.options)).outcome).toBe('confirmed');
  expect(keysOn('leaf10').map(decodeSecret)).toEqual([SECOND]);
});

test('a key that stays keeps the form that the device gave it when something else changes', async () => {
  await apply(keyedManifest(lab, KEY), lab.options);
  const before = keysOn('leaf10');
  const manifest = keyedManifest(lab, KEY);
  const changed = {
    ...manifest,
    group: (hostname: string) => {
      const group = manifest.group(hostname);
      group.set('interfaces', 'et-0/0/15', 'description', 'another');
      return group;
    },
  };
  expect((await apply(changed, lab.options)).outcome).toBe('confirmed');
  expect(keysOn('leaf10')).toEqual(before);
});

test('a key that somebody changed on the device is an edit by hand, which a consent to another edit does not cover', async () => {
  await apply(keyedManifest(lab, KEY), lab.options);
  editByHand('leaf11', `${KEY_LINE} by-hand-1`);
  const first = (await plan(keyedManifest(lab, KEY), lab.options)).devices[1]?.drift[0];
  const refused = await apply(keyedManifest(lab, KEY), lab.options);
  expect(refused.outcome).toBe('refused');
  expect(refused.problems.map(({ code }) => code)).toEqual(['groupEditedByHand']);
  expect(refused.problems[0]?.message).toContain('authentication-key "<secret>"');
  expect(refused.problems[0]?.message).not.toContain('by-hand-1');

  const consents = [
    { kind: 'overwriteDrift', hostname: 'leaf11', digest: first?.digest ?? '', reason: 'seen' } as const,
  ];
  editByHand('leaf11', `${KEY_LINE} by-hand-2`);
  expect((await apply(keyedManifest(lab, KEY), { ...lab.options, consents })).outcome).toBe('refused');
  editByHand('leaf11', `${KEY_LINE} by-hand-1`);
  expect((await apply(keyedManifest(lab, KEY), { ...lab.options, consents })).outcome).toBe('confirmed');
  expect(keysOn('leaf11').map(decodeSecret)).toEqual([FIRST]);
});

test('a key that somebody changed and then took into the fabric is adopted', async () => {
  await apply(keyedManifest(lab, KEY), lab.options);
  for (const leaf of ['leaf10', 'leaf11', 'leaf12']) editByHand(leaf, `${KEY_LINE} ${SECOND}`);
  process.env.TEST_SERVER1_KEY = SECOND;
  const { devices } = await plan(keyedManifest(lab, KEY), lab.options);
  expect(devices.map(({ action }) => action)).toEqual(['adopt', 'adopt', 'adopt']);
  expect((await apply(keyedManifest(lab, KEY), lab.options)).outcome).toBe('confirmed');
});

test('a rollout without its secrets contacts no device; a plan takes the keys that stand', async () => {
  await apply(keyedManifest(lab, KEY), lab.options);
  delete process.env.TEST_SERVER1_KEY;
  const commits = lab.commitCounts();
  const error = await rejectionOf(apply(keyedManifest(lab, KEY), lab.options));
  expect(error.code).toBe('secretUnavailable');
  expect(error.message).toBe(
    'the secret of dc1/server1/leaf10/inet is expected in the environment variable TEST_SERVER1_KEY: it is not set; set it where the command runs',
  );
  expect(lab.commitCounts()).toEqual(commits);
  const planned = await plan(keyedManifest(lab, KEY), lab.options);
  expect(planned.hasChanges).toBe(false);
  expect(planned.missingSecrets).toEqual([error.message]);
});

test('what withstands a failed rollout is the old key', async () => {
  await apply(keyedManifest(lab, KEY), lab.options);
  process.env.TEST_SERVER1_KEY = SECOND;
  const { database } = lab.leaf('leaf12');
  database.lock(HUMAN);
  expect((await apply(keyedManifest(lab, KEY), lab.options)).outcome).toBe('refused');
  database.unlock(HUMAN);
  expect(keysOn('leaf10').map(decodeSecret)).toEqual([FIRST]);
});

test('no secret is in plans, events, results, journals, commit logs, marks or what is shown', async () => {
  const told: unknown[] = [];
  told.push(await plan(keyedManifest(lab, KEY), lab.options));
  told.push(await apply(keyedManifest(lab, KEY), lab.options));
  process.env.TEST_SERVER1_KEY = SECOND;
  told.push(await plan(keyedManifest(lab, KEY), lab.options));
  told.push(await apply(keyedManifest(lab, KEY), lab.options));
  editByHand('leaf11', `${KEY_LINE} by-hand-1`);
  told.push(await plan(keyedManifest(lab, KEY), lab.options));
  told.push(await apply(keyedManifest(lab, KEY), lab.options));
  told.push(await show(keyedManifest(lab, KEY), 'leaf10', [], lab.options));
  told.push(lab.events, lab.journals(), filesBelow(lab.options.stateDirectory));
  const { database } = lab.leaf('leaf10');
  told.push(database.history.map(({ log }) => log));
  told.push(writeSet(database.committed.subtree('groups', 'dc1', 'apply-macro')));
  const text = JSON.stringify(told);
  expect(text).toContain('salt');
  for (const secret of [FIRST, 'fi2st-k3y', SECOND, 'by-hand-1', ...keysOn('leaf10'), 'netops"', 'concealed']) {
    expect(text.includes(secret)).toBe(false);
  }
});

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}
