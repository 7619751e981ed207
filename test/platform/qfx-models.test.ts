import { InterfaceName } from '../../lib/model/interface-name';
import { describePorts, describeRow, hasInterface } from '../../lib/platform/qfx-model';
import { QFX_MODELS, modelOf, qfxModel } from '../../lib/platform/qfx-models';

test('models are listed once each, sorted by name as the device reports it', () => {
  const names = QFX_MODELS.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)].sort());
  expect(names.filter((name) => name !== name.toLowerCase())).toEqual([]);
});

test.each([
  ['qfx10002-60c', 'et-0/0/15', true],
  ['qfx10002-60c', 'et-0/0/59', true],
  ['qfx10002-60c', 'et-0/0/60', false],
  ['qfx10002-60c', 'xe-0/0/15', false],
  ['qfx10002-60c', 'xe-0/0/15:3', true],
  ['qfx10002-60c', 'xe-0/0/15:4', false],
  ['qfx10002-60c', 'et-0/0/15:0', true],
  ['qfx10002-60c', 'ge-0/0/15:0', false],
  ['qfx10002-60c', 'et-0/1/15', false],
  ['qfx10002-60c', 'ae1', true],
  ['qfx10008', 'et-7/0/15', true],
  ['qfx10008', 'et-8/0/15', false],
  ['qfx5110-48s-4c', 'xe-0/0/15', true],
  ['qfx5110-48s-4c', 'et-0/0/15', false],
  ['qfx5110-48s-4c', 'xe-0/0/15:0', false],
  ['qfx5120-48y-8c', 'et-0/0/15', true],
  ['qfx5120-48y-8c', 'xe-0/0/15', true],
  ['qfx5120-32c', 'xe-0/0/33', true],
  ['qfx5130-32cd', 'xe-0/0/8:0', false],
  ['qfx5130-32cd', 'et-0/0/8:0', true],
])('%s can have %s: %s', (model, name, expected) => {
  expect(hasInterface(qfxModel(model), InterfaceName.parse(name))).toBe(expected);
});

test('the models that need overlay-ecmp for type-5 routes are QFX5110 and QFX5120', () => {
  const names = QFX_MODELS.filter((model) => model.requiresOverlayEcmp).map(({ name }) => name);
  expect(names).toEqual(['qfx5110-32q', 'qfx5110-48s-4c', 'qfx5120-32c', 'qfx5120-48y-8c']);
});

test('the models with two routing engines are the QFX10000 chassis', () => {
  const names = QFX_MODELS.filter((model) => model.dualRoutingEngine).map(({ name }) => name);
  expect(names).toEqual(['qfx10008', 'qfx10016']);
});

test('QFX5100, QFX5200 and QFX5210 cannot be leaves of a routed overlay', () => {
  const names = QFX_MODELS.filter((model) => !model.routesVxlan).map(({ name }) => name);
  expect(names).toEqual(['qfx5100-48s-6q', 'qfx5200-32c-32q', 'qfx5210-64c']);
});

test('the ports of a model are described for messages', () => {
  expect(describePorts(qfxModel('qfx5120-32c'))).toBe('et-0/0/0 to et-0/0/31, xe-0/0/32 to xe-0/0/33');
});

test('rows of channels are described with their channels', () => {
  expect(qfxModel('qfx5110-32q').ports.map(describeRow)).toEqual([
    'et-0/0/0 to et-0/0/31',
    'xe-0/0/0:0 to xe-0/0/31:3',
    'et-0/0/0:0 to et-0/0/31:3',
  ]);
});

test('an interface is called ge at 1 Gbit/s, xe at 10 and et above, and always et on Junos Evolved', () => {
  for (const model of QFX_MODELS) {
    for (const { type, speeds } of model.ports) {
      expect(speeds.length).toBeGreaterThan(0);
      for (const speed of speeds) expect(type).toBe(model.evolved ? 'et' : typeOf(speed));
    }
  }
});

function typeOf(speed: string): string {
  if (speed === '1g') return 'ge';
  return speed === '10g' ? 'xe' : 'et';
}

test('facts that the user gave count before those of the library', () => {
  const own = { ...qfxModel('qfx5120-48y-8c'), routesVxlan: false };
  expect(modelOf({ model: own.name, modelFacts: own })).toBe(own);
  expect(modelOf({ model: own.name })).toBe(qfxModel('qfx5120-48y-8c'));
});
