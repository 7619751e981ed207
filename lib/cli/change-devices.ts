import { resolve } from 'node:path';
import { FabricError } from '../model/fabric-error';
import type { ChangeOutcome, DeviceOutcome, LeftToFabric, RolloutResult } from '../rollout/outcome';
import type { ChangeSettings } from '../rollout/settings';
import type { ChangeOptions, ScheduleOptions } from './change-options';
import { ExitCode, exitCodeFor } from './exit-code';
import { reportFailure } from './failure';
import type { Host } from './host';
import { interruptible } from './interrupt';
import { consentsOf } from './options';
import { chooseProgress } from './progress/choose-progress';
import { inTheEnd } from './progress/failed-checks';
import type { Rehearsal } from './rehearsal';
import { announce, rehearsed } from './rehearsal';
import { requireUsable, stateDirectory } from './state-directory';
import { table, withDevice } from './table';
import { jsonText } from '../text/json-text';
import { unknownDevice } from '../rollout/errors';
import { readManifest } from '../manifest/read-manifest';
import type { Connect } from '../rollout/device-session';
import type { HandshakeOptions } from '../rollout/junos-connect';
import { connectOf } from '../rollout/junos-connect';

/** The options of a change, and the manifest it belongs to. */
export interface ChangeCommand extends ChangeOptions {
  /** Absolute. */
  readonly manifestFile: string;
  /** Stands for the devices. */
  readonly rehearsal?: Rehearsal;
}

/** Runs `apply` or `withdraw` with its progress, and says what has become of every device. */
export async function changeDevices(
  host: Host,
  request: ChangeCommand,
  change: (options: ChangeSettings) => Promise<RolloutResult>,
): Promise<ExitCode> {
  try {
    const result = await withProgress(host, request, change);
    report(result, host, request.json);
    return exitCodeFor(result);
  } catch (error) {
    if (FabricError.isFabricError(error)) throw error;
    reportFailure(error, host, request.json);
    host.stderr.write(UNKNOWN_STATE);
    return ExitCode.PARTIAL;
  }
}

async function withProgress(
  host: Host,
  request: ChangeCommand,
  change: (options: ChangeSettings) => Promise<RolloutResult>,
): Promise<RolloutResult> {
  const consents = consentsOf(request);
  const { manifestFile, rehearsal } = request;
  const journals = requireUsable(
    rehearsal?.stateDirectory ?? stateDirectory(request.stateDirectory, manifestFile, host),
  );
  announce(rehearsal, host, request.json);
  const progress = chooseProgress(host, request);
  for (const consent of consents) {
    const { kind, reason } = consent;
    const hostname = consent.kind === 'partition' ? undefined : consent.hostname;
    const what = consent.kind === 'partition' ? `${kind} of ${consent.vrf}` : kind;
    progress.on({ type: 'warning', hostname, message: `${what} is allowed: ${reason}` });
  }
  try {
    return await interruptible(host, (signal) =>
      change({
        stateDirectory: journals,
        breakLock: request.breakLock,
        onEvent: progress.on,
        consents,
        signal,
        ...scheduleOptions(request, host, rehearsal),
      }),
    );
  } finally {
    progress.finish();
  }
}

/** How the devices follow one another, and how they are reached where that is not as the manifests say; what is undefined is as the manifest says, or as by default. */
export function scheduleOptions(
  request: ScheduleOptions,
  host: Host,
  rehearsal: Rehearsal | undefined,
): Partial<ChangeSettings> {
  const { checkTimeout, confirmTimeout, soak, mode, canary, failureBudget } = request;
  const { maxHandshakes, maxParallel, maxUnavailable } = request;
  return {
    mode,
    canary,
    maxParallel,
    maxUnavailable,
    maxHandshakes,
    failureBudget,
    soakMs: milliseconds(soak),
    checkDeadlineMs: milliseconds(checkTimeout),
    longestConfirmMinutes: confirmTimeout,
    ...otherManifests(
      request.otherManifest.map((file) => resolve(host.workingDirectory, file)),
      rehearsal,
      { maxHandshakes },
    ),
  };
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

const UNKNOWN_STATE = `It is not known what the devices carry now. What was not confirmed is rolled back by the device when its confirm timer expires; the
next apply says which devices still wait.
`;

/** Each sentence is true of all devices of the change. */
const SENTENCES: Record<ChangeOutcome, string> = {
  confirmed: 'Done on every device.',
  unchanged: 'Nothing to do: every device is up to date.',
  refused: 'Refused: no device was touched.',
  rolledBack: 'Failed: every device is as it was before the change.',
  partiallyApplied: 'Partially applied: apply again to bring the devices together.',
  unknown: 'Failed, and not every device could be asked what it carries now.',
};

/** The same of a change that takes another one back. */
const SENTENCES_OF_REVERSALS: Record<ChangeOutcome, string> = {
  ...SENTENCES,
  unchanged: 'Nothing to do: no device carries the change any more.',
  rolledBack: 'Failed: every device is as it was before the rollback.',
  partiallyApplied: 'Partially rolled back: junos-fabric undo goes on with it.',
};

function sentenceOf({ left, outcome, reverses, undone }: RolloutResult): string {
  if (left !== undefined) return sentenceOfLeft(left);
  if (undone === true && outcome !== 'unchanged') return UNDONE;
  return (reverses === undefined ? SENTENCES : SENTENCES_OF_REVERSALS)[outcome];
}

/** What the outcome of a device means where the change takes another one back. */
function describeOutcome(outcome: DeviceOutcome, reverses: string | undefined): string {
  if (reverses === undefined) return outcome;
  if (outcome === 'confirmed') return `confirmed: as before ${reverses}`;
  return outcome === 'rolledBack' ? `rolledBack: has ${reverses} again` : outcome;
}

/** What was left on a device that is not withdrawn by itself, and who takes it. */
function sentenceOfLeft({ hostname, state, warning = '' }: LeftToFabric): string {
  switch (state) {
    case 'inFabric':
      return `${hostname} is left as it is, for the fabric has it: a destroy of the whole stack withdraws it with the others, and without its construct the next apply does.`;
    case 'carrying':
      return `${hostname} is left as it is, with the group of the fabric that it has left: the next apply withdraws it, or a destroy of the whole stack.`;
    case 'done':
      return `${hostname} has nothing of the fabric that it has left.`;
    case 'retained':
      return `${hostname} keeps its configuration (removal policy RETAIN).`;
    case 'silent':
    case 'another':
      return `${hostname} is left as it is: ${warning}`;
  }
}

const UNDONE = 'Undone: every device is as it was before the change.';

function report(result: RolloutResult, host: Host, json = false): void {
  if (json) {
    host.stdout.write(`${jsonText({ type: 'result', ...result })}\n`);
    return;
  }
  const rows = Object.entries(result.devices).map(([hostname, outcome]) => [
    hostname,
    describeOutcome(outcome, result.reverses),
  ]);
  if (result.outcome !== 'unchanged') host.stdout.write(`\n${table(['Device', 'Outcome'], rows)}\n`);
  host.stdout.write(`${sentenceOf(result)}\n`);
  for (const problem of result.problems) {
    host.stderr.write(`error: ${withDevice(problem.hostname, inTheEnd(problem))}\n`);
  }
}

/**
 * What a rollout has to know of other manifests on the same devices or servers. Their devices are reached as these manifests
 * say, host keys included.
 *
 * @param files - absolute
 */
function otherManifests(
  files: readonly string[],
  rehearsal: Rehearsal | undefined,
  handshakes: HandshakeOptions,
): Pick<ChangeSettings, 'connect' | 'otherFabrics' | 'otherConnect'> {
  const manifests = files.map((file) => rehearsed(rehearsal, readManifest(file)));
  const otherFabrics = manifests.map(({ manifest }) => manifest.fabric);
  if (rehearsal !== undefined) return { otherFabrics, connect: rehearsal.connect, otherConnect: rehearsal.connect };
  const ways = new Map(
    manifests.flatMap((manifest) => {
      // Host keys are read when the first device is asked: a file that is missing is no reason not to roll out.
      const way = onlyOnce(() => connectOf(manifest, handshakes));
      return manifest.manifest.fabric.devices.map(({ hostname }) => [hostname, way] as const);
    }),
  );
  return {
    otherFabrics,
    otherConnect: async (device) => {
      const way = ways.get(device.hostname);
      if (way === undefined) throw unknownDevice(device.hostname, [...ways.keys()]);
      return way()(device);
    },
  };
}

function onlyOnce(make: () => Connect): () => Connect {
  let made: Connect | undefined;
  return () => (made ??= make());
}
