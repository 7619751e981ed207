import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { Aspects } from 'cdktf';
import type { IConstruct } from 'constructs';
import { escapeTemplate, hclExpression } from '../../constructs/terraform/template-text';
import { Carrier, LeafDevice, Login, QfxModel, ServerFacingInterface } from '../../lib/index';
import type { GuideStackOptions, TerraformJson } from '../support/guide-stack';
import { guideStack } from '../support/guide-stack';
import { appIn, projectDirectory, stackDirectory, useStandInCli } from '../support/synth';
import { describeWithTerraform, terraform } from '../support/terraform-cli';

useStandInCli();

/** Texts that Terraform, cdktf or HCL would rather read as something else. */
const HOSTILE = [
  '${path.root}',
  '%{ if true }x%{ endif }',
  '$${a} $$${b} %%{c} $%{d} %${e}',
  '"quoted" \\ and \\n, ${"nested"}',
  '<<EOF',
  'é ${"',
  '/* no comment */ # none',
];

/** The state of the stack, in its project. */
const STATE = 'terraform.dc1.tfstate';

interface PlannedResource {
  readonly address: string;
  readonly values: { readonly triggers_replace?: Record<string, string> };
}

function synth(project: string, options: GuideStackOptions = {}): string {
  const app = appIn(project);
  const { stack } = guideStack({ app, ...options, fabric: { carrier: Carrier.TERRAFORM_DATA, ...options.fabric } });
  new LeafDevice(stack, 'leaf13', {
    model: QfxModel.QFX10002_60C,
    junos: '19.1R2',
    loopback: '192.168.1.13',
    managementAddress: '10.0.0.13',
    login: Login.keyFile({ user: 'x', path: '/keys/${HOME}/"id"' }),
  });
  Aspects.of(stack).add({
    visit: (node: IConstruct) => {
      if (ServerFacingInterface.isServerFacingInterface(node)) node.description = HOSTILE.join(' ');
    },
  });
  app.synth();
  return stackDirectory(project);
}

/** What a plan of the directory says the triggers will be, by address. */
function planned(directory: string): Map<string, Record<string, string> | undefined> {
  terraform(directory, 'init', '-no-color');
  terraform(directory, 'validate', '-no-color');
  terraform(directory, 'plan', '-no-color', '-out=plan');
  const plan = JSON.parse(terraform(directory, 'show', '-json', 'plan')) as {
    planned_values: { root_module: { resources: PlannedResource[] } };
  };
  const { resources } = plan.planned_values.root_module;
  return new Map(resources.map(({ address, values }) => [address, values.triggers_replace]));
}

/** The stack as it would be with the texts themselves in the Terraform JSON, in another directory. */
function withLiteralTexts(directory: string, copy: string): string {
  cpSync(directory, copy, { recursive: true });
  const file = join(copy, 'cdk.tf.json');
  const json = JSON.parse(readFileSync(file, 'utf8')) as TerraformJson;
  const resources = json.resource.terraform_data ?? {};
  const literal = Object.entries(resources).map(([name, block]) => {
    const [, hostname] = /^dc1_configuration_(.*)$/.exec(name) ?? [];
    return [
      name,
      hostname === undefined ? block : { ...block, triggers_replace: literalsOf(directory, hostname) },
    ] as const;
  });
  writeFileSync(file, JSON.stringify({ ...json, resource: { terraform_data: Object.fromEntries(literal) } }));
  return copy;
}

function literalsOf(directory: string, hostname: string): Record<string, string> {
  const text = readFileSync(join(directory, 'junos', `${hostname}.stanzas.json`), 'utf8');
  const stanzas = Object.entries(JSON.parse(text) as Record<string, string>);
  return Object.fromEntries(stanzas.map(([key, value]) => [escapeTemplate(key), escapeTemplate(value)]));
}

/** A plan without its lines on what it reads of the state, which come in any order. */
function withoutRefreshing(plan: string): string {
  return plan.replaceAll(/^.*: Refreshing state\.\.\. .*\n/gm, '');
}

function asked(directory: string): unknown[] {
  const file = join(directory, 'asked.log');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

describeWithTerraform('to Terraform the output', () => {
  test('is valid, and what it plans is what was meant, to the letter', () => {
    const directory = synth(projectDirectory());
    const plan = planned(directory);
    const conf = readFileSync(join(directory, 'junos', 'leaf10.conf'), 'utf8');
    const text = plan.get('terraform_data.dc1_configuration_leaf10')?.['interfaces et-0/0/15'] ?? '';
    const [description = ''] = text.split('\n');
    expect(description).toContain('${path.root} %{ if true }x%{ endif } $${a} $$${b} %%{c} $%{d} %${e}');
    expect(conf).toContain(description);
    const removal = plan.get('terraform_data.dc1_device["leaf13"]')?.device ?? '';
    expect(JSON.parse(removal)).toMatchObject({
      hostname: 'leaf13',
      managementPort: 830,
      login: { method: 'keyFile', user: 'x', path: '/keys/${HOME}/"id"' },
      group: 'dc1',
    });
  });

  test('plans the same when it was written as HCL', () => {
    const fromJson = planned(synth(projectDirectory()));
    // What `cdktf synth --hcl` sets.
    process.env.SYNTH_HCL_OUTPUT = 'true';
    const directory = synth(projectDirectory());
    delete process.env.SYNTH_HCL_OUTPUT;
    expect(existsSync(join(directory, 'cdk.tf'))).toBe(true);
    expect(planned(directory)).toEqual(fromJson);
  });

  test('asks for a rollout, for nothing when nothing changed, for the withdrawal of what is removed, and of all', () => {
    const project = projectDirectory();
    const directory = synth(project);
    const apply = (): void => {
      terraform(directory, 'apply', '-no-color', '-auto-approve');
    };
    terraform(directory, 'init', '-no-color');
    apply();
    const rollout = ['apply', '--manifest', './junos/fabric.json', '--from-terraform', '--digest'];
    expect(asked(directory)).toEqual([[...rollout, expect.stringMatching(/^[0-9a-f]{64}$/)]]);
    apply();
    expect(asked(directory)).toHaveLength(1);

    synth(project, { leafNumbers: [10, 12] });
    apply();
    const withdraw = ['withdraw', '--manifest', './junos/fabric.json', '--from-terraform'];
    const [, again, removal] = asked(directory) as string[][];
    expect(again?.slice(0, -1)).toEqual(rollout);
    expect(removal?.slice(0, -1)).toEqual([...withdraw, '--removed']);
    expect(JSON.parse(removal?.at(-1) ?? '')).toEqual({
      hostname: 'leaf11',
      managementAddress: '10.0.0.11',
      managementPort: 830,
      login: { method: 'agent', user: 'netops' },
      group: 'dc1',
      removalPolicy: 'WITHDRAW',
      model: 'qfx10002-60c',
    });

    terraform(directory, 'destroy', '-no-color', '-auto-approve');
    const last = asked(directory).slice(3) as string[][];
    expect(last.slice(0, -1).map((words) => words.at(-2))).toEqual(['--removed', '--removed', '--removed']);
    expect(last.at(-1)).toEqual([...withdraw, '--all']);
  });

  test('prints the plan line for line as it does of literal texts, and plans nothing where they become files', () => {
    const project = projectDirectory();
    const directory = synth(project);
    const other = projectDirectory();
    const literal = withLiteralTexts(directory, stackDirectory(other));
    const plan = (stack: string): string => terraform(stack, 'plan', '-no-color');
    for (const stack of [directory, literal]) terraform(stack, 'init', '-no-color');
    const first = plan(directory);
    expect(first).toContain('+ "interfaces et-0/0/15" ');
    expect(first).toBe(plan(literal));

    terraform(literal, 'apply', '-no-color', '-auto-approve');
    cpSync(join(other, STATE), join(project, STATE));
    expect(plan(directory)).toContain('No changes.');

    synth(project, { server: { prefixes: ['10.1.6.0/24'] } });
    const second = withoutRefreshing(plan(directory));
    expect(second).toMatch(/^ +- .*10\.1\.5\.0.*\n +\+ .*10\.1\.6\.0/m);
    expect(second).toBe(withoutRefreshing(plan(withLiteralTexts(directory, literal))));
  });

  test('refuses stanza files that are gone or were changed since the plan, and asks nobody for a rollout then', () => {
    const directory = synth(projectDirectory());
    const file = join(directory, 'junos', 'leaf11.stanzas.json');
    const text = readFileSync(file, 'utf8');
    const refused =
      /are missing or are not those of the synth that wrote this[\s│]+Terraform[\s│]+configuration:[\s│]+junos\/leaf11\.stanzas\.json\. [\s\S]*bring all of it/;
    terraform(directory, 'init', '-no-color');
    terraform(directory, 'plan', '-no-color', '-out=plan');
    writeFileSync(file, text.replace('et-0/0/15', 'et-0/0/16'));
    expect(() => terraform(directory, 'apply', '-no-color', 'plan')).toThrow(refused);
    rmSync(file);
    expect(() => terraform(directory, 'plan', '-no-color')).toThrow(refused);
    expect(asked(directory)).toEqual([]);
    writeFileSync(file, text);
    terraform(directory, 'apply', '-no-color', '-auto-approve');
    expect(asked(directory)).toHaveLength(1);
  });

  test('applies a saved plan from wherever the stack directory has been moved to', () => {
    const directory = synth(projectDirectory());
    terraform(directory, 'init', '-no-color');
    terraform(directory, 'plan', '-no-color', '-out=plan');
    const elsewhere = stackDirectory(projectDirectory());
    mkdirSync(dirname(elsewhere), { recursive: true });
    renameSync(directory, elsewhere);
    terraform(elsewhere, 'apply', '-no-color', 'plan');
    expect(asked(elsewhere)).toHaveLength(1);
    expect(terraform(elsewhere, 'plan', '-no-color')).toContain('No changes.');
  });

  test('withdraws everything on destroy without the stanza files, which withdrawing does not need', () => {
    const directory = synth(projectDirectory());
    terraform(directory, 'init', '-no-color');
    terraform(directory, 'apply', '-no-color', '-auto-approve');
    rmSync(join(directory, 'junos', 'leaf10.stanzas.json'));
    terraform(directory, 'destroy', '-no-color', '-auto-approve');
    expect((asked(directory) as string[][]).at(-1)?.at(-1)).toBe('--all');
  });

  test('takes every text for itself, in JSON and in HCL, as value and as key', () => {
    const anyText = fc.string({
      unit: fc.constantFrom('$', '%', '{', '}', '"', '\\', 'n', '\n', '\t', '~', 'é', '\b'),
    });
    const texts = [...HOSTILE, ...fc.sample(anyText, { numRuns: 300, seed: 1 })];
    const entries = texts.map((text, i) => [`${i} ${text}`, text] as const);
    const value = Object.fromEntries(entries);
    const json = Object.fromEntries(entries.map(([key, text]) => [escapeTemplate(key), escapeTemplate(text)]));
    const directory = projectDirectory();
    writeFileSync(join(directory, 'a.tf.json'), JSON.stringify({ output: { json: { value: json } } }));
    writeFileSync(join(directory, 'b.tf'), `output "hcl" {\nvalue = ${hclExpression(value)}\n}\n`);
    terraform(directory, 'init', '-no-color');
    terraform(directory, 'apply', '-no-color', '-auto-approve');
    const outputs = JSON.parse(terraform(directory, 'output', '-json')) as Record<string, { value: unknown }>;
    expect(outputs.json?.value).toEqual(value);
    expect(outputs.hcl?.value).toEqual(value);
  });
});
