/** Runs pairs of controllers and prints what is wrong: `--seed N --runs M`, or `--seed N --trace` for one of them with all that happened. */
import { parseArgs } from 'node:util';
import { diskAnswersAtOnce } from './immediate-disk';
import type { TwoCase, TwoReport } from './two-controllers';
import { prepareTwo, runTwo, twoCaseOf } from './two-controllers';

/** Of the runs that began together at least so many have to bring one of the two to its end. */
const LEAST_SHARE = 0.95;
/** When one begins so much later, both come to their end. */
const APART_MS = 5_000;

function print(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

function isAnyConfirmed({ outcomes }: TwoReport): boolean {
  return Object.values(outcomes).includes('confirmed');
}

/** What one run says by itself. */
function failuresOf({ gapMs, kind }: TwoCase, { outcomes, violations }: TwoReport): string[] {
  const isBoth = outcomes.fa === 'confirmed' && outcomes.fb === 'confirmed';
  const isLate = gapMs >= APART_MS && kind !== 'killed' && !isBoth;
  return [...violations, ...(isLate ? [`${APART_MS} ms apart, and not both are confirmed`] : [])];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { seed: { type: 'string' }, runs: { type: 'string' }, trace: { type: 'boolean', default: false } },
  });
  const seed = Number(values.seed ?? '1') % 2 ** 32;
  const runs = values.trace ? 1 : Number(values.runs ?? '60');
  diskAnswersAtOnce();
  await prepareTwo();
  const before = process.cpuUsage();
  let [failed, together, ended] = [0, 0, 0];
  for (let own = seed; own < seed + runs; own += 1) {
    const one = twoCaseOf(own);
    const report = await runTwo(one);
    if (one.gapMs < APART_MS && one.kind !== 'killed') {
      together += 1;
      ended += Number(isAnyConfirmed(report));
    }
    const failures = failuresOf(one, report);
    if (values.trace) print(JSON.stringify(one), ...report.trace.map((line) => line.slice(0, 600)));
    if (failures.length === 0) continue;
    failed += 1;
    print(
      `FAILED: seed ${own} ${JSON.stringify(one)}`,
      ...failures.map((line) => `  ${line}`),
      `  ${JSON.stringify(report.outcomes)}`,
    );
  }
  const { user, system } = process.cpuUsage(before);
  const seconds = ((user + system) / 1_000_000).toFixed(1);
  if (ended < LEAST_SHARE * together) failed += 1;
  print(
    `two controllers: ${runs} runs from seed ${seed} in ${seconds} s of processor time, ${failed} failed; of ${together} that began together one of the two was confirmed in ${ended}`,
  );
  process.exitCode = failed > 0 ? 1 : 0;
}

void main();
