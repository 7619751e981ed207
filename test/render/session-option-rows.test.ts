import type { PeeringIntent, SessionOptionsIntent } from '../../lib/intent/fabric-intent';
import { foundSessions } from '../../lib/import/found-sessions';
import { writeSet } from '../../lib/junos/formats/set-writer';
import type { Configuration } from '../../lib/junos/tree/configuration';
import { GROUP_SETTINGS } from '../../lib/render/group-settings';
import { renderDevice } from '../../lib/render/render-device';
import { readRoutingModel } from '../../lib/routing-model/routing-model';
import { errorOf } from '../support/errors';
import { guideFabric } from '../support/fabric-fixture';
import { typeErrors } from '../support/type-errors';

test('an option of a session that has no row, no place in the schema and no value from its prop does not compile', () => {
  const files = ['lib/intent/schema.ts', 'lib/render/session-options.ts', 'constructs/server/session-options.ts'];
  const errors = typeErrors(files, {
    'lib/intent/session-intent.ts': (text) =>
      text.replace('interface SessionOptionsIntent {', 'interface SessionOptionsIntent {\n  readonly damping?: true;'),
  });
  expect(errors).toEqual([
    expect.stringMatching(/^constructs\/server\/session-options\.ts: .* TS2345$/),
    expect.stringMatching(/^lib\/intent\/schema\.ts: const peering = .* TS2345$/),
    expect.stringMatching(/^lib\/render\/session-options\.ts: .*satisfies SessionOptionRows.* TS1360$/),
  ]);
});

const GROUP = 'routing-instances VRF_5 protocols bgp group server1'.split(' ');

/** The first leaf of the guide, its session with these options: as it is rendered, and as it is read back. */
function guideLeafWith(options: Partial<SessionOptionsIntent>): { group: Configuration; found: PeeringIntent[] } {
  const guide = guideFabric();
  const [device] = guide.devices;
  if (device === undefined) throw new Error('the guide has leaves');
  const peerings = device.peerings.map((peering) => ({ ...peering, ...options }));
  const { group } = renderDevice({ ...device, peerings }, guide);
  return { group, found: [...foundSessions(readRoutingModel(group), group, 'VRF_5', device.interfaces).sessions] };
}

test('loops are rendered on the group, compared within it and read back', () => {
  const { group, found } = guideLeafWith({ loops: 2 });
  expect(group.value(...GROUP, 'family', 'inet', 'unicast', 'loops')).toBe('2');
  expect(found.map(({ loops }) => loops)).toEqual([2]);
  expect(GROUP_SETTINGS.map(([words]) => words)).toContain('number of loops');
});

test('fast fail-over is one statement of the group, which is read back; restart help is none', () => {
  const { group, found } = guideLeafWith({ bfdDuringRestart: 'fastFailover' });
  expect(group.has(...GROUP, 'graceful-restart', 'dont-help-shared-fate-bfd-down')).toBe(true);
  expect(found).toMatchObject([{ bfdDuringRestart: 'fastFailover' }]);
  expect(found[0]).not.toHaveProperty('gracefulRestart');
  expect(writeSet(guideLeafWith({ bfdDuringRestart: 'restartHelp' }).group)).toBe(writeSet(guideLeafWith({}).group));
});

test('times of graceful restart are read back beside fast fail-over', () => {
  const gracefulRestart = { restartTimeSec: 60 };
  const { found } = guideLeafWith({ bfdDuringRestart: 'fastFailover', gracefulRestart });
  expect(found).toMatchObject([{ bfdDuringRestart: 'fastFailover', gracefulRestart }]);
});

test('fast fail-over is refused where the release has no statement for it', () => {
  const guide = guideFabric();
  const devices = guide.devices.map((device) => ({
    ...device,
    junos: '17.4R1',
    peerings: device.peerings.map((peering) => ({ ...peering, bfdDuringRestart: 'fastFailover' as const })),
  }));
  const [device] = devices;
  if (device === undefined) throw new Error('the guide has leaves');
  const error = errorOf(() => renderDevice(device, { ...guide, devices }));
  expect(error.code).toBe('statementsNewerThanRelease');
  expect(error.message).toContain('dont-help-shared-fate-bfd-down');
});

test.each([
  [{}, 'set routing-instances VRF_5 protocols bgp group server1 multihop'],
  [{ ttl: 2 }, 'set routing-instances VRF_5 protocols bgp group server1 multihop ttl 2'],
])('multihop %j is a statement of the group, which is read back', (multihop, line) => {
  const { group, found } = guideLeafWith({ multihop });
  expect(writeSet(group).split('\n')).toContain(line);
  expect(found.map((one) => one.multihop)).toEqual([multihop]);
});

test('a stated local address stands on the neighbor', () => {
  const guide = guideFabric();
  const [device] = guide.devices;
  if (device === undefined) throw new Error('the guide has leaves');
  const peerings = device.peerings.map((one) => ({ ...one, statedLocalAddress: one.localAddress }));
  const lines = writeSet(renderDevice({ ...device, peerings }, guide).group).split('\n');
  expect(lines).toContain(
    'set routing-instances VRF_5 protocols bgp group server1 neighbor 172.16.104.2 local-address 172.16.104.1',
  );
});
