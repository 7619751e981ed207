import type { XmlElement } from '../../junos/formats/xml';
import { descendants } from '../../junos/formats/xml';
import { addressOf, trimmedText } from './values';
import type { Query } from '../observation';

/** `show bfd session`: every session. */
export const BFD_SESSIONS: Query<readonly BfdSession[]> = {
  rpc: 'get-bfd-session-information',
  args: {},
  read: readBfdSessionInformation,
};

/** One session of `get-bfd-session-information` (`show bfd session`). */
export interface BfdSession {
  /** Address of the other end. */
  readonly neighbor: string;
  /** `Up`, `Down`, `Init`, `AdminDown` or `Failing`. */
  readonly state: string;
  /** Absent for a session over several hops. */
  readonly interface?: string;
}

/** Reads the reply of `get-bfd-session-information`. */
export function readBfdSessionInformation(reply: XmlElement): readonly BfdSession[] {
  return descendants(reply, 'bfd-session').map((session) => ({
    neighbor: addressOf(session, 'session-neighbor'),
    state: trimmedText(session, 'session-state'),
    interface: trimmedText(session, 'session-interface') || undefined,
  }));
}
