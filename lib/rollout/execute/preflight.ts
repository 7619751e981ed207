import { candidateModified } from '../../netconf/errors';
import { commitPending } from '../errors';
import { EVERYTHING } from '../group/adoption';
import { takeBaseline } from './baseline';
import type { ChangeContext } from '../change-context';
import { housekeeping } from '../housekeeping';
import { consentProblems } from '../plan/impact/consents';
import { deviceChange } from '../group/device-change';
import type { DeviceSession, RolloutDevice } from '../device-session';
import { ethernetSegments } from '../plan/waves/ethernet-segments';
import { factProblems, modelOfDevice } from '../plan/assess/facts';
import { Participant } from '../participant';
import type { Problem } from '../problem';
import { problemOf } from '../problem';
import type { Target } from '../targets';

/** A device that can take part, or why it cannot. */
export type PreflightResult =
  | { readonly participant: Participant; readonly problems: readonly [] }
  | { readonly participant?: undefined; readonly problems: readonly Problem[] };

/** Connects to a device and looks whether it may be changed now. Nothing is locked or loaded. */
export async function preflight(context: ChangeContext, target: Target): Promise<PreflightResult> {
  const { hostname } = target.device;
  let session: DeviceSession | undefined;
  try {
    context.requireWanted();
    session = await context.connect(target.device);
    const result = await examine(context, target, session);
    if (result.participant === undefined) {
      await Promise.allSettled([session.close()]);
    }
    return result;
  } catch (error) {
    await Promise.allSettled([session?.close()]);
    return { problems: [problemOf(error, hostname)] };
  }
}

async function examine(context: ChangeContext, target: Target, session: DeviceSession): Promise<PreflightResult> {
  const { adoption, device, wanted, intent } = target;
  const facts = await session.facts();
  const mismatches = factProblems(device, facts);
  if (mismatches.length > 0) {
    return { problems: mismatches };
  }
  context.emit({ type: 'connected', hostname: device.hostname, model: facts.model, junos: facts.junos });
  const committed = await session.configuration({ database: 'committed', ...(adoption !== undefined && EVERYTHING) });
  const change = deviceChange(committed, wanted, context.changeId, modelOfDevice(device, facts.model), adoption);
  const problems = [
    ...(await pendingProblems(device, session)),
    ...(await candidateProblems(context, device, session, change.needed)),
    ...consentProblems(device.hostname, change, context.settings.consents),
    ...(await prerequisitesOf(target, session)),
  ];
  if (problems.length > 0) {
    return { problems };
  }
  for (const message of change.warnings) {
    context.emit({ type: 'warning', hostname: device.hostname, message });
  }
  const { expectations, found } = await takeBaseline(device, session);
  if (found.length > 0) {
    context.emit({ type: 'foundBefore', hostname: device.hostname, found });
  }
  if (change.needed) {
    const text = await session.configurationText();
    await housekeeping(
      context.settings,
      () => {
        context.configurations.keep(device.hostname, text);
      },
      device.hostname,
    );
  }
  const participant = new Participant(
    device,
    session,
    change,
    expectations,
    context.progress,
    intent,
    ethernetSegments(committed),
  );
  participant.synchronize = facts.routingEngines > 1 || undefined;
  return { participant, problems: [] };
}

async function pendingProblems({ hostname }: RolloutDevice, session: DeviceSession): Promise<Problem[]> {
  const pending = await session.pendingCommit();
  return pending === undefined ? [] : [problemOf(commitPending(hostname, pending), hostname)];
}

/** What somebody has typed and not committed stops a change of that device, and is worth a word on any other. */
async function candidateProblems(
  context: ChangeContext,
  { hostname }: RolloutDevice,
  session: DeviceSession,
  isNeeded: boolean,
): Promise<Problem[]> {
  if ((await session.compare()).trim() === '') {
    return [];
  }
  const problem = problemOf(candidateModified(hostname), hostname);
  if (isNeeded) {
    return [problem];
  }
  context.emit({ type: 'warning', hostname, message: problem.message });
  return [];
}

async function prerequisitesOf(target: Target, session: DeviceSession): Promise<Problem[]> {
  return target.prerequisites === undefined
    ? []
    : target.prerequisites(await session.configuration({ database: 'committed', inherit: true }));
}
