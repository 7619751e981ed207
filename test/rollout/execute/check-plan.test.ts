import { FabricError } from '../../../lib/model/fabric-error';
import { expectations } from '../../../lib/checks/expectations';
import { MultihomedServer, Vrf5Instance } from '../../../lib/index';
import type { ServerAttachment } from '../../../lib/index';
import type { FabricIntent } from '../../../lib/intent/fabric-intent';
import { Configuration } from '../../../lib/junos/tree/configuration';
import { ChangeContext } from '../../../lib/rollout/change-context';
import type { CheckPlan } from '../../../lib/rollout/execute/check-plan';
import { planChecks } from '../../../lib/rollout/execute/check-plan';
import { deviceChange } from '../../../lib/rollout/group/device-change';
import type { DeviceSession } from '../../../lib/rollout/device-session';
import type { RolloutEvent } from '../../../lib/rollout/events';
import type { DeviceProgress } from '../../../lib/rollout/journal/change-progress';
import { Journal } from '../../../lib/rollout/journal/journal';
import { Participant } from '../../../lib/rollout/participant';
import { settingsOf } from '../../../lib/rollout/settings';
import { wantedGroups } from '../../../lib/rollout/targets';
import { linesOf } from '../../support/checks';
import { intentOf, wholeStack } from '../../support/whole-stack';
import { loadedManifest } from '../support/loaded-manifest';

/** Two leaves with a server, whose second attachment is as `second` says; the spines route in its VRF too. */
function fabricWith(second: Partial<ServerAttachment>): FabricIntent {
  const { stack, leaves, spines } = wholeStack('21.4R3');
  const numbers = { vni: 16776000, rdNumber: 5, routeTarget: 'target:62273:16776000' };
  const vrf = new Vrf5Instance(stack, 'VRF_5', { ...numbers, spines: [...spines] });
  const attachments = leaves.map((leaf, i): ServerAttachment => ({
    leaf,
    interface: 'et-0/0/15',
    subnet: `172.16.104.${2 * i}/31`,
    ...(i === 1 ? second : {}),
  }));
  new MultihomedServer(stack, 'server1', { vrf, asn: 4220000001, prefixes: ['10.1.5.0/24'], attachments });
  return intentOf(stack);
}

/** A device that answers nothing: before the change nothing is there. */
const SILENT = new Proxy({} as DeviceSession, {
  get: () => () => Promise.reject(new FabricError('deviceRefused', 'nothing is configured yet')),
});

interface Planned {
  readonly plan: CheckPlan;
  readonly events: readonly RolloutEvent[];
  /** Says that these have changed by now. */
  readonly change: (...hostnames: readonly string[]) => readonly Participant[];
}

/** The checks of a change that brings the fabric onto devices without it; those of `same` have it already. */
async function planned(fabric: FabricIntent, same: readonly string[] = []): Promise<Planned> {
  const manifest = loadedManifest(fabric, 'nowhere');
  const carrying = new Set<string>();
  const progress = {
    of: (hostname: string): DeviceProgress => ({
      state: carrying.has(hostname) ? 'pending' : 'untouched',
      isBound: false,
    }),
  };
  const participants = fabric.devices.map((device) => {
    const before = new Configuration();
    if (same.includes(device.hostname)) before.set('groups', 'dc1', 'interfaces', 'lo0', 'description', 'the same');
    const wanted = same.includes(device.hostname) ? [] : wantedGroups(manifest, device);
    return new Participant(device, SILENT, deviceChange(before, wanted, 'change-1'), [], progress, device);
  });
  const events: RolloutEvent[] = [];
  const settings = settingsOf({ stateDirectory: 'nowhere', onEvent: (event) => events.push(event) });
  const sink = { name: 'none', append: () => Promise.resolve(), close: () => Promise.resolve() };
  const journal = new Journal(sink, { changeId: 'change-1', now: () => 0, onFailure: () => undefined });
  const context = new ChangeContext({ kind: 'apply', fabric: 'dc1' }, settings, () => Promise.resolve(SILENT), journal);
  const plan = await planChecks(context, participants, expectations(fabric));
  return {
    plan,
    events,
    change: (...hostnames) => {
      const changed = participants.filter(({ hostname }) => hostnames.includes(hostname));
      for (const one of changed) carrying.add(one.hostname);
      return changed;
    },
  };
}

/** What the plan demands of a device as soon as it has changed. */
function afterCommit({ plan, change }: Planned, hostname: string): string[] {
  return change(hostname).flatMap((one) => linesOf(plan.afterCommit(one)));
}

test('the first device is asked for what is its own, and for nothing that has another end', async () => {
  const lines = afterCommit(await planned(fabricWith({})), 'leaf10');
  expect(lines).toContain('leaf10: address 192.168.1.10/32 on lo0.0');
  expect(lines).toContain('leaf10: BGP session to 172.16.104.1 in VRF_5 Established with AS 4220000001');
  expect(lines.filter((line) => /underlay session|overlay session|et-0\/0\/3\d.0 up|seen from/.test(line))).toEqual([]);
});

test('a session between two devices is asked for on both ends, once the second of them has changed', async () => {
  const checks = await planned(fabricWith({}));
  checks.change('leaf10');
  const lines = linesOf(checks.plan.withOthers(checks.change('spine1'), []));
  const sessions = lines.filter((line) => line.includes('session to'));
  expect(sessions.map((line) => line.replace(/ \(.*/, ''))).toEqual([
    'leaf10: underlay session to spine1',
    'leaf10: overlay session to spine1',
    'spine1: underlay session to leaf10',
    'spine1: overlay session to leaf10',
  ]);
});

test.each([
  [
    'a drained attachment leaves its prefix to others',
    { drain: 'CHG-17' },
    'leaf11: 10.1.5.0/24 in VRF_5 left to other attachments',
  ],
  [
    'a backup is not preferred',
    { backup: true },
    'spine2: 10.1.5.0/24 in VRF_5 preferred from leaf10, not from the backup leaf11',
  ],
  ['attachments are seen from one another', {}, 'leaf11: 10.1.5.0/24 in VRF_5 seen from 1 other attachment (leaf10)'],
] as const)(
  '%s, once the last of the attachments and of what carries their routes has changed',
  async (_, second, line) => {
    for (const order of [
      ['leaf11', 'leaf10', 'spine1', 'spine2'],
      ['spine2', 'spine1', 'leaf11', 'leaf10'],
    ]) {
      const checks = await planned(fabricWith(second));
      const asked = order.map((hostname) => {
        const changed = checks.change(hostname);
        const alone = changed.flatMap((one) => linesOf(checks.plan.afterCommit(one)));
        return [...alone, ...linesOf(checks.plan.withOthers(changed, []))].includes(line);
      });
      expect(asked).toEqual([false, false, false, true]);
      expect(linesOf(checks.plan.ofFabric)).toContain(line);
    }
  },
);

test('a device that has failed is not waited for', async () => {
  const checks = await planned(fabricWith({}));
  const failed = checks.change('leaf10');
  const lines = linesOf(checks.plan.withOthers(checks.change('spine1', 'leaf11'), failed));
  expect(lines.some((line) => line.startsWith('leaf11: underlay session to spine1'))).toBe(true);
  expect(lines.filter((line) => /^leaf10|to leaf10/.test(line))).toEqual([]);
});

test('what was down before and is not touched is reported and not asked for; what one end touches is', async () => {
  const checks = await planned(fabricWith({}), ['leaf10', 'spine1']);
  const reported = checks.events.flatMap((event) => (event.type === 'preExistingFailure' ? [event] : []));
  const lines = reported.map(({ hostname, expected }) => `${hostname}: ${expected.replace(/ \(.*/, '')}`);
  expect(lines).toContain('leaf10: underlay session to spine1');
  expect(lines).not.toContain('leaf10: underlay session to spine2');
  const demanded = linesOf(checks.plan.ofFabric).map((line) => line.replace(/ \(.*/, ''));
  expect(demanded).toContain('leaf10: underlay session to spine2');
  expect(demanded).not.toContain('leaf10: underlay session to spine1');
});
