import fc from 'fast-check';
import { readSet } from '../../lib/junos/formats/set-reader';
import { setLine } from '../../lib/junos/formats/set-writer';
import { inherit } from '../../lib/junos/inheritance/inheritance';
import type { Configuration } from '../../lib/junos/tree/configuration';
import { readRoutingModel } from '../../lib/routing-model/routing-model';
import { renderDevice } from '../../lib/render/render-device';
import { arbitraryConfiguration } from '../junos/arbitrary-configuration';
import { SCENARIOS } from '../render/scenarios';
import { SERVER_OPTIONS } from '../render/server-options';

/** What the model says, without where it stands. */
function said(configuration: Configuration): string {
  const withoutPlaces = (key: string, value: unknown): unknown => {
    if (['place', 'places', 'used', 'said', 'attributesSaid'].includes(key)) return undefined;
    if (value instanceof Map) return [...(value as Map<unknown, unknown>)];
    return value instanceof Set ? [...(value as Set<unknown>)] : value;
  };
  return JSON.stringify(readRoutingModel(configuration), (key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : withoutPlaces(key, value),
  );
}

const RENDERED = Object.entries({ ...SCENARIOS, ...SERVER_OPTIONS }).flatMap(([scenario, fabric]) =>
  fabric.devices.map((device) => {
    const { group, base } = renderDevice(device, fabric);
    const configuration = readSet('');
    for (const part of [base, group]) for (const { words } of part.statements()) configuration.set(...words);
    return [`${scenario} ${device.hostname}`, inherit(configuration)] as const;
  }),
);

test('whatever a configuration holds was used or is listed as not understood', () => {
  fc.assert(
    fc.property(arbitraryConfiguration, (random) => {
      const configuration = inherit(random);
      const listed = readRoutingModel(configuration)
        .statements()
        .map(({ place }) => setLine(place.words));
      expect(listed).toEqual([...configuration.statements()].map(({ words }) => setLine(words)));
    }),
  );
});

test.each(RENDERED)('in %s, what was used changes what the model says', (_, configuration) => {
  const before = said(configuration);
  const ignored = readRoutingModel(configuration)
    .statements()
    .filter(({ field }) => field !== undefined)
    .flatMap(({ place: { words } }) => {
      const without = configuration.clone();
      without.delete(...words);
      return said(without) !== before ? [] : [setLine(words)];
    });
  expect(ignored).toEqual([]);
});

/** No route comes of it. */
const NO_ROUTES = / log-updown$| session-mode automatic$| routing-options graceful-restart$/;

test.each(RENDERED)(
  'in %s, policies, instances and BGP are understood but for what no route comes of',
  (_, configuration) => {
    const lines = readRoutingModel(configuration)
      .statements()
      .filter(({ field }) => field === undefined)
      .map(({ place: { words } }) => setLine(words));
    const ofRouting = lines.filter((line) => /^set (?:policy-options|protocols bgp|routing-instances) /.test(line));
    expect(ofRouting.filter((line) => !NO_ROUTES.test(line))).toEqual([]);
  },
);
