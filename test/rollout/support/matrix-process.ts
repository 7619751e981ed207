/** Runs parts of the fault matrix in a process of its own, and prints what is wrong as one line of JSON. */
import { diskCases, runDiskCase } from './disk-matrix';
import { FaultLab } from './fault-lab';
import type { Scenario, Step } from './fault-lab';
import { recordSteps, runCase } from './fault-matrix';
import type { MatrixPart, PartName } from './matrix-parts';
import { everyOfDisk, MATRIX_PARTS } from './matrix-parts';

/** What such a process prints: of each part what is wrong, each line with its case before it. */
export type MatrixReport = Readonly<Partial<Record<PartName, readonly string[]>>>;

const recorded = new Map<Scenario, readonly Step[]>();

async function stepsOf(scenario: Scenario): Promise<readonly Step[]> {
  const steps = recorded.get(scenario) ?? (await recordSteps(scenario));
  recorded.set(scenario, steps);
  return steps;
}

/** Cases that can be run, each for what is wrong. */
async function casesOf(name: PartName): Promise<readonly (() => Promise<string[]>)[]> {
  if (name === 'disk') {
    const cases = [...(await diskCases('apply')), ...(await diskCases('rolling'))];
    return everyOfDisk(cases).map((one) => () => runDiskCase(one));
  }
  const { scenario, cases }: MatrixPart = MATRIX_PARTS[name];
  return cases(await stepsOf(scenario)).map((one) => () => runCase(scenario, one));
}

async function run(name: PartName, share: number, of: number): Promise<string[]> {
  const own = (await casesOf(name)).filter((_, index) => index % of === share);
  const before = process.cpuUsage();
  const violations: string[] = [];
  for (const one of own) violations.push(...(await one()));
  const { user, system } = process.cpuUsage(before);
  const seconds = ((user + system) / 1_000_000).toFixed(1);
  const part = of === 1 ? name : `${name} (${share + 1} of ${of})`;
  process.stderr.write(`fault matrix, ${part}: ${own.length} cases in ${seconds} s of processor time\n`);
  return violations;
}

async function main(names: readonly PartName[], share: number, of: number): Promise<void> {
  await FaultLab.prepare();
  const report: Partial<Record<PartName, string[]>> = {};
  for (const name of names) report[name] = await run(name, share, of);
  process.stdout.write(`${JSON.stringify(report satisfies MatrixReport)}\n`);
}

const [names = '', share, of] = process.argv.slice(2);
void main(names.split(',') as PartName[], Number(share), Number(of));
