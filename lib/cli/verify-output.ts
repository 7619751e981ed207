/** What `verify` prints: each device when it is done, and sums at the end. */
import type { CheckCounts, CheckResult, VerifyReport } from '../checks/verify';
import { describeFailure } from '../checks/verify';
import type { DeviceIntent } from '../intent/fabric-intent';
import type { LoadedManifest } from '../manifest/read-manifest';
import type { SaidOfLeaver } from '../rollout/plan/leavers/said-of-leavers';
import { jsonText } from '../text/json-text';
import type { Host } from './host';
import { paletteFor } from './palette';
import type { Shard } from './shard';
import { shardText } from './shard';
import { columns, withDevice } from './table';

/** What came of looking at one device. */
export type DeviceLook =
  | { readonly hostname: string; readonly report: VerifyReport; readonly tables: string }
  /** Why it could not be looked at. */
  | { readonly hostname: string; readonly notLooked: string };

/** What is known when all devices were looked at. */
export interface VerifySums extends CheckCounts {
  /** Devices of which checks were judged. */
  readonly looked: number;
  readonly notLooked: number;
  /** Devices that have left the code and still carry the fabric. */
  readonly carrying: number;
}

/** Where it goes, in one of two forms. */
interface VerifyOutput {
  device(look: DeviceLook): Promise<void>;
  leaver(said: SaidOfLeaver): void;
  end(sums: VerifySums): void;
}

/** What was asked, and of which devices. */
interface Question {
  readonly manifest: LoadedManifest;
  readonly asked: readonly DeviceIntent[];
  readonly shard: Shard | undefined;
}

/** Of the schema of the JSON lines; docs/cli.md has it. */
const VERSION = 1;

/** So many checks are printed between two looks at whether the reader has kept up. */
const CHECKS_AT_ONCE = 500;

const NOTHING: CheckCounts = { holding: 0, failed: 0, provisionedNotUp: 0 };

/** Counts devices and their checks. */
export class VerifyTally {
  sums: Omit<VerifySums, 'carrying'> = { ...NOTHING, looked: 0, notLooked: 0 };

  count(look: DeviceLook): void {
    const { looked, notLooked, ...counts } = this.sums;
    if ('notLooked' in look) {
      this.sums = { ...this.sums, notLooked: notLooked + 1 };
      return;
    }
    const own = countsOf(look.report, look.hostname);
    this.sums = {
      looked: looked + 1,
      notLooked,
      holding: counts.holding + own.holding,
      failed: counts.failed + own.failed,
      provisionedNotUp: counts.provisionedNotUp + own.provisionedNotUp,
    };
  }
}

/** A table that grows with what does not hold below each device, or JSON lines. */
export function verifyOutput(host: Host, question: Question, json = false): VerifyOutput {
  return json ? new JsonLines(host, question) : new GrowingTable(host, question);
}

class GrowingTable implements VerifyOutput {
  private readonly line: (cells: readonly string[]) => string;
  private hasHeadings = false;

  constructor(
    private readonly host: Host,
    private readonly question: Question,
  ) {
    const longest = question.asked.reduce((longest, { hostname }) => Math.max(longest, hostname.length), 0);
    this.line = columns([longest, 0, 0, 0].map((width, index) => Math.max(width, HEADINGS[index]?.length ?? 0)));
  }

  async device(look: DeviceLook): Promise<void> {
    const { stderr, stdout } = this.host;
    if ('notLooked' in look) {
      stderr.write(couldNotBeLookedAt(look.hostname, look.notLooked));
      return;
    }
    const { hostname, report, tables } = look;
    const { failed, holding, provisionedNotUp } = countsOf(report, hostname);
    const headings = this.hasHeadings ? '' : this.line(HEADINGS);
    this.hasHeadings = true;
    stdout.write(
      [
        tables,
        headings,
        this.line([hostname, String(holding), String(failed), String(provisionedNotUp)]),
        ...report.failures.map((one) => this.finding('bad', 'failed', one)),
        ...report.reported.map((one) => this.finding('warning', 'not up yet', one)),
      ].join(''),
    );
    await stdout.drained();
  }

  leaver(said: SaidOfLeaver): void {
    warnOfLeaver(this.host, this.question, said);
  }

  end(sums: VerifySums): void {
    this.host.stdout.write(`${this.hasHeadings ? '\n' : ''}${this.sentence(sums)}\n`);
  }

  private finding(tone: 'bad' | 'warning', word: string, result: CheckResult): string {
    return `${paletteFor(this.host.stdout, this.host).tone(tone, word)}  ${describeFailure(result)}\n`;
  }

  private sentence({ failed, holding, looked, notLooked, provisionedNotUp }: VerifySums): string {
    const palette = paletteFor(this.host.stdout, this.host);
    const { manifest, shard } = this.question;
    const name = `${manifest.manifest.fabric.name}${shard === undefined ? '' : `, shard ${shardText(shard)}`}`;
    if (looked === 0 && notLooked > 0) return palette.tone('bad', `${name}: no device could be looked at.`);
    if (looked === 0) return `${name}: no device to look at.`;
    const unseen = notLooked === 1 ? '1 device' : `${notLooked} devices`;
    const rest = notLooked === 0 ? '' : `; ${unseen} could not be looked at`;
    return failed === 0
      ? palette.tone(rest === '' ? 'good' : 'warning', `${name}: all ${holding} checks hold${rest}.`)
      : palette.tone('bad', `${name}: ${failed} of ${holding + failed + provisionedNotUp} checks failed${rest}.`);
  }
}

const HEADINGS = ['Device', 'Holds', 'Failed', 'Not up yet'];

class JsonLines implements VerifyOutput {
  constructor(
    private readonly host: Host,
    private readonly question: Question,
  ) {}

  async device(look: DeviceLook): Promise<void> {
    const { hostname } = look;
    if ('notLooked' in look) {
      this.write({ type: 'device', hostname, notLooked: look.notLooked });
      this.host.stderr.write(couldNotBeLookedAt(hostname, look.notLooked));
      return;
    }
    const { results } = look.report;
    for (let from = 0; from < results.length; from += CHECKS_AT_ONCE) {
      this.write(...results.slice(from, from + CHECKS_AT_ONCE).map(checkLine));
      await this.host.stdout.drained();
    }
    this.write({ type: 'device', hostname, ...countsOf(look.report, hostname) });
  }

  leaver(said: SaidOfLeaver): void {
    this.write({ type: 'leaver', ...said });
    warnOfLeaver(this.host, this.question, said);
  }

  end({ carrying, looked, notLooked, ...counts }: VerifySums): void {
    const { manifest, shard } = this.question;
    this.write({
      type: 'result',
      fabric: manifest.manifest.fabric.name,
      manifestDigest: manifest.digest,
      ...(shard !== undefined && { shard: shardText(shard) }),
      passed: counts.failed + notLooked + carrying === 0,
      devices: looked + notLooked,
      notLooked,
      ...counts,
    });
  }

  private write(...lines: readonly object[]): void {
    this.host.stdout.write(lines.map((line) => `${jsonText({ version: VERSION, ...line })}\n`).join(''));
  }
}

function checkLine({ check: { expect, kind }, constructPath, expected, holds, hostname, seen }: CheckResult): object {
  return { type: 'check', hostname, kind, expect, holds, expected, seen, constructPath };
}

function countsOf({ counts }: VerifyReport, hostname: string): CheckCounts {
  return counts.get(hostname) ?? NOTHING;
}

function couldNotBeLookedAt(hostname: string, message: string): string {
  return `error: ${withDevice(hostname, `could not be looked at: ${message}`)}\n`;
}

function warnOfLeaver({ stderr }: Host, { manifest }: Question, { hostname, state, warning }: SaidOfLeaver): void {
  const { name } = manifest.manifest.fabric;
  const message =
    state === 'carrying'
      ? `has left the code and still carries group ${name}, so that its servers may still use it; the next apply takes it`
      : warning;
  if (message !== undefined) stderr.write(`warning: ${withDevice(hostname, message)}\n`);
}
