import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { membersNow } from '../../lib/allocation/members';
import type { FabricMembers, LivingFabric } from '../../lib/allocation/members';
import { readWholeLockFile } from '../../lib/allocation/read-lock-file';
import type { FabricStack } from '../../lib/index';
import { Consent } from '../../lib/index';
import type { MemberRecord } from '../../lib/intent/member-record';
import { appIn, projectDirectory, useStandInCli } from '../support/synth';
import type { PooledFabricOptions } from './support/pooled-fabric';
import { lockFile, pooledFabric, setEnvironment, synth, useUnfrozenLockFile } from './support/pooled-fabric';

useStandInCli();
useUnfrozenLockFile();

function record(address: string, port = 830): MemberRecord {
  return {
    managementAddress: address,
    managementPort: port,
    login: { method: 'agent', user: 'netops' },
    model: 'qfx10002-60c',
    group: 'dc1',
    removalPolicy: 'WITHDRAW',
    knownHosts: 'known_hosts',
    addresses: [],
  };
}

/** A fabric that has these devices, and no host key in common with anybody. */
function fabricOf(devices: Readonly<Record<string, MemberRecord>>, more: Partial<LivingFabric> = {}): LivingFabric {
  return { name: 'dc1', devices: new Map(Object.entries(devices)), haveOneHostKey: () => false, ...more };
}

/** What the file says after a program had some devices, and then is this fabric. */
function after(before: Readonly<Record<string, MemberRecord>>, now: LivingFabric, name = 'dc1'): string[] {
  const recorded = new Map([[name, membersNow(new Map(), fabricOf(before))]]);
  return said(membersNow(recorded, now));
}

function said(members: FabricMembers): string[] {
  return [...members].map(([hostname, { left }]) => (left ? `${hostname} left` : hostname));
}

const BOTH = { leaf10: record('10.0.0.10'), leaf11: record('10.0.0.11') };

describe('a device that is not in the program any more', () => {
  test('has left', () => {
    expect(after(BOTH, fabricOf({ leaf10: BOTH.leaf10 }))).toEqual(['leaf10', 'leaf11 left']);
  });

  test('is the one that is at its address now: it was renamed, or replaced', () => {
    expect(after(BOTH, fabricOf({ leaf10: BOTH.leaf10, leaf20: record('10.0.0.11') }))).toEqual(['leaf10', 'leaf20']);
  });

  test('is not the one behind another port of that address', () => {
    const now = fabricOf({ leaf10: BOTH.leaf10, leaf20: record('10.0.0.11', 22) });
    expect(after(BOTH, now)).toEqual(['leaf10', 'leaf11 left', 'leaf20']);
  });

  test('is the one that has its host key now: it has another name and another address', () => {
    const haveOneHostKey: LivingFabric['haveOneHostKey'] = (one, other) =>
      [one, other].map(({ managementAddress }) => managementAddress).join(' ') === '10.0.9.9 10.0.0.11';
    const now = fabricOf({ leaf10: BOTH.leaf10, leaf20: record('10.0.9.9') }, { haveOneHostKey });
    expect(after(BOTH, now)).toEqual(['leaf10', 'leaf20']);
  });

  test('is in the program again when its construct is back', () => {
    const left = membersNow(
      new Map([['dc1', membersNow(new Map(), fabricOf(BOTH))]]),
      fabricOf({ leaf10: BOTH.leaf10 }),
    );
    expect(said(membersNow(new Map([['dc1', left]]), fabricOf(BOTH)))).toEqual(['leaf10', 'leaf11']);
  });

  test('has left a renamed fabric as it had left it under its former name', () => {
    const renamed = fabricOf({ leaf10: BOTH.leaf10 }, { name: 'pod1', formerName: 'dc1' });
    expect(after(BOTH, renamed)).toEqual(['leaf10', 'leaf11 left']);
  });
});

/** What synth has printed of a fabric, and what its lock file lists. */
function warningsOf(stack: FabricStack): string[] {
  return stack.node.findAll().flatMap(({ node }) => node.metadata.map(({ data }) => String(data)));
}

function listed(project: string): string[] {
  return said(readWholeLockFile(lockFile(project), 'fabric.lock.json').members.get('dc1') ?? new Map());
}

/** A public key in the form of the wire: its type, and 32 bytes. */
const KEY = Buffer.concat([
  Buffer.from([0, 0, 0, 11]),
  Buffer.from('ssh-ed25519'),
  Buffer.from([0, 0, 0, 32]),
  Buffer.alloc(32, 7),
]).toString('base64');

describe('synth', () => {
  const two: PooledFabricOptions = { servers: [['server1', [10, 11]]] };
  const three: PooledFabricOptions = {};

  test('marks who has left the program, and keeps who has come to another name by its host key', () => {
    const project = projectDirectory();
    synth(project, three);
    synth(project, two);
    expect(listed(project)).toEqual(['leaf10', 'leaf11', 'leaf12 left']);
    const knownHosts = join(project, 'known_hosts');
    writeFileSync(knownHosts, `10.0.0.12 ssh-ed25519 ${KEY}\n10.0.0.11 ssh-ed25519 ${KEY}\n`);
    synth(project, { ...two, knownHostsFile: knownHosts });
    expect(listed(project)).toEqual(['leaf10', 'leaf11']);
  });

  test('names a fabric that has left the program, and the command that withdraws it', () => {
    const project = projectDirectory();
    const app = appIn(project);
    pooledFabric({ app, project });
    const pools = { subnets: ['172.17.0.0/24'], vnis: '1-9', routeTargets: 'target:62273:1-9' };
    pooledFabric({ app, project, name: 'dc2', servers: [['server2', [20]]], pools });
    app.synth();
    const stack = synth(project, three);
    const left = warningsOf(stack).filter((text) => text.includes('the fabric dc2 is in fabric.lock.json'));
    expect(left).toHaveLength(1);
    expect(left[0]).toContain('junos-fabric withdraw --all --manifest');
  });

  test('in a pipeline where no devices are listed goes on, and says once that leaving devices will not be noticed', () => {
    const project = projectDirectory();
    synth(project, three);
    // As a version wrote it that listed no devices.
    const { allocations } = JSON.parse(lockFile(project)) as { allocations: unknown };
    writeFileSync(join(project, 'fabric.lock.json'), JSON.stringify({ lockVersion: 1, allocations }));
    setEnvironment({ CI: 'true' });
    const warnings = warningsOf(synth(project, three)).filter((text) => text.includes('will not be noticed'));
    expect(warnings).toHaveLength(1);
  });

  test('refuses a consent for a device that has not left, and one that is for none or for two', () => {
    const project = projectDirectory();
    synth(project, three);
    const app = appIn(project);
    const stack = pooledFabric({ ...two, app, project });
    stack.allow(Consent.lastAttachment({ hostName: 'leaf21', reason: 'a slip of the pen' }));
    expect(() => {
      app.synth();
    }).toThrow('a consent names leaf21, and no device of that name has left the fabric; the lock file has leaf12');
    expect(() => Consent.forwardingRestart({ reason: 'whose?' })).toThrow(/^a consent is for one device/);
  });

  test('takes a consent for a device that has left', () => {
    const project = projectDirectory();
    synth(project, three);
    const app = appIn(project);
    const stack = pooledFabric({ ...two, app, project });
    stack.allow(Consent.overwriteDrift({ hostName: 'leaf12', digest: 'a'.repeat(64), reason: 'it goes anyway' }));
    expect(() => {
      app.synth();
    }).not.toThrow();
  });
});
