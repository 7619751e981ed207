/**
 * `npm run demo`: the whole way on emulated devices, in a copy of examples/multihomed-server. Nothing is downloaded.
 *
 * Deploys with Terraform where it is installed, and with junos-fabric alone where it is not.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { strong, tell } from './support/stage.mjs';

const LEAVES = ['leaf10', 'leaf11', 'leaf12'];

/** Terraform repeats each resource's address before each line of its step, and reports every few seconds that it waits. */
const isStepOrResult = (line) => /\(local-exec\): (?!Executing)|^(Apply|Destroy) complete|^No changes/.test(line);

/** How Terraform carries the fabric. */
const terraform = {
  start: (stage) => {
    inStack(stage, ['init', '-no-color', '-input=false'], (line) => line.includes('successfully'));
  },
  plan: (stage) => {
    inStack(stage, ['plan', '-no-color'], planLines());
  },
  deploy: (stage) => {
    inStack(stage, ['apply', '-auto-approve', '-no-color'], isStepOrResult);
  },
  /** Deleting the construct is all there is to it. */
  remove: () => undefined,
  withdraw: (stage) => {
    inStack(stage, ['destroy', '-auto-approve', '-no-color'], isStepOrResult);
  },
};

/** The same without it. */
const alone = {
  start: () => undefined,
  plan: (stage) => stage.junosFabric('plan'),
  deploy: (stage) => stage.junosFabric('apply'),
  remove: (stage, leaf) => stage.junosFabric('withdraw', '--device', leaf),
  withdraw: (stage) => stage.junosFabric('withdraw', '--all'),
};

function inStack(stage, args, only) {
  stage.run('terraform', args, { directory: stackOf(stage), only });
}

function stackOf({ project }) {
  return join(project, 'cdktf.out', 'stacks', 'dc1');
}

/** The actions and their sum, without what Terraform says before and after them. */
function planLines() {
  let inside = false;
  return (line) => {
    if (/^Terraform will perform|^No changes/.test(line)) inside = true;
    const shown = inside;
    if (/^Plan:|^No changes/.test(line)) inside = false;
    return shown;
  };
}

/** What each leaf has stored, read with the first manifest, which knows all of them. */
function storedConfigurations(stage) {
  const first = join(stage.project, 'first');
  if (!existsSync(first)) cpSync(join(stackOf(stage), 'junos'), first, { recursive: true });
  return LEAVES.map((leaf) => stage.outputOf('show', leaf, '--stored', '--manifest', join(first, 'fabric.json')));
}

function assertSame(now, before, message) {
  if (JSON.stringify(now) !== JSON.stringify(before)) throw new Error(message);
}

const hasTerraform = spawnSync('terraform', ['version'], { stdio: 'ignore' }).status === 0;
const carrier = hasTerraform ? terraform : alone;

await tell('multihomed-server', { JUNOS_PASSWORD: 'netops', TF_IN_AUTOMATION: '1' }, (stage) => {
  stage.chapter('An emulated fabric: two spines, three leaves, one server');
  stage.junosFabric('lab', 'up');

  stage.chapter('The program becomes one Junos configuration per leaf');
  stage.synthesize();
  const baseline = storedConfigurations(stage);
  stage.junosFabric('plan', '--device', 'leaf10');

  stage.chapter(
    hasTerraform ? 'Terraform carries it, junos-fabric acts' : 'Terraform is not installed: junos-fabric alone',
  );
  carrier.start(stage);
  carrier.deploy(stage);

  stage.chapter("The guide's two verifications, and ours");
  stage.junosFabric('verify', '--tables');

  stage.chapter('Once more: nothing changes');
  const deployed = storedConfigurations(stage);
  carrier.deploy(stage);
  assertSame(storedConfigurations(stage), deployed, 'the second apply changed a device');

  stage.chapter("leaf12's subnet becomes 172.16.104.12/30");
  stage.edit('dc1.ts', '172.16.104.8/30', '172.16.104.12/30');
  stage.synthesize();
  carrier.plan(stage);
  carrier.deploy(stage);
  stage.junosFabric('verify');

  stage.chapter('leaf11 leaves');
  stage.edit('dc1.ts', "    const leaf11 = this.leaf('leaf11', '192.168.1.11');\n", '');
  stage.edit('dc1.ts', "        { leaf: leaf11, interface: 'et-0/0/15', subnet: '172.16.104.4/30' },\n", '');
  carrier.remove(stage, 'leaf11');
  stage.synthesize();
  carrier.deploy(stage);
  stage.junosFabric('verify');

  stage.chapter('Everything is rolled back');
  carrier.withdraw(stage);
  assertSame(storedConfigurations(stage), baseline, 'a leaf is not as it was before');
  process.stdout.write(
    `\n${strong('The configuration of each leaf is, line for line, what it was before the fabric.')}\n`,
  );
});
