/** Runs a share of a part of the fault matrix in a process of its own, and prints what is wrong as one line of JSON. */
import { FaultLab } from './fault-lab';
import { recordSteps, runCase } from './fault-matrix';
import type { MatrixPart, PartName } from './matrix-parts';
import { MATRIX_PARTS } from './matrix-parts';

/** What such a process prints. */
export interface MatrixReport {
  readonly cases: number;
  /** Each line with its case before it. */
  readonly violations: readonly string[];
}

async function main(name: PartName, share: number, of: number): Promise<void> {
  await FaultLab.prepare();
  const { scenario, cases }: MatrixPart = MATRIX_PARTS[name];
  const own = cases(await recordSteps(scenario)).filter((_, index) => index % of === share);
  const violations: string[] = [];
  for (const one of own) violations.push(...(await runCase(scenario, one)));
  const { user, system } = process.cpuUsage();
  const seconds = ((user + system) / 1_000_000).toFixed(1);
  const part = of === 1 ? name : `${name} (${share + 1} of ${of})`;
  process.stderr.write(`fault matrix, ${part}: ${own.length} cases, ${seconds} s of processor time\n`);
  const report: MatrixReport = { cases: own.length, violations };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

const [name, share, of] = process.argv.slice(2);
void main(name as PartName, Number(share), Number(of));
