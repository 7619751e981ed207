import { foundSessions } from '../../lib/import/found-sessions';
import { GROUP_SETTINGS } from '../../lib/render/group-settings';
import { renderDevice } from '../../lib/render/render-device';
import { readRoutingModel } from '../../lib/routing-model/routing-model';
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

test('loops are rendered on the group, compared within it and read back', () => {
  const guide = guideFabric();
  const [device] = guide.devices;
  if (device === undefined) throw new Error('the guide has leaves');
  const peerings = device.peerings.map((peering) => ({ ...peering, loops: 2 }));
  const { group } = renderDevice({ ...device, peerings }, guide);
  expect(
    group.value(
      'routing-instances',
      'VRF_5',
      'protocols',
      'bgp',
      'group',
      'server1',
      'family',
      'inet',
      'unicast',
      'loops',
    ),
  ).toBe('2');
  expect(foundSessions(readRoutingModel(group), 'VRF_5', device.interfaces).map(({ loops }) => loops)).toEqual([2]);
  expect(GROUP_SETTINGS.map(([words]) => words)).toContain('number of loops');
});
