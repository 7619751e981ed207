import { createHash } from 'node:crypto';
import type { ChangeContext } from '../change-context';
import type { Participant } from '../participant';
import type { Problem } from '../problem';
import { problemsOf } from '../problem';
import { rehearse } from './rehearse';
import { whenUnlocked } from './when-unlocked';

/**
 * Lets a device try the change, once no other program has its lock. The device is as it was when this returns.
 *
 * @returns why the device or we refuse the change
 */
export async function stage(
  context: ChangeContext,
  participant: Participant,
  ownedVrfs: ReadonlySet<string>,
): Promise<Problem[]> {
  const { hostname, change } = participant;
  const refusals: Problem[] = [];
  let began = context.now();
  const failures = await problemsOf(hostname, async () => {
    const { diff, problems } = await whenUnlocked(context, participant, () => {
      began = context.now();
      return rehearse(participant, ownedVrfs, (step, warnings) => {
        context.deviceWarned(hostname, step, warnings);
      });
    });
    participant.stagedDiff = diff;
    participant.stagingMs = context.now() - began;
    refusals.push(...problems);
    if (problems.length === 0) {
      const { stagingMs: tookMs } = participant;
      context.note(
        { entry: 'staged', hostname, diffDigest: sha256(diff) },
        { type: 'staged', hostname, diff: change.diff, disruption: change.disruption.class, tookMs },
      );
    }
  });
  return [...refusals, ...failures];
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
