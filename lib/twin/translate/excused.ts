import { isFrrLine, SESSION_OPTION_ROWS } from '../../render/session-options';

/** Statements that mean nothing in the twin, each with the reason. */

interface Excuse {
  /** Words of the set line; `*` stands for one word, and the pattern for everything below it. */
  readonly pattern: string;
  readonly reason: string;
}

const EXCUSES: readonly Excuse[] = [
  { pattern: 'system', reason: 'management of the device' },
  { pattern: 'chassis', reason: 'hardware of the device' },
  { pattern: 'apply-macro', reason: 'a note that the device does not act on' },
  { pattern: 'interfaces * description', reason: 'a note' },
  { pattern: 'interfaces * unit * description', reason: 'a note' },
  { pattern: 'interfaces * native-vlan-id', reason: 'each VLAN is a cable of its own in the twin' },
  { pattern: 'interfaces * number-of-sub-ports', reason: 'cables of the twin have no physical layer' },
  { pattern: 'interfaces * speed', reason: 'cables of the twin have no speed' },
  { pattern: 'interfaces * hold-time', reason: 'cables of the twin do not flap' },
  { pattern: 'interfaces * ether-options', reason: 'cables of the twin have no physical layer' },
  { pattern: 'interfaces * gigether-options', reason: 'cables of the twin have no physical layer' },
  {
    pattern: 'interfaces * aggregated-ether-options',
    reason: 'an aggregated interface is one cable in the twin: no LACP, no micro-BFD',
  },
  {
    pattern: 'forwarding-options vxlan-routing overlay-ecmp',
    reason: 'a switch of the forwarding engine; Linux always balances',
  },
  {
    pattern: 'routing-options forwarding-table',
    reason: 'how the forwarding engine balances; Linux does it per flow',
  },
  { pattern: 'policy-options policy-statement * then load-balance', reason: 'Linux balances per flow' },
  { pattern: 'policy-options policy-statement * term * then load-balance', reason: 'Linux balances per flow' },
  { pattern: 'routing-options graceful-restart', reason: 'daemons of the twin do not restart by themselves' },
  {
    pattern: 'security authentication-key-chains key-chain * key',
    reason: 'the twin signs with the first key of a chain, whatever the time and algorithm',
  },
  { pattern: 'protocols lldp', reason: 'no control plane of routes' },
  { pattern: 'routing-instances * vrf-table-label', reason: 'an MPLS label, which VXLAN does not use' },
  { pattern: 'routing-instances * description', reason: 'a note' },
  {
    pattern: 'routing-instances * routing-options graceful-restart',
    reason: 'daemons of the twin do not restart by themselves',
  },
];

/** Below `protocols bgp`, of the main instance and of any other; after a group or neighbor or directly. */
const BGP_EXCUSES: readonly Excuse[] = [
  { pattern: 'description', reason: 'a note' },
  { pattern: 'log-updown', reason: 'logging' },
  { pattern: 'traceoptions', reason: 'logging' },
  { pattern: 'vpn-apply-export', reason: 'of VPN families, which the twin does not run' },
  { pattern: 'mtu-discovery', reason: 'cables of the twin carry every segment' },
  { pattern: 'tcp-mss', reason: 'cables of the twin carry every segment' },
  ...SESSION_OPTION_ROWS.flatMap(([, { twin }]) => {
    if (twin === 'read' || isFrrLine(twin)) return [];
    return Object.entries(twin).map(([pattern, reason]) => ({ pattern, reason }));
  }),
];

const BGP = /^(?:routing-instances \S+ )?protocols bgp(?: group \S+(?: neighbor \S+)?)? /;

/** Why a statement means nothing in the twin; undefined where it would. */
export function excuseFor(words: readonly string[]): string | undefined {
  const found = EXCUSES.find(({ pattern }) => startsWith(words, pattern.split(' ')));
  if (found !== undefined) return found.reason;
  const plain = words.map((word) => word.replaceAll(' ', '_'));
  const prefix = BGP.exec(plain.join(' '))?.[0];
  if (prefix === undefined) return undefined;
  const below = words.slice(prefix.trimEnd().split(' ').length);
  return BGP_EXCUSES.find(({ pattern }) => startsWith(below, pattern.split(' ')))?.reason;
}

function startsWith(words: readonly string[], pattern: readonly string[]): boolean {
  return pattern.every((part, i) => part === '*' || part === words[i]) && pattern.length <= words.length;
}
