import { availableParallelism } from 'node:os';
import { connectAborted } from './errors';
import type { DeviceAccess } from './device-access';
import type { CallOff } from './turns';
import { Turns } from './turns';

/** Most of a handshake is waiting for the device; what is left for this machine are some milliseconds of one core. */
const FOR_EACH_CORE = 8;
const MOST_BY_DEFAULT = 64;
/**
 * Handshakes that may go through one jump host at the same time: OpenSSH's sshd begins to drop connections at ten that are not
 * logged in yet (sshd_config(5), `MaxStartups 10:30:100`), and others use it too.
 */
const THROUGH_A_JUMP_HOST = 8;

const underWay = new Turns();
/** By the configuration of OpenSSH that may name the jump host. */
const jumpHosts = new Map<string, JumpHost>();

/** What goes through one configuration of OpenSSH, and so maybe through one jump host. */
class JumpHost {
  private readonly turns = new Turns();
  private wasUsed = false;

  /** The first one goes alone: where the configuration has `ControlMaster`, the others share its connection to the jump host. */
  run<T>(handshake: () => Promise<T>, callOff: CallOff | undefined): Promise<T> {
    const first = async (): Promise<T> => {
      try {
        return await handshake();
      } finally {
        this.wasUsed = true;
      }
    };
    return this.turns.run(() => (this.wasUsed ? THROUGH_A_JUMP_HOST : 1), first, callOff);
  }
}

/** Default of `maxHandshakes`. */
function defaultMaxHandshakes(): number {
  return Math.min(MOST_BY_DEFAULT, FOR_EACH_CORE * availableParallelism());
}

/**
 * Carries out one handshake when its turn has come: so many are under way in this process at the same time as its access
 * says, and fewer where they may go through a jump host.
 *
 * @throws connectAborted when it was called off before that
 */
export function inTurn<T>(
  access: DeviceAccess,
  signal: AbortSignal | undefined,
  handshake: () => Promise<T>,
): Promise<T> {
  const { login, maxHandshakes = defaultMaxHandshakes() } = access;
  const callOff = signal === undefined ? undefined : { signal, error: () => connectAborted(access) };
  const own = (): Promise<T> => underWay.run(() => maxHandshakes, handshake, callOff);
  return login.method === 'openSsh' ? jumpHostOf(login.configFile ?? '').run(own, callOff) : own();
}

function jumpHostOf(configuration: string): JumpHost {
  const jumpHost = jumpHosts.get(configuration) ?? new JumpHost();
  jumpHosts.set(configuration, jumpHost);
  return jumpHost;
}
