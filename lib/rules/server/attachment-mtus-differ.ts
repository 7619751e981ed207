import type { AttachmentIntent, FabricIntent } from '../../intent/fabric-intent';
import { compareText } from '../../model/order';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A server with different MTUs on its links. */
export const attachmentMtusDiffer: Rule = {
  id: 'server/attachment-mtus-differ',
  severity: Severity.WARNING,
  what: 'the attachments of a server have different MTUs',
  why:
    'flows are spread over the attachments: large packets get through on one of them and disappear on another, and a fail-over turns ' +
    'working connections into hanging ones. Junos does not report an MTU that differs from the other end of the link',
  fix: 'give all attachments one mtu, the same as on the server',
  reference: 'Junos: mtu (interfaces); RFC 2923 (path MTU discovery)',
  check: (fabric) => {
    const mtus = portMtus(fabric);
    return fabric.servers.flatMap(({ name, attachments, constructPath }) => {
      const held = attachments.map((home) => ({ home, mtu: mtus.get(portKey(home)) ?? 'the default' }));
      if (new Set(held.map(({ mtu }) => mtu)).size < 2) return [];
      const words = held.map(({ home, mtu }) => `${mtu} on ${home.port} of ${home.hostname}`).sort(compareText);
      return [{ message: `${name} has the MTUs ${listed(words)}`, constructPaths: [constructPath] }];
    });
  },
};

/** By port, where one is given on any of its units. */
function portMtus({ devices }: FabricIntent): Map<string, number> {
  return new Map(
    devices.flatMap(({ hostname, interfaces }) =>
      interfaces.flatMap(({ port, mtu }): [string, number][] =>
        mtu === undefined ? [] : [[portKey({ hostname, port }), mtu]],
      ),
    ),
  );
}

function portKey({ hostname, port }: Pick<AttachmentIntent, 'hostname' | 'port'>): string {
  return `${hostname} ${port}`;
}
