import { describeClass } from '../../disruption/disruption-class';
import type { RolloutEvent } from '../../rollout/events';
import { indent } from '../table';
import { isOfFailedChecks } from './failed-checks';
import { duration } from '../duration';

/** How a line is meant. */
export type Tone = 'plain' | 'good' | 'warning' | 'bad';

/** An event as one line for a person; `details` are further lines that belong to it. */
export interface EventLine {
  readonly hostname?: string;
  readonly text: string;
  readonly tone: Tone;
  readonly details?: string;
}

/** What is said of an event, or nothing where it says nothing new. */
export function describeEvent(event: RolloutEvent, now: number): EventLine | undefined {
  switch (event.type) {
    case 'changeStarted':
      return plain(undefined, `${event.fabric}: ${NOUNS[event.kind]} ${ofWhich(event)} (${names(event.hostnames)})`);
    case 'planned':
      return undefined;
    case 'takenOver':
      return plain(
        undefined,
        `${event.fabric}: ${event.by} ${event.reverses === undefined ? 'of change' : 'goes on with rollback'} ${ofWhich(event)} (${Object.entries(
          event.devices,
        )
          .map(([hostname, standing]) => `${hostname} ${standing}`)
          .join(', ')})`,
      );
    case 'connected':
      return plain(event.hostname, `connected: ${event.model}, Junos ${event.junos}`);
    case 'preExisting':
      return {
        ...plain(event.hostname, ['pre-existing:', ...event.found.map((line) => `  ${line}`)].join('\n')),
        tone: 'warning',
      };
    case 'preExistingFailure':
      return {
        ...plain(event.hostname, `pre-existing, down before the change: ${event.expected}; seen: ${event.seen}`),
        tone: 'warning',
      };
    case 'deviceUnchanged':
      return plain(event.hostname, 'already carries this configuration');
    case 'deviceRetained':
      return plain(event.hostname, 'keeps its configuration (removal policy RETAIN)');
    case 'staged':
      return {
        ...plain(
          event.hostname,
          `staged in ${duration(event.tookMs)}: ${countLines(event.diff)}; ${describeClass(event.disruption)}`,
        ),
        details: indent(event.diff, '    '),
      };
    case 'waveStarted':
      return plain(undefined, `wave ${event.wave} of ${event.waves}: ${names(event.hostnames)}`);
    case 'waveHeld':
      return {
        text: [
          `held for at most ${duration(Math.max(0, event.until - now))}: ${names(event.hostnames)}`,
          ...event.servers.map(({ server, down }) => `  server ${server} needs its session on ${names(down)} first`),
        ].join('\n'),
        tone: 'warning',
      };
    case 'fenceAwaited':
      return {
        text: [
          `waits for at most ${duration(Math.max(0, event.until - now))} for others who are at work: ${names(event.hostnames)}`,
          ...event.others.map(({ hostname, reason }) => `  ${hostname} ${reason}`),
        ].join('\n'),
        tone: 'warning',
      };
    case 'fenceRaised':
      return plain(
        undefined,
        `holds the configuration lock of ${names(event.held)} until the sessions of ${names(event.hostnames)} are back, which are given ${duration(Math.max(0, event.until - now))}`,
      );
    case 'fenceLowered':
      return plain(undefined, `gave the configuration lock of ${names(event.released)} back`);
    case 'secondTransaction':
      return plain(undefined, `second transaction, what leads to devices that leave: ${names(event.hostnames)}`);
    case 'soaking':
      return plain(names(event.hostnames), `watched for ${duration(Math.max(0, event.until - now))}`);
    case 'committed':
      return plain(event.hostname, `committed; automatic rollback in ${event.minutes} min unless confirmed`);
    case 'managementVerified':
      return plain(event.hostname, 'management access verified');
    case 'checking':
      return event.failing === 0 ? undefined : plain(names(event.hostnames), `${checks(event.failing)} pending`);
    case 'deviceReady':
      return plain(event.hostname, `ready after ${duration(event.tookMs)}`);
    case 'checksPassed':
      return plain(names(event.hostnames), `${checks(event.count)} passed${describeOrigins(event)}`);
    case 'provisionedNotUp':
      return {
        ...plain(event.hostname, `not up yet, as expected: ${event.expected}; seen: ${event.seen}`),
        tone: 'warning',
      };
    case 'checkFailed':
      return bad(
        event.hostname,
        `check failed: expected ${event.expected}; seen: ${event.seen}\n  at ${event.constructPath}`,
      );
    case 'decided':
      return plain(undefined, event.decision === 'confirm' ? 'decided: confirm' : 'decided: roll back');
    case 'confirmed':
      return good(event.hostname, 'confirmed');
    case 'confirmFailed':
      return bad(
        event.hostname,
        `not confirmed yet, trying again for at most ${duration(Math.max(0, event.retriedUntil - now))}: ${event.message}`,
      );
    case 'sessionLost':
      return bad(event.hostname, `session lost: ${event.message}`);
    case 'sessionRegained':
      return plain(event.hostname, 'session regained');
    case 'waitingForTimer':
      return {
        ...plain(event.hostname, describeWait(event, now)),
        tone: 'warning',
      };
    case 'rolledBack':
      return {
        ...plain(event.hostname, event.by === 'timer' ? 'rolled back by its confirm timer' : 'rolled back'),
        tone: 'warning',
      };
    case 'deviceWarning':
      return { ...plain(event.hostname, `warns ${STEPS[event.step]}: ${event.message}`), tone: 'warning' };
    case 'warning':
      return { ...plain(event.hostname, event.message), tone: 'warning' };
    case 'problem':
      return isOfFailedChecks(event) ? undefined : bad(event.hostname, event.message);
    case 'changeFinished':
      return undefined;
  }
}

function ofWhich({ changeId, reverses }: { readonly changeId: string; readonly reverses?: string }): string {
  return reverses === undefined ? changeId : `${changeId} of change ${reverses}`;
}

/** `3 lines added, 1 removed`, counted in a diff as `show | compare` prints it. */
export function countLines(diff: string): string {
  const added = diff.match(/^\+/gm)?.length ?? 0;
  const removed = diff.match(/^-/gm)?.length ?? 0;
  if (added + removed === 0) return 'order changed';
  return `${added} ${added === 1 ? 'line' : 'lines'} added, ${removed} removed`;
}

function describeWait(
  { notByUs, reason, revertsAt, until }: Extract<RolloutEvent, { type: 'waitingForTimer' }>,
  now: number,
): string {
  const left = (time: number): string => duration(Math.max(0, time - now));
  if (reason === undefined) {
    const why = notByUs === undefined ? '' : `; until then waiting to take it back: ${notByUs}`;
    return `automatic rollback in ${left(revertsAt)}${why}`;
  }
  return `cannot be read; if it carries the change, automatic rollback in ${left(revertsAt)}; waiting for at most ${left(until)}: ${reason}`;
}

const NOUNS = { apply: 'change', withdraw: 'withdrawal', rollback: 'rollback' } as const;

const STEPS = {
  load: 'of the lines that it was given',
  check: 'when it checks the change',
  commit: 'when it commits',
  confirm: 'when it confirms',
  rollBack: 'when it rolls the change back',
} as const;

const MOST_NAMES = 5;

function names(hostnames: readonly string[]): string {
  const shown = hostnames.slice(0, MOST_NAMES).join(', ');
  const hidden = hostnames.length - MOST_NAMES;
  return hidden > 0 ? `${shown} and ${hidden} more` : shown;
}

/** Why it is another count than that of `verify`, which knows nothing of before. */
function describeOrigins({ asBefore, count }: Extract<RolloutEvent, { type: 'checksPassed' }>): string {
  return asBefore === 0 ? '' : ` (${count - asBefore} of the intent, ${asBefore} as before the change)`;
}

function checks(count: number): string {
  return count === 1 ? '1 check' : `${count} checks`;
}

function plain(hostname: string | undefined, text: string): EventLine {
  return { hostname, text, tone: 'plain' };
}

function good(hostname: string | undefined, text: string): EventLine {
  return { hostname, text, tone: 'good' };
}

function bad(hostname: string | undefined, text: string): EventLine {
  return { hostname, text, tone: 'bad' };
}
