import type { FabricIntent } from '../../../lib/intent/fabric-intent';
import { soundFabric, withLeaf } from '../sound-fabric';
import type { RuleCase } from './case';
import { whole } from './fabric-half';

const sound = soundFabric();

/** The sound fabric with a third leaf, leaf12, and server1 on it too. */
function onThreeLeaves(): FabricIntent {
  const alike = <T>(value: T): T =>
    JSON.parse(
      JSON.stringify(value)
        .replaceAll('leaf11', 'leaf12')
        .replaceAll('192.168.1.11', '192.168.1.12')
        .replaceAll('10.0.0.11', '10.0.0.12')
        .replaceAll('172.16.104.5', '172.16.104.9')
        .replaceAll('172.16.104.6', '172.16.104.10'),
    ) as T;
  const { devices, servers } = sound;
  return {
    ...sound,
    devices: [...devices, ...devices.filter(({ hostname }) => hostname === 'leaf11').map(alike)],
    servers: servers.map((server) => ({
      ...server,
      attachments: [...server.attachments, ...server.attachments.slice(1).map(alike)],
    })),
  };
}

const wave = (fabric: FabricIntent, paths: number): FabricIntent => ({
  ...fabric,
  rollout: { maxUnavailable: 2 },
  survives: [{ anySingle: 'wave', paths }],
});

const inGroup = (fabric: FabricIntent): FabricIntent =>
  ['leaf10', 'leaf11', 'leaf12'].reduce((base, leaf) => withLeaf(base, leaf, { redundancyGroup: 'rack 7' }), fabric);

const inDomains = (first: string, second: string): FabricIntent =>
  withLeaf(withLeaf(whole, 'spine1', { failureDomain: first }), 'spine2', { failureDomain: second });

export const SURVIVAL_CASES: readonly RuleCase[] = [
  {
    rule: 'survival/demand-not-met',
    breaks: ['two paths of two attachments', { ...sound, survives: [{ anySingle: 'leaf', paths: 2 }] }],
    nearly: ['one path of two attachments', { ...sound, survives: [{ anySingle: 'leaf' }, { anySingle: 'link' }] }],
  },
  {
    rule: 'survival/wave-breaks-demand',
    breaks: ['two of three attachments in one wave', wave(onThreeLeaves(), 2)],
    nearly: ['the same attachments in one redundancy group', wave(inGroup(onThreeLeaves()), 2)],
  },
  {
    rule: 'survival/reflectors-fail-together',
    breaks: ['both spines in one room', inDomains('room 1', 'room 1')],
    nearly: ['a room for each', inDomains('room 1', 'room 2')],
  },
];
