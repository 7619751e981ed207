import { leaverIsAnother, leaverSilent } from '../errors';
import type { LookedAtLeaver } from './look-at-leavers';

/** What is found of a device that has left the code. */
export interface SaidOfLeaver {
  readonly hostname: string;
  /** `carrying`: it still has the group, and the next apply takes it. */
  readonly state: LookedAtLeaver['state'];
  /** Present where it could not be asked, or another device answers there. */
  readonly warning?: string;
}

/** The same as plain data. */
export function saidOfLeavers(looked: readonly LookedAtLeaver[]): SaidOfLeaver[] {
  return looked.map((one) => {
    const { hostname } = one.leaver;
    const warning = warningOf(one);
    return { hostname, state: one.state, ...(warning !== undefined && { warning }) };
  });
}

function warningOf(one: LookedAtLeaver): string | undefined {
  const { hostname, managementAddress } = one.leaver;
  if (one.state === 'silent') return leaverSilent(hostname, one.problem.message).message;
  return one.state === 'another' ? leaverIsAnother(hostname, managementAddress, one.seen).message : undefined;
}
