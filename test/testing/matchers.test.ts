import '../../lib/testing/jest';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import { FabricStack, MultihomedServer, RulePack, Survives, Vrf5Instance } from '../../lib/index';
import { FabricTemplate } from '../../lib/testing';
import { errorOf } from '../support/errors';
import { expectGolden } from '../support/golden';
import { FABRIC_PROPS, guideLeaf, guideStack } from '../support/guide-stack';

const { stack, leaves, server1 } = guideStack();
const template = FabricTemplate.fromStack(stack);
const [leaf10] = leaves;
const lone = guideStack({ leafNumbers: [10] });

/** What a failing matcher says. */
function failureOf(action: () => void): string {
  try {
    action();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('it did not fail');
}

test('a multihomed server survives any single failure there is', () => {
  expect(server1).toSurviveAnySingle('leaf');
  expect(server1).toSurviveAnySingle('link');
  expect(stack).toSurviveAnySingle('session', { paths: 2 });
  expect(template.server('server1')).toSurviveAnySingle('leaf');
  expect(lone.server1).not.toSurviveAnySingle('leaf');
});

test('attachments are counted', () => {
  expect(server1).toHaveHomes(3);
  expect(lone.server1).toHaveHomes(1);
  expect(template.server('server1').homes.map(({ leaf }) => leaf)).toEqual(['leaf10', 'leaf11', 'leaf12']);
});

test('of a server in a VRF of others nothing is known beyond its sessions, and a matcher says so', () => {
  const borrowed = new FabricStack(Testing.app(), 'dc9', FABRIC_PROPS);
  const vrf = Vrf5Instance.fromVrf5InstanceAttributes(borrowed, 'theirs', { name: 'VRF_9' });
  const leaf = guideLeaf(borrowed, 10);
  const attachments = [{ leaf, interface: 'et-0/0/15', subnet: '172.16.104.0/30' }];
  const server = new MultihomedServer(borrowed, 'server9', {
    vrf,
    asn: 4220000009,
    prefixes: ['10.1.9.0/24'],
    attachments,
  });
  expect(
    failureOf(() => {
      expect(server).toHaveHomes(1);
    }),
  ).toContain('VRF_9 of leaf10 is configured by others, so what becomes of its routes in the fabric is not known here');
});

test('equal paths are counted, also while something is down', () => {
  expect(stack).toHaveEqualPaths({ from: 'any other leaf', to: '10.1.5.0/24' }, 3);
  expect(stack).toHaveEqualPaths({ from: 'any other leaf', to: '10.1.5.0/24', without: ['leaf11'] }, 2);
  expect(template).toHaveEqualPaths({ from: leaf10, to: '10.1.5.0/24', without: ['link leaf10–server1'] }, 2);
});

test('configuration is compared in part and as a whole', () => {
  const lines = template.device('leaf10').setLines();
  expect(leaf10).toRenderJunos('set interfaces et-0/0/15 unit 0 family inet address 172.16.104.1/30');
  expect(template.device('leaf10')).toRenderJunos({ exactly: lines });
  expect(leaf10).not.toRenderJunos({ exactly: lines.slice(1) });
  expect(leaf10).not.toRenderJunos(['set interfaces et-0/0/16 unit 0']);
});

describe('golden files', () => {
  const directory = mkdtempSync(join(tmpdir(), 'golden-'));
  const { UPDATE_GOLDEN: former } = process.env;
  beforeAll(() => {
    delete process.env.UPDATE_GOLDEN;
  });
  afterAll(() => {
    if (former !== undefined) process.env.UPDATE_GOLDEN = former;
    rmSync(directory, { recursive: true });
  });

  test.each(['leaf10.set', 'leaf10.conf'])('%s is written once and compared from then on', (name) => {
    const golden = join(directory, name);
    expect(
      failureOf(() => {
        expect(leaf10).toRenderJunos({ golden });
      }),
    ).toContain('write it with UPDATE_GOLDEN=1');
    process.env.UPDATE_GOLDEN = '1';
    expect(leaf10).toRenderJunos({ golden });
    delete process.env.UPDATE_GOLDEN;
    expect(readFileSync(golden, 'utf8')).toContain('172.16.104.1/30');
    expect(leaf10).toRenderJunos({ golden });
    expect(leaves[1]).not.toRenderJunos({ golden });
  });
});

test('rules are asked for everything that nobody has acknowledged', () => {
  expect(stack).toPassRules();
  expect(lone.stack).not.toPassRules();
  expect(lone.stack).toPassRules(RulePack.DEFAULT.without('server/single-homed'));
});

test('a fabric that is not sound passes no rules', () => {
  const broken = guideStack();
  new Vrf5Instance(broken.stack, 'VRF_6', { vni: 16776000, rdNumber: 6, routeTarget: 'target:62273:6' });
  expect(broken.stack).not.toPassRules();
});

test('synth holds what a server has to survive', () => {
  const demanding = (paths: number) => guideStack({ server: { survives: [Survives.anySingleLeaf({ paths })] } }).stack;
  expect(() => FabricTemplate.fromStack(demanding(2))).not.toThrow();
  expect(() => FabricTemplate.fromStack(demanding(3))).toThrow('server1 has to keep 3 paths without any single leaf');
  expect(errorOf(() => Survives.anySingleLeaf({ paths: 0 })).code).toBe('numberOutOfRange');
});

test('interfaces and sessions are found', () => {
  const device = template.device('leaf10');
  expect(device.interface('et-0/0/15.0').statements()).toEqual(['family inet address 172.16.104.1/30']);
  expect(device.session('172.16.104.2').path).toEqual(device.session('server1').path);
  expect(device.session('server1').statements()).toContain('type external');
  expect(errorOf(() => device.interface('et-0/0/99')).message).toBe(
    'leaf10 has no interface et-0/0/99; it has et-0/0/15',
  );
  expect(errorOf(() => device.session('server9')).message).toBe('leaf10 has no session server9; it has server1');
});

test('what people read when a matcher fails', () => {
  const other = template.device('leaf11').setLines();
  const cases: readonly (readonly [string, () => void])[] = [
    [
      'toSurviveAnySingle',
      () => {
        expect(lone.server1).toSurviveAnySingle('leaf');
      },
    ],
    [
      'toSurviveAnySingle, paths',
      () => {
        expect(server1).toSurviveAnySingle('link', { paths: 3 });
      },
    ],
    [
      'toSurviveAnySingle, nothing to fail',
      () => {
        expect(server1).toSurviveAnySingle('spine');
      },
    ],
    [
      'not.toSurviveAnySingle',
      () => {
        expect(server1).not.toSurviveAnySingle('leaf');
      },
    ],
    [
      'toHaveHomes',
      () => {
        expect(server1).toHaveHomes(2);
      },
    ],
    [
      'toHaveEqualPaths',
      () => {
        expect(stack).toHaveEqualPaths({ from: 'any other leaf', to: '10.1.5.0/24', without: ['leaf11'] }, 3);
      },
    ],
    [
      'toRenderJunos',
      () => {
        expect(leaf10).toRenderJunos('set interfaces et-0/0/15 unit 0 family inet address 10.0.0.1/30');
      },
    ],
    [
      'toRenderJunos, exactly',
      () => {
        expect(leaf10).toRenderJunos({ exactly: other });
      },
    ],
    [
      'toPassRules',
      () => {
        expect(lone.stack).toPassRules();
      },
    ],
    [
      'something else',
      () => {
        expect(17).toHaveHomes(3);
      },
    ],
    [
      'a device',
      () => {
        expect(leaf10).toHaveHomes(3);
      },
    ],
  ];
  const texts = cases.map(([title, action]) => `# ${title}\n${failureOf(action)}\n`);
  expectGolden('errors/testing-matchers.txt', texts.join('\n'));
});
