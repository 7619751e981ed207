import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { App, Aspects, Testing } from 'cdktf';
import { PlanDetail, Prerequisite } from '../../lib/index';
import { DeviceFiles } from '../../lib/manifest/device-files';
import { readManifest } from '../../lib/manifest/read-manifest';
import { errorOf } from '../support/errors';
import type { GuideStackOptions } from '../support/guide-stack';
import { guideStack, terraformOf } from '../support/guide-stack';
import { appIn, filesOf, projectDirectory, stackDirectory, useStandInCli } from '../support/synth';

useStandInCli();

function synth(project: string, options: GuideStackOptions = {}): Map<string, string> {
  const { app } = guideStack({ app: appIn(project), ...options });
  app.synth();
  return filesOf(stackDirectory(project));
}

test('synth leaves manifest, configurations in three forms and the CLI beside the Terraform JSON', () => {
  expect([...synth(projectDirectory()).keys()]).toEqual([
    'cdk.tf.json',
    'junos-fabric.cjs',
    'junos/fabric.json',
    'junos/known_hosts',
    ...['leaf10', 'leaf11', 'leaf12'].flatMap((leaf) =>
      ['conf', 'set', 'stanzas.json', 'xml'].map((form) => `junos/${leaf}.${form}`),
    ),
    'rules.json',
    'rules.sarif',
  ]);
});

test('the same program writes the same bytes in every directory and on every run', () => {
  const [first, second] = [projectDirectory(), projectDirectory()];
  const files = synth(first);
  expect(synth(second)).toEqual(files);
  expect(synth(first)).toEqual(files);
});

test('a synth renders each device once, and the next one in the same process only those that have changed', () => {
  const project = projectDirectory();
  const { app, server1 } = guideStack({ app: appIn(project) });
  const render = jest.spyOn(DeviceFiles, 'render');
  const again = jest.spyOn(DeviceFiles.prototype, 'texts');
  const rendered = (): string[] => render.mock.calls.splice(0).map(([, { hostname }]) => hostname);
  app.synth();
  expect(rendered()).toEqual(['leaf10', 'leaf11', 'leaf12']);
  const before = filesOf(stackDirectory(project));
  app.synth();
  expect(rendered()).toEqual([]);
  expect(filesOf(stackDirectory(project))).toEqual(before);
  const [first] = server1.interfaces;
  if (first !== undefined) first.description = 'moved to rack 7';
  app.synth();
  expect(rendered()).toEqual(['leaf10']);
  expect(filesOf(stackDirectory(project)).get('junos/leaf10.set')).toContain('rack 7');
  expect(again).not.toHaveBeenCalled();
  render.mockRestore();
  again.mockRestore();
});

test('nothing in the output names the machine it was made on', () => {
  const project = projectDirectory();
  synth(project);
  for (const [name, text] of filesOf(join(project, 'cdktf.out'))) {
    expect([name, text.includes(project), text.includes(process.cwd())]).toEqual([name, false, false]);
  }
});

test('what synth writes is a manifest that can be read, with the digest that the step carries', () => {
  const project = projectDirectory();
  const { app, stack } = guideStack({ app: appIn(project) });
  app.synth();
  const loaded = readManifest(join(stackDirectory(project), 'junos', 'fabric.json'));
  const rollout = terraformOf(stack).resource.null_resource?.dc1_rollout;
  expect(rollout?.provisioner?.[0]?.['local-exec']?.command).toBe(loaded.digest);
  expect(rollout?.triggers?.leaf10).toBe(loaded.manifest.configurations.leaf10?.digest);
  expect(loaded.group('leaf10').value('routing-instances', 'VRF_5', 'vrf-target')).toBe('target:62273:16776000');
});

test('prerequisites that the fabric configures are in a file of their own', () => {
  const files = synth(projectDirectory(), {
    fabric: { prerequisites: { vtepSourceInterface: Prerequisite.CONFIGURE } },
  });
  expect(files.get('junos/leaf10.base.set')).toBe('set switch-options vtep-source-interface lo0.0\n');
  expect(files.get('junos/leaf10.set')).not.toContain('switch-options');
});

test('files of a device that is gone are removed, and what others put there stays', () => {
  const project = projectDirectory();
  const fabric = { prerequisites: { vtepSourceInterface: Prerequisite.CONFIGURE } };
  synth(project, { fabric });
  writeFileSync(join(stackDirectory(project), 'junos', 'NOTES.txt'), 'mine');
  const files = synth(project, { leafNumbers: [10, 12] });
  expect([...files.keys()].filter((name) => name.startsWith('junos/'))).toEqual([
    'junos/NOTES.txt',
    'junos/fabric.json',
    'junos/known_hosts',
    ...['leaf10', 'leaf12'].flatMap((leaf) =>
      ['conf', 'set', 'stanzas.json', 'xml'].map((form) => `junos/${leaf}.${form}`),
    ),
  ]);
});

test('stanzas are beside the Terraform JSON where the plan shows them, and nowhere else', () => {
  const project = projectDirectory();
  const file = 'junos/leaf10.stanzas.json';
  const stanzas = JSON.parse(synth(project).get(file) ?? '{}') as Record<string, string>;
  expect(stanzas['interfaces et-0/0/15']).toContain('address 172.16.104.1/30;\n');
  const without = synth(project, { fabric: { planDetail: PlanDetail.digests() } });
  expect([...without.keys()].filter((name) => name.includes('stanzas'))).toEqual([]);
});

describe('host keys', () => {
  const KEYS = '10.0.0.10 ssh-ed25519 AAAA\n';

  const synthWith = (project: string, knownHostsFile: string) => () => {
    guideStack({ app: appIn(project), fabric: { knownHostsFile } }).app.synth();
  };

  test.each([
    ['beside the program', 'known_hosts', 'known_hosts'],
    ['below it', 'keys/leaves', 'keys/leaves'],
    ['elsewhere', '../team/known_hosts', '../team/known_hosts'],
    ['named by its whole path', join('<project>', 'keys', 'leaves'), 'leaves'],
  ])('in a file %s are copied beside the manifest, which names that file', (_where, given, named) => {
    const cameFrom = process.cwd();
    const project = join(projectDirectory(), 'project');
    const knownHostsFile = given.replace('<project>', project);
    mkdirSync(project);
    process.chdir(project);
    try {
      mkdirSync(dirname(resolve(knownHostsFile)), { recursive: true });
      writeFileSync(knownHostsFile, KEYS);
      const files = synth(project, { fabric: { knownHostsFile } });
      expect(files.get('junos/known_hosts')).toBe(KEYS);
      expect(JSON.parse(files.get('junos/fabric.json') ?? '')).toMatchObject({
        knownHosts: { file: 'known_hosts', source: named },
      });
    } finally {
      process.chdir(cameFrom);
    }
  });

  test('that are missing stop synth, which says how the file is made, and nothing is written', () => {
    const project = projectDirectory();
    expect(synthWith(project, 'not/there')).toThrow(
      [
        '[dc1/dc1] knownHostsFile: not/there cannot be read (ENOENT); a rollout accepts the host keys in it and no others',
        '  make it: ssh-keyscan -p 830 <management address of each device> > not/there',
        "  then compare the fingerprints, ssh-keygen -l -f not/there, with those on the devices' consoles",
        '  a relative name counts from the directory in which the program runs',
        '  at dc1/dc1',
      ].join('\n'),
    );
    const written = [...filesOf(stackDirectory(project)).keys()];
    expect(written).toEqual(['rules.json', 'rules.sarif']);
  });

  test('that are missing stop synth without validations too', () => {
    const project = projectDirectory();
    const app = new App({ outdir: join(project, 'cdktf.out'), skipValidation: true });
    guideStack({ app, fabric: { knownHostsFile: 'not/there' } });
    expect(
      errorOf(() => {
        app.synth();
      }).message,
    ).toContain('knownHostsFile: not/there cannot be read (ENOENT)');
    expect(existsSync(join(stackDirectory(project), 'junos'))).toBe(false);
  });

  test('of which a revocation cannot be read stop synth', () => {
    const project = projectDirectory();
    const knownHostsFile = join(project, 'known_hosts');
    writeFileSync(knownHostsFile, '@Revoked * ssh-ed25519 AAAA\n');
    expect(synthWith(project, knownHostsFile)).toThrow('known_hosts line 1 begins with "@Revoked" but cannot be read');
  });

  test('that nobody named are an error where the fabric is made', () => {
    const nobody = { fabric: { knownHostsFile: undefined } } as unknown as GuideStackOptions;
    expect(errorOf(() => guideStack(nobody))).toMatchObject({
      code: 'propMissing',
      message: expect.stringMatching(/^knownHostsFile is missing[^]*ssh-keyscan[^]*ssh-keygen -l/) as string,
      constructPath: 'dc1/dc1',
    });
  });

  test('are not needed by a unit test', () => {
    const { stack } = guideStack({ fabric: { knownHostsFile: 'not/there' } });
    expect(Testing.synth(stack, true)).toContain('dc1_rollout');
  });
});

describe('what constructs say', () => {
  /** Where the description of leaf10's port stands: intent, configuration and plan. */
  const descriptionsIn = (project: string): string[] => {
    const files = filesOf(stackDirectory(project));
    const found = [
      'junos/fabric.json',
      'junos/leaf10.set',
      'junos/leaf10.conf',
      'junos/leaf10.xml',
      'junos/leaf10.stanzas.json',
    ];
    return found.map((name) => /rack \d|server1 \(dc1\)/.exec(files.get(name) ?? '')?.[0] ?? 'none');
  };

  test('after the last Aspect is what every file has, also when an Aspect before it has validated', () => {
    const project = projectDirectory();
    const { app, stack, server1 } = guideStack({ app: appIn(project) });
    const describeAs = (text: string): void => {
      for (const attached of server1.interfaces) attached.description = text;
    };
    Aspects.of(stack).add({
      visit: (construct) => {
        if (construct !== stack) return;
        describeAs('rack 1');
        stack.runAllValidations();
        describeAs('rack 2');
      },
    });
    app.synth();
    expect(descriptionsIn(project)).toEqual(Array(5).fill('rack 2'));
  });

  test('is read again by the next synth', () => {
    const project = projectDirectory();
    const { app, server1 } = guideStack({ app: appIn(project) });
    app.synth();
    expect(descriptionsIn(project)).toEqual(Array(5).fill('server1 (dc1)'));
    for (const attached of server1.interfaces) attached.description = 'rack 3';
    app.synth();
    expect(descriptionsIn(project)).toEqual(Array(5).fill('rack 3'));
  });
});

test('Testing.synth writes no files', () => {
  const project = projectDirectory();
  const { stack } = guideStack({ app: appIn(project) });
  Testing.synth(stack, true);
  expect(existsSync(stackDirectory(project))).toBe(false);
});

test('synth without the bundled CLI says where it should be', () => {
  const before = process.env.JUNOS_FABRIC_CLI_BUNDLE;
  process.env.JUNOS_FABRIC_CLI_BUNDLE = 'missing/junos-fabric.cjs';
  const { app } = guideStack({ app: appIn(projectDirectory()) });
  const error = errorOf(() => {
    app.synth();
  });
  process.env.JUNOS_FABRIC_CLI_BUNDLE = before;
  expect(error.code).toBe('cliBundleMissing');
  expect(error.message).toContain('missing/junos-fabric.cjs');
});
