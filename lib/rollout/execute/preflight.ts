import { isCalled } from '../../intent/reported-hostname';
import type { ChangeContext } from '../change-context';
import type { DeviceSession } from '../device-session';
import type { DeviceChange } from '../group/device-change';
import { housekeeping } from '../housekeeping';
import { Participant } from '../participant';
import type { AssessmentSources, LookedAt, NotLookedAt } from '../plan/assess/assess';
import { assess, lookAt } from '../plan/assess/assess';
import { problemOf } from '../problem';
import type { Target } from '../targets';
import { takeBaseline } from './baseline';

/** What was seen of a device, and the device as it takes part: only where nothing speaks against it. */
export interface PreflightResult {
  readonly assessed: LookedAt | NotLookedAt;
  readonly participant?: Participant;
}

/** Looks at a device as a plan does, and how it is before the change. Nothing is locked or loaded. */
export async function preflight(
  context: ChangeContext,
  target: Target,
  sources: AssessmentSources,
): Promise<PreflightResult> {
  const { device } = target;
  const { hostname } = device;
  try {
    context.requireWanted();
  } catch (error) {
    return { assessed: { hostname, device, problem: problemOf(error, hostname) } };
  }
  const assessment = await assess(target, sources);
  if ('problem' in assessment) return { assessed: assessment };
  const { looked, session } = assessment;
  tell(context, looked);
  const { change } = looked;
  if (change === undefined || looked.refusals.length > 0) {
    await Promise.allSettled([session.close()]);
    return { assessed: looked };
  }
  try {
    return {
      assessed: looked,
      participant: await participantOf(context, looked, { change, session, target, sources }),
    };
  } catch (error) {
    await Promise.allSettled([session.close()]);
    return { assessed: { hostname, device, problem: problemOf(error, hostname) } };
  }
}

function tell(context: ChangeContext, { device, facts, hostname, warnings }: LookedAt): void {
  if (isCalled(device, facts.hostname)) {
    context.emit({ type: 'connected', hostname, model: facts.model, junos: facts.junos });
  }
  for (const { message } of warnings) context.emit({ type: 'warning', hostname, message });
}

/** What becomes of a device, and how it is looked at once more. */
interface Ways {
  readonly change: DeviceChange;
  readonly session: DeviceSession;
  readonly target: Target;
  readonly sources: AssessmentSources;
}

/** Takes the baseline of a device, and keeps what it has where that is going to change. */
async function participantOf(
  context: ChangeContext,
  looked: LookedAt,
  { change, session, sources, target }: Ways,
): Promise<Participant> {
  const { device, ethernetSegments, facts, history, hostname, intent } = looked;
  const { expectations, found } = await takeBaseline(device, session);
  if (found.length > 0) context.emit({ type: 'preExisting', hostname, found });
  if (change.needed && context.subject.isSecond === undefined) {
    const text = await session.configurationText();
    await housekeeping(
      context.settings,
      () => {
        context.configurations.keep(hostname, text);
      },
      hostname,
    );
  }
  const participant = new Participant(
    device,
    session,
    change,
    expectations,
    context.progress,
    intent,
    ethernetSegments,
  );
  participant.synchronize = facts.routingEngines > 1 || undefined;
  participant.seen = { history, again: (own) => lookAt(own, target, sources, true) };
  return participant;
}
