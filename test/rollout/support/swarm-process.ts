/** Runs cases of the swarm and prints what is wrong: `--seed N` with `--cases M` or `--minutes M`; or `--found`, or `--case JSON`. */
import { parseArgs } from 'node:util';
import { FaultLab } from './fault-lab';
import { diskAnswersAtOnce } from './immediate-disk';
import type { SwarmCase } from './swarm-case';
import { caseOf, describeSwarmCase } from './swarm-case';
import { FOUND } from './swarm-found';
import type { SwarmReport } from './swarm-run';
import { runSwarmCase } from './swarm-run';
import { shrunk } from './swarm-shrink';

/** Lines of the trace that are printed of a case that fails. */
const TAIL = 60;
/** Where nothing is said of how many. */
const USUAL_CASES = 100;

interface Asked {
  readonly seed: number;
  readonly cases: number;
  readonly minutes: number;
  /** The first failure is enough, as it stands. */
  readonly isFirstEnough: boolean;
  /** Those that have failed once, and nothing is drawn. */
  readonly found: boolean;
  /** This one, and nothing is drawn. */
  readonly one: SwarmCase | undefined;
}

function asked(args: readonly string[]): Asked {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      cases: { type: 'string' },
      minutes: { type: 'string' },
      'until-first': { type: 'boolean', default: false },
      found: { type: 'boolean', default: false },
      case: { type: 'string' },
    },
  });
  const seed = Number(values.seed ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''));
  if (!Number.isInteger(seed) || seed < 0) throw new Error(`--seed takes a whole number, not ${values.seed ?? ''}`);
  const usual = values.minutes === undefined ? USUAL_CASES : Infinity;
  return {
    seed: seed % 2 ** 32,
    cases: positive('cases', values.cases, usual),
    minutes: positive('minutes', values.minutes, Infinity),
    isFirstEnough: values['until-first'],
    found: values.found,
    one: values.case === undefined ? undefined : (JSON.parse(values.case) as SwarmCase),
  };
}

function positive(name: string, text: string | undefined, usual: number): number {
  const value = text === undefined ? usual : Number(text);
  if (!(value > 0)) throw new Error(`--${name} takes a number above 0, not ${text ?? ''}`);
  return value;
}

function print(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function main(given: Asked): Promise<void> {
  diskAnswersAtOnce();
  await FaultLab.prepare();
  const failed = await (given.found ? runFound() : given.one === undefined ? runDrawn(given) : runGiven(given.one));
  process.exitCode = failed > 0 ? 1 : 0;
}

async function runFound(): Promise<number> {
  let failed = 0;
  for (const { seed, wrong, one } of FOUND) {
    const report = await runSwarmCase(one);
    if (report.violations.length === 0) continue;
    failed += 1;
    print(...described(`seed ${seed} (${wrong})`, one, report));
  }
  print(`swarm: ${FOUND.length} cases that failed once, ${failed} failed`);
  return failed;
}

async function runGiven(one: SwarmCase): Promise<number> {
  const report = await runSwarmCase(one);
  const failed = report.violations.length > 0;
  if (failed) print(...described('the case that was given', one, report));
  print(`swarm: one case, ${Number(failed)} failed`);
  return Number(failed);
}

async function runDrawn({ seed, cases, minutes, isFirstEnough }: Asked): Promise<number> {
  const until = performance.now() + minutes * 60_000;
  print(`swarm: seed ${seed}`);
  const before = process.cpuUsage();
  let [done, failed] = [0, 0];
  while (done < cases && performance.now() < until && !(isFirstEnough && failed > 0)) {
    const own = (seed + done) % 2 ** 32;
    const one = caseOf(own);
    const report = await runSwarmCase(one);
    done += 1;
    if (cases === 1) print(`trace ${report.digest}`);
    if (report.violations.length === 0) continue;
    failed += 1;
    print(...described(`seed ${own}`, one, report), `again: npm run swarm -- --seed ${own} --cases 1`);
    if (!isFirstEnough) print(...(await smallest(one, report)));
  }
  const { user, system } = process.cpuUsage(before);
  const seconds = ((user + system) / 1_000_000).toFixed(1);
  print(`swarm: ${done} cases from seed ${seed} in ${seconds} s of processor time, ${failed} failed`);
  return failed;
}

function described(name: string, one: SwarmCase, { violations, trace }: SwarmReport): string[] {
  return [
    '',
    `FAILED: ${name}`,
    ...violations.map((line) => `  ${line}`),
    'the case:',
    ...describeSwarmCase(one).map((line) => `  ${line}`),
    'the last of what happened:',
    ...trace.slice(-TAIL).map((line) => `  ${line.slice(0, 400)}`),
  ];
}

/** The same failure with less. */
async function smallest(one: SwarmCase, { violations }: SwarmReport): Promise<string[]> {
  const kinds = new Set(violations.map(kindOf));
  const least = await shrunk(one, async (smaller) => {
    const again = await runSwarmCase(smaller);
    return again.violations.some((line) => kinds.has(kindOf(line)));
  });
  return [
    'as small as it gets:',
    ...describeSwarmCase(least).map((line) => `  ${line}`),
    `again: npm run swarm -- --case '${JSON.stringify(least)}'`,
  ];
}

/** What was broken, whichever device and moment it was. */
function kindOf(violation: string): string {
  return violation.replace(/(leaf|server)?\d+(\.\d+)?/g, '#').slice(0, 60);
}

void main(asked(process.argv.slice(2)));
