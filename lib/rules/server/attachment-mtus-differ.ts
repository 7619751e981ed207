import type { AttachmentIntent, FabricIntent, InterfaceIntent } from '../../intent/fabric-intent';
import { compareText } from '../../model/order';
import { groupedBy } from '../facts/groups';
import { packetRoom } from '../facts/mtus';
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
  fix: 'give all attachments one mtu, and one of each family, the same as on the server',
  reference: 'Junos: mtu (interfaces); RFC 2923 (path MTU discovery)',
  check: (fabric) => {
    const ports = portsOf(fabric);
    return fabric.servers.flatMap(({ name, attachments, constructPath }) => {
      const held = attachments.map((home) => heldOf(home, ports.get(portKey(home)) ?? []));
      // A port that differs takes its families with it: it is said once.
      const differing = ASPECTS.find(([, of]) => new Set(held.flatMap(of)).size > 1);
      if (differing === undefined) return [];
      const [words, of] = differing;
      const values = held.flatMap((one) => of(one).map((mtu) => `${mtu} on ${one.place}`)).sort(compareText);
      return [{ message: `${name} has the ${words} ${listed(values)}`, constructPaths: [constructPath] }];
    });
  },
};

/** What an attachment has, given or by default; a family that it does not have is absent. */
interface Held {
  readonly place: string;
  readonly mtu: number | 'the default';
  readonly inet?: number;
  readonly inet6?: number;
}

const ASPECTS: readonly (readonly [words: string, of: (held: Held) => readonly Held['mtu'][]])[] = [
  ['MTUs', ({ mtu }) => [mtu]],
  ['MTUs of family inet', ({ inet }) => (inet === undefined ? [] : [inet])],
  ['MTUs of family inet6', ({ inet6 }) => (inet6 === undefined ? [] : [inet6])],
];

function heldOf({ addresses, hostname, port, unit }: AttachmentIntent, onPort: readonly InterfaceIntent[]): Held {
  const own = onPort.find((one) => one.unit === unit);
  const room = packetRoom(onPort);
  const families = new Set(addresses.map(({ family }) => family));
  return {
    place: `${port} of ${hostname}`,
    mtu: onPort.find(({ mtu }) => mtu !== undefined)?.mtu ?? 'the default',
    ...(families.has('inet') && { inet: own?.inetMtu ?? room }),
    ...(families.has('inet6') && { inet6: own?.inet6Mtu ?? room }),
  };
}

function portsOf({ devices }: FabricIntent): Map<string, readonly InterfaceIntent[]> {
  const all = devices.flatMap(({ hostname, interfaces }) => interfaces.map((on) => ({ hostname, on })));
  return new Map(
    groupedBy(all, ({ hostname, on }) => portKey({ hostname, port: on.port })).map(({ key, items }) => [
      key,
      items.map(({ on }) => on),
    ]),
  );
}

function portKey({ hostname, port }: Pick<AttachmentIntent, 'hostname' | 'port'>): string {
  return `${hostname} ${port}`;
}
