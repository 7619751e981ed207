import { forwardingRestartNotAllowed, unknownDisruptionNotAllowed } from '../../lib/rollout/plan/errors';
import { Configuration } from '../../lib/junos/tree/configuration';
import { InterfaceName } from '../../lib/model/interface-name';
import type { CustomModel } from '../../lib/platform/custom-model';
import { customModel } from '../../lib/platform/custom-model';
import { describeRow, hasInterface } from '../../lib/platform/qfx-model';
import { qfxModel } from '../../lib/platform/qfx-models';
import { requireKnownStatements } from '../../lib/render/render-device';
import { leaf } from '../render/scenarios';
import { errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';

const LIKE = qfxModel('qfx5120-48y-8c');

function custom(different: Partial<CustomModel>): ReturnType<typeof customModel> {
  return customModel({ name: 'qfx5120-48t-6c', like: LIKE, ...different });
}

/** Throws where it is not. */
function knownOn(junos: string, configuration: Configuration): boolean {
  requireKnownStatements(leaf({ junos }), [configuration]);
  return true;
}

function raise(error: Error): never {
  throw error;
}

test('what is not said is as on the model it is like, except which releases are stated', () => {
  const { statedFrom, ...like } = LIKE;
  expect(statedFrom).toBe('17.3R3-S1');
  expect(custom({})).toEqual({ ...like, name: 'qfx5120-48t-6c', productName: 'QFX5120-48T-6C' });
});

test('everything can be said otherwise', () => {
  const model = custom({
    productName: 'QFX5120-48T',
    ports: [
      { first: 'xe-0/0/0', last: 'xe-0/0/47', speeds: ['10g'] },
      { first: 'et-0/0/48', last: 'et-0/0/53' },
      { first: 'xe-0/0/48:0', last: 'xe-0/0/53:3' },
    ],
    routesVxlan: false,
    requiresOverlayEcmp: false,
    dualRoutingEngine: true,
    evolved: true,
    supportedFrom: '20.2R2',
  });
  expect(model).toMatchObject({
    productName: 'QFX5120-48T',
    series: 'QFX5000',
    routesVxlan: false,
    requiresOverlayEcmp: false,
    dualRoutingEngine: true,
    evolved: true,
    statedFrom: '20.2R2',
  });
  expect(model.ports.map(describeRow)).toEqual([
    'xe-0/0/0 to xe-0/0/47',
    'et-0/0/48 to et-0/0/53',
    'xe-0/0/48:0 to xe-0/0/53:3',
  ]);
  const has = (name: string): boolean => hasInterface(model, InterfaceName.parse(name));
  expect(['xe-0/0/47', 'et-0/0/53', 'xe-0/0/53:3'].map(has)).toEqual([true, true, true]);
  expect(['xe-0/0/48', 'et-0/0/47', 'xe-0/0/53:4', 'xe-0/0/47:0'].map(has)).toEqual([false, false, false, false]);
});

test('rows of line cards are by slot', () => {
  const { ports } = custom({ ports: [{ first: 'et-0/0/0', last: 'et-7/0/29' }] });
  expect(ports).toEqual([{ type: 'et', fpc: [0, 7], pic: 0, ports: [0, 29], speeds: [] }]);
});

test('errors about platforms and what changes disrupt say what was given, what is allowed and what to do', () => {
  const newer = new Configuration();
  newer.set('routing-instances', 'VRF_5', 'protocols', 'evpn', 'ip-prefix-routes', 'reject-asymmetric-vni');
  newer.set('interfaces', 'et-0/0/15', 'speed', '100g');
  expectGolden(
    'errors/platform.txt',
    errorTexts([
      ['a name in capitals', () => custom({ name: 'QFX5120-48T-6C' })],
      ['no name', () => custom({ name: '' })],
      ['a row of two types', () => custom({ ports: [{ first: 'xe-0/0/0', last: 'et-0/0/47' }] })],
      ['a row downward', () => custom({ ports: [{ first: 'et-0/0/47', last: 'et-0/0/0' }] })],
      ['a row over two PICs', () => custom({ ports: [{ first: 'et-0/0/0', last: 'et-0/1/7' }] })],
      ['a row from a port to a channel', () => custom({ ports: [{ first: 'et-0/0/0', last: 'et-0/0/7:3' }] })],
      ['a row of aggregates', () => custom({ ports: [{ first: 'ae0', last: 'ae7' }] })],
      ['a port that is none', () => custom({ ports: [{ first: 'et-0/0', last: 'et-0/0/7' }] })],
      ['a speed that is none', () => custom({ ports: [{ first: 'et-0/0/0', last: 'et-0/0/7', speeds: ['100G'] }] })],
      ['a release that is none', () => custom({ supportedFrom: '20.2' })],
      ['statements that 19.1R2 does not have', () => knownOn('19.1R2', newer)],
      [
        'a forwarding-engine restart without consent',
        () => raise(forwardingRestartNotAllowed('leaf10', ['set forwarding-options vxlan-routing overlay-ecmp'])),
      ],
      [
        'statements that nobody knows, without consent',
        () => raise(unknownDisruptionNotAllowed('leaf10', ['set system services ssh', 'delete snmp'])),
      ],
    ]),
  );
});

test('a statement that may be there is left to the device', () => {
  const newer = new Configuration();
  newer.set('interfaces', 'et-0/0/15', 'speed', '100g');
  expect(knownOn('20.2R1', newer)).toBe(true);
});
