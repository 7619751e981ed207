import type { DeviceAccess } from '../../../lib/netconf/device-access';
import { KnownHosts } from '../../../lib/netconf/known-hosts';

/** A leaf behind OpenSSH, at an address that nobody has (RFC 5737). */
export const OPEN_SSH_ACCESS: DeviceAccess = {
  hostname: 'leaf10',
  address: '192.0.2.10',
  port: 830,
  login: { method: 'openSsh' },
  knownHosts: KnownHosts.parse(''),
};
