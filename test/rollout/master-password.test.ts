import type { SecretIntent } from '../../lib/intent/fabric-intent';
import { secretLeaves } from '../../lib/junos/tree/secret-leaves';
import { apply } from '../../lib/rollout/execute/apply';
import { driftReport } from '../support/drift-report';
import { plan } from '../../lib/rollout/plan/plan';
import { withdrawAll } from '../../lib/rollout/execute/withdraw';
import { keyedManifest } from '../secrets/support/keyed-manifest';
import { GuideLab } from './support/guide-lab';

const KEY: SecretIntent = { from: 'environment', variable: 'TEST_MASTER_PASSWORD_KEY' };
const SECRET = 'th3-k3y-of-server1';
const KEY_PATH = 'routing-instances VRF_5 protocols bgp group server1 authentication-key';

let guide: GuideLab;
beforeEach(async () => {
  process.env.TEST_MASTER_PASSWORD_KEY = SECRET;
  guide = await GuideLab.start({}, { keys: [SECRET] });
});
afterEach(async () => {
  delete process.env.TEST_MASTER_PASSWORD_KEY;
  await guide.stop();
});

/** Somebody sets a master password, and the device encrypts what it has. */
function setMasterPassword(hostname: string): void {
  guide.leaf(hostname).switches.masterPassword = true;
  guide.leaf(hostname).edit('set system location building B1');
}

function keysOn(hostname: string): string[] {
  return secretLeaves(guide.leaf(hostname).database.committed).map(({ node }) => node.value);
}

test('a device that would encrypt the keys with a master password refuses them when it is staged, and nothing is touched', async () => {
  guide.leaf('leaf11').switches.masterPassword = true;
  const result = await apply(keyedManifest(guide, KEY), guide.options);
  expect(result.outcome).toBe('refused');
  expect(result.problems.map(({ code, hostname }) => [hostname, code])).toEqual([['leaf11', 'secretsUnreadable']]);
  expect(result.problems[0]?.message).toContain(KEY_PATH);
  expect(result.problems[0]?.message).toContain('master-password');
  expect(guide.touchedLeaves()).toEqual([]);
  expect(JSON.stringify([result, guide.events])).not.toContain(SECRET);
});

test('a fabric without keys goes onto such a device like onto any other', async () => {
  await guide.stop();
  guide = await GuideLab.start();
  guide.leaf('leaf11').switches.masterPassword = true;
  expect(await apply(guide.manifest(), guide.options)).toMatchObject({ outcome: 'confirmed', problems: [] });
  expect((await apply(guide.manifest(), guide.options)).outcome).toBe('unchanged');
});

test('where keys stand on the device that it has encrypted already, the plan says so before', async () => {
  setMasterPassword('leaf11');
  guide.leaf('leaf11').edit('set protocols bgp group theirs authentication-key of-others');
  const { devices } = await plan(keyedManifest(guide, KEY), guide.options);
  expect(devices.map(({ refusals }) => refusals.map(({ message }) => message))).toEqual([
    [],
    [expect.stringContaining('protocols bgp group theirs authentication-key')],
    [],
  ]);
});

describe('a master password that is set after keys were rolled out', () => {
  beforeEach(async () => {
    expect((await apply(keyedManifest(guide, KEY), guide.options)).outcome).toBe('confirmed');
    setMasterPassword('leaf11');
    expect(keysOn('leaf11')).toEqual([expect.stringMatching(/^\$8\$/)]);
  });

  test('is no drift: the keys are said not to have been compared, and the rest was', async () => {
    const report = await driftReport(keyedManifest(guide, KEY), guide.options);
    expect(report.drifted).toBe(false);
    expect(report.devices.map(({ hiddenSecrets }) => hiddenSecrets)).toEqual([[], [`groups dc1 ${KEY_PATH}`], []]);
    guide.leaf('leaf11').edit('set groups dc1 interfaces et-0/0/15 description edited');
    expect((await driftReport(keyedManifest(guide, KEY), guide.options)).devices[1]?.drifted).toBe(true);
  });

  test('stops the next rollout of keys before anything is touched, and says what to do', async () => {
    const counts = guide.commitCounts();
    const result = await apply(keyedManifest(guide, KEY), guide.options);
    expect(result.outcome).toBe('refused');
    expect(result.problems.map(({ code, hostname }) => [hostname, code])).toEqual([['leaf11', 'secretsUnreadable']]);
    expect(result.problems[0]?.message).toContain('KeyChain.fromKeyChainName');
    expect(guide.commitCounts()).toEqual(counts);
  });

  test('lets the fabric be withdrawn by whoever agrees to lose an edit that nobody could see', async () => {
    const manifest = keyedManifest(guide, KEY);
    const refused = await withdrawAll(manifest, guide.options);
    expect(refused.problems[0]).toMatchObject({ hostname: 'leaf11', code: 'groupNotComparable' });
    expect(refused.problems[0]?.message).toContain(`groups dc1 ${KEY_PATH}`);
    const digest = /leaf11=([0-9a-f]{64})/.exec(refused.problems[0]?.message ?? '')?.[1] ?? '';
    const consents = [{ kind: 'overwriteDrift', hostname: 'leaf11', digest, reason: 'looked at it' }] as const;
    const result = await withdrawAll(manifest, { ...guide.options, consents });
    expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
    expect(keysOn('leaf11')).toEqual([]);
  });
});
