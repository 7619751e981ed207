import fc from 'fast-check';
import type { InterfaceIntent, PortOptionsIntent } from '../../lib/intent/fabric-intent';
import { Configuration } from '../../lib/junos/tree/configuration';
import { renderInterfaces } from '../../lib/render/interfaces';
import { findPortOptions, PORT_OPTION_ROWS } from '../../lib/render/port-options';
import { readRoutingModel } from '../../lib/routing-model/routing-model';
import { port } from './scenarios';
import { typeErrors } from '../support/type-errors';

const VLAN = 200;

test('an option of a port that has no row, no place in the schema and no value from its prop does not compile', () => {
  const files = ['lib/intent/schema.ts', 'lib/render/port-options.ts', 'constructs/server/port-options.ts'];
  const errors = typeErrors(files, {
    'lib/intent/port-intent.ts': (text) =>
      text.replace(
        'interface PortOptionsIntent {',
        'interface PortOptionsIntent {\n  readonly dampingHalfLife?: number;',
      ),
  });
  expect(errors).toEqual([
    expect.stringMatching(/^constructs\/server\/port-options\.ts: .* TS2345$/),
    expect.stringMatching(/^lib\/intent\/schema\.ts: const attachedInterface = .* TS2345$/),
    expect.stringMatching(/^lib\/render\/port-options\.ts: .*satisfies PortOptionRows.* TS1360$/),
  ]);
});

test('what a port is rendered with is what is found there', () => {
  fc.assert(
    fc.property(options(), (wanted) => {
      const unit = port({ port: 'ae1', unit: VLAN, vlanId: VLAN, ...wanted });
      const { ports } = readRoutingModel(rendered([unit]));
      const found = ports.find(({ name }) => name === 'ae1');
      const [own] = found?.units ?? [];
      if (found === undefined || own === undefined) throw new Error('ae1 has no unit');
      const members = ports.filter(({ bundle }) => bundle === 'ae1').map(({ name }) => name);
      expect(findPortOptions({ port: found, unit: own, members })).toEqual(wanted);
    }),
  );
});

test('the units of a port that say one of its options must agree, and have an MTU of each family for themselves', () => {
  const unit = (vlanId: number, said: PortOptionsIntent): InterfaceIntent => port({ unit: vlanId, vlanId, ...said });
  const ofPort = PORT_OPTION_ROWS.filter(([, { scope }]) => scope !== 'unit').map(([name]) => name);
  const [one, other]: [Required<PortOptionsIntent>, Required<PortOptionsIntent>] = [
    { native: true, mtu: 9000, inetMtu: 1500, inet6Mtu: 1500, speed: '10g', aggregate: aggregate(['et-0/0/1']) },
    { native: true, mtu: 9100, inetMtu: 1600, inet6Mtu: 1600, speed: '25g', aggregate: aggregate(['et-0/0/2']) },
  ];
  expect(
    PORT_OPTION_ROWS.map(([name]) => name).filter((name) => {
      const units = [unit(100, { [name]: one[name] }), unit(VLAN, { [name]: other[name] })];
      return throws(() => rendered(units));
    }),
  ).toEqual(ofPort);
  expect(ofPort).toEqual(['native', 'mtu', 'speed', 'aggregate']);
});

function options(): fc.Arbitrary<PortOptionsIntent> {
  const mtu = fc.integer({ min: 1280, max: 9216 });
  return fc.record(
    {
      native: fc.constant(true as const),
      mtu,
      inetMtu: mtu,
      inet6Mtu: mtu,
      speed: fc.constantFrom('1g' as const, '10g' as const, '100g' as const, '400g' as const),
      aggregate: fc.constantFrom(aggregate(['et-0/0/16', 'et-0/0/17']), {
        ...aggregate(['et-0/0/16']),
        lacp: 'passive' as const,
        lacpPeriodic: 'fast' as const,
        minimumLinks: 1,
      }),
    },
    { requiredKeys: [] },
  );
}

function aggregate(members: string[]): NonNullable<PortOptionsIntent['aggregate']> {
  return { members, lacp: 'active' };
}

function rendered(units: readonly InterfaceIntent[]): Configuration {
  const configuration = new Configuration();
  renderInterfaces(configuration, units);
  return configuration;
}

function throws(act: () => unknown): boolean {
  try {
    act();
    return false;
  } catch {
    return true;
  }
}
