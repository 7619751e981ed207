import type { Lab } from '../../lib/emulator/lab';
import { writeSet } from '../../lib/junos/formats/set-writer';
import { JunosSession } from '../../lib/netconf/junos-session';
import { KnownHosts } from '../../lib/netconf/known-hosts';
import type { ApplyOptions } from '../../lib/rollout/execute/apply';

/** How a fabric is rolled out in a lab of this process, whose time passes as fast as somebody waits. */
export function rolloutOptions(lab: Lab, stateDirectory: string): ApplyOptions {
  return {
    stateDirectory,
    clock: {
      now: () => lab.clock.now(),
      sleep: (ms) => {
        lab.clock.advance(ms);
        return new Promise((resolve) => setImmediate(resolve));
      },
    },
    connect: ({ hostname, managementAddress: address, managementPort: port, login }) =>
      JunosSession.open(
        { hostname, address, port, login, knownHosts: KnownHosts.parse('') },
        { openTransport: lab.transport(hostname) },
      ),
  };
}

/** What every device has committed, line for line. */
export function committedIn(lab: Lab): Record<string, string> {
  return Object.fromEntries(
    [...lab.state.states().keys()].map((hostname) => [hostname, writeSet(lab.device(hostname).database.committed)]),
  );
}
