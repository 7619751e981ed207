import type { Lab } from '../../../lib/emulator/lab';
import type { DeviceAccess } from '../../../lib/netconf/device-access';
import { JunosSession } from '../../../lib/netconf/junos-session';
import { KnownHosts } from '../../../lib/netconf/known-hosts';

const NOBODY = KnownHosts.parse('');

/** How a device of a lab in this process is reached: nobody asks for a password or a host key. */
function accessTo(hostname: string): DeviceAccess {
  return {
    hostname,
    address: '127.0.0.1',
    port: 830,
    login: { method: 'agent', user: 'netops' },
    knownHosts: NOBODY,
  };
}

/** Opens a session with a device without a network. */
export function openInProcess(lab: Lab, hostname: string): Promise<JunosSession> {
  return JunosSession.open(accessTo(hostname), { openTransport: lab.transport(hostname) });
}
