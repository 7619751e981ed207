import type { OperationalSession } from '../../checks/observation';
import { isCalled } from '../../intent/reported-hostname';
import { FabricError } from '../../model/fabric-error';
import type { ChangeContext } from '../change-context';
import type { Participant } from '../participant';
import { wrongHostname } from '../plan/assess/facts';

/** What an RPC ends with over a session of which nothing more comes. */
const LOST: ReadonlySet<string> = new Set(['sessionLost', 'rpcNotSent', 'rpcTimedOut']);

/**
 * Opens a session beside the one that commits, as an operator would have to, and makes sure that it leads to the same device.
 *
 * @throws wrongHostname, or why there is none
 */
export async function openCheckSession(context: ChangeContext, participant: Participant): Promise<void> {
  const { device } = participant;
  const session = await context.connect(device);
  // A look at its attachments may have opened one before.
  await Promise.allSettled([participant.checkSession?.close()]);
  participant.checkSession = session;
  const facts = await session.facts();
  if (!isCalled(device, facts.hostname)) throw wrongHostname(device, facts.hostname);
  // One that was away when the device was first asked has not got the change yet: what follows reaches it.
  if (facts.routingEngines > 1) participant.synchronize = true;
}

/** Asks a device for its checks; where the session is lost, the next look opens another one. */
export class CheckSession implements OperationalSession {
  private isLost = false;

  constructor(
    private readonly context: ChangeContext,
    private readonly participant: Participant,
  ) {}

  readonly operational: OperationalSession['operational'] = async (rpcName, args) => {
    const { context, participant } = this;
    if (this.isLost) {
      await openCheckSession(context, participant);
      this.isLost = false;
      context.emit({ type: 'sessionRegained', hostname: participant.hostname });
    }
    try {
      return await participant.operationalSession.operational(rpcName, args);
    } catch (error) {
      if (FabricError.isFabricError(error) && LOST.has(error.code)) this.noteLoss(error);
      throw error;
    }
  };

  private noteLoss({ message }: FabricError): void {
    this.isLost = true;
    this.context.emit({ type: 'sessionLost', hostname: this.participant.hostname, message });
  }
}
