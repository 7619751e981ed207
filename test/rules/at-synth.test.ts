import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Testing } from 'cdktf';
import { Construct } from 'constructs';
import type { LeafDeviceProps, Rule, FabricStack } from '../../lib/index';
import { LeafDevice, QfxModel, RulePack, Rules, Severity } from '../../lib/index';
import { fabricSourceOf } from '../../lib/manifest/fabric-source';
import { FabricTemplate } from '../../lib/testing';
import { errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';
import type { GuideStackOptions } from '../support/guide-stack';
import { guideStack } from '../support/guide-stack';
import { appIn, projectDirectory, stackDirectory, useStandInCli } from '../support/synth';

useStandInCli();

interface Report {
  readonly success: boolean;
  readonly violations: readonly { readonly rule: string }[];
  readonly acknowledged: readonly { readonly rule: string; readonly acknowledgements: readonly object[] }[];
}

interface Annotation {
  readonly level: string;
  readonly constructPath: string;
  readonly message: string;
  readonly stacktrace?: unknown;
}

/** What a synth leaves behind. */
interface Synthesized {
  readonly error?: string;
  readonly report: Report;
  readonly sarif: unknown;
  readonly annotations: readonly Annotation[];
  readonly hasManifest: boolean;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Synthesizes as a program does. */
function synthesize(build: (app: App) => unknown, skipValidation = false): Synthesized {
  const project = projectDirectory();
  const app = skipValidation ? new App({ outdir: join(project, 'cdktf.out'), skipValidation }) : appIn(project);
  build(app);
  const error = messageOf(() => {
    app.synth();
  });
  const directory = stackDirectory(project);
  const manifest = join(project, 'cdktf.out', 'manifest.json');
  const { stacks } = existsSync(manifest)
    ? (readJson(manifest) as { stacks: Record<string, { annotations: Annotation[] }> })
    : { stacks: {} };
  return {
    error,
    report: readJson(join(directory, 'rules.json')) as Report,
    sarif: readJson(join(directory, 'rules.sarif')),
    annotations: stacks.dc1?.annotations ?? [],
    hasManifest: existsSync(join(directory, 'junos', 'fabric.json')),
  };
}

function messageOf(action: () => void): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const guide = (options: GuideStackOptions) => (app: App) => guideStack({ ...options, app });
const SINGLE_HOMED: GuideStackOptions = { leafNumbers: [10] };
const LEAF_13: LeafDeviceProps = {
  model: QfxModel.QFX10002_60C,
  junos: '19.1R2',
  loopback: '192.168.1.10',
  managementAddress: '10.0.0.13',
};

function sharedLoopback(app: App): FabricStack {
  const { stack } = guideStack({ app });
  new LeafDevice(stack, 'leaf13', LEAF_13);
  return stack;
}

const rulesIn = ({ violations }: Report): string[] => violations.map(({ rule }) => rule);

describe('an error', () => {
  const { error, report, sarif, hasManifest } = synthesize(sharedLoopback);

  test('stops synth, with what people need to know', () => {
    expect(error).toContain('[dc1/dc1] error device/loopback-shared: two leaves have one loopback\n');
    expect(error).toContain('leaf10 and leaf13 have the loopback 192.168.1.10');
    expect(hasManifest).toBe(false);
  });

  test('is in both reports all the same', () => {
    expect(report.success).toBe(false);
    expect(rulesIn(report)).toEqual(['device/loopback-shared']);
    expect(sarif).toMatchObject({
      runs: [{ results: [{ ruleId: 'device/loopback-shared', ruleIndex: 0, level: 'error' }] }],
    });
  });

  test('stops a synth that skips validation too, before anything is written', () => {
    const skipped = synthesize(sharedLoopback, true);
    expect(skipped.error).toContain('device/loopback-shared');
    expect(skipped.hasManifest).toBe(false);
    expect(rulesIn(skipped.report)).toEqual(['device/loopback-shared']);
  });

  test('has the same text in FabricTemplate', () => {
    const stack = sharedLoopback(Testing.app());
    expect(messageOf(() => void FabricTemplate.fromStack(stack))).toBe(error);
  });

  test('that is none of a rule is in the report with the others', () => {
    const { report: refused } = synthesize((app) => {
      const { server1 } = guideStack({ app, leafNumbers: [10] });
      const [attached] = server1.interfaces;
      if (attached !== undefined) attached.description = 'two\nlines';
    });
    expect(refused.violations).toMatchObject([
      { rule: 'intent/refused', message: expect.stringContaining('description') as string },
    ]);
  });
});

describe('a warning', () => {
  const { error, report, annotations, hasManifest } = synthesize(guide(SINGLE_HOMED));

  test('does not stop synth, and is an annotation without stack trace', () => {
    expect([error, report.success, hasManifest]).toEqual([undefined, true, true]);
    const warnings = annotations.filter(({ message }) => message.includes('server/single-homed'));
    expect(warnings).toMatchObject([{ level: '@cdktf/warn', constructPath: 'dc1/dc1' }]);
    expect(warnings[0]?.stacktrace).toBeUndefined();
  });

  test('is said once, however often the fabric is looked at', () => {
    const { annotations: once } = synthesize((app) =>
      FabricTemplate.fromStack(guideStack({ ...SINGLE_HOMED, app }).stack),
    );
    expect(once.filter(({ message }) => message.includes('server/single-homed'))).toHaveLength(1);
  });

  test('is an error in the strict pack', () => {
    const strict = synthesize(guide({ ...SINGLE_HOMED, fabric: { rules: RulePack.STRICT } }));
    expect(strict.error).toContain('error server/single-homed');
  });
});

describe('an acknowledgement', () => {
  const acknowledged = (choose: (guide: ReturnType<typeof guideStack>) => Construct): Synthesized =>
    synthesize((app) => {
      const built = guideStack({ ...SINGLE_HOMED, app });
      Rules.of(choose(built)).acknowledge('server/single-homed', 'a lab box');
    });

  test.each([
    ['the construct', ({ server1 }: ReturnType<typeof guideStack>) => server1],
    ['the fabric', ({ stack }: ReturnType<typeof guideStack>) => stack.fabric],
    ['the stack', ({ stack }: ReturnType<typeof guideStack>) => stack],
  ])('on %s silences a warning and stays in the report', (_, choose) => {
    const { report, annotations } = acknowledged(choose);
    expect(report.violations).toEqual([]);
    expect(report.acknowledged).toMatchObject([
      { rule: 'server/single-homed', acknowledgements: [{ reason: 'a lab box' }] },
    ]);
    expect(annotations.filter(({ message }) => message.includes('single-homed'))).toEqual([]);
  });

  test('elsewhere is called unused', () => {
    const { report } = acknowledged(({ vrf5 }) => vrf5);
    expect(rulesIn(report)).toEqual(['acknowledgement/unused', 'server/single-homed']);
  });

  test('is in the intent, changes no configuration, and goes with its construct', () => {
    const { stack, server1, leaves } = guideStack();
    const files = (): unknown => fabricSourceOf(stack.fabric)?.device('leaf10').digest;
    const before = files();
    Rules.of(server1).acknowledge('server/single-homed', 'a lab box');
    const intent = (): unknown => fabricSourceOf(stack.fabric)?.intent().acknowledgements;
    expect(intent()).toEqual([{ constructPath: 'dc1/server1', rule: 'server/single-homed', reason: 'a lab box' }]);
    expect(files()).toBe(before);
    stack.node.tryRemoveChild('server1');
    expect(intent()).toBeUndefined();
    expect(leaves).toHaveLength(3);
  });

  test('what it refuses', () => {
    const { stack } = guideStack();
    expectGolden(
      'errors/rules-acknowledge.txt',
      errorTexts([
        [
          'no reason',
          () => {
            Rules.of(stack).acknowledge('server/single-homed', ' ');
          },
        ],
        ['a construct outside any fabric', () => Rules.of(new Construct(Testing.app(), 'elsewhere'))],
      ]),
    );
  });
});

describe("the user's own rules", () => {
  const OWN: Rule = {
    id: 'acme/leaf-names',
    severity: Severity.ERROR,
    what: 'a leaf is not called after its rack',
    why: 'the people on call find a leaf by its rack',
    fix: 'call it r<rack>-leaf',
    reference: 'Acme naming guide, page 3',
    check: ({ devices }) =>
      devices
        .filter(({ hostname }) => !hostname.startsWith('r'))
        .map(({ hostname, constructPath }) => ({
          message: `${hostname} has no rack`,
          constructPaths: [constructPath],
        })),
  };

  test('stop synth like those of the library', () => {
    const { error, report } = synthesize(guide({ fabric: { rules: RulePack.DEFAULT.with(OWN) } }));
    expect(error).toContain('error acme/leaf-names: a leaf is not called after its rack');
    expect(rulesIn(report)).toEqual(Array.from({ length: 3 }, () => 'acme/leaf-names'));
  });

  test('can be left out together with those of the library', () => {
    const pack = RulePack.of('mine', []);
    const { report } = synthesize(guide({ ...SINGLE_HOMED, fabric: { rules: pack } }));
    expect(report).toMatchObject({ pack: 'mine', violations: [] });
  });
});
