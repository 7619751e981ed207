import { listed } from '../model/listing';
import type { Gate, StoppedPrefixes } from './passage';

/** `10.1.5.0/24 and 10.1.6.0/24 of server1`. */
export function prefixWords({ prefixes }: Pick<StoppedPrefixes, 'prefixes'>): string {
  const owners = [...new Set(prefixes.map(({ owner }) => owner))];
  return listed(
    owners.map((owner) => {
      const own = prefixes.filter((one) => one.owner === owner).map(({ prefix }) => prefix);
      return `${listed(own)} of ${owner}`;
    }),
  );
}

/** What rejects them, and where: a clause. */
export function rejectionWords(stopped: StoppedPrefixes): string {
  const { gate, statement, stop } = stopped;
  const it = pronoun(stopped);
  if (stop.kind === 'withoutTarget') return `\`${statement}\` gives ${it} no route target`;
  if (gate === 'vrfTarget') return `\`${statement}\` is another route target than that of the fabric`;
  const by = stop.kind === 'rejected' ? stop.by : undefined;
  if (by === undefined) return `no term of \`${statement}\` accepts ${it}`;
  const term = by.term === undefined ? '`then`' : `term ${by.term}`;
  return `\`${statement}\` rejects ${it}: ${term} of policy ${by.policy}`;
}

type Consequence = (stopped: StoppedPrefixes, it: string) => string;

const NOT_IN_THE_VRF: Consequence = ({ vrf }) => `nothing of that comes into ${vrf} there`;

const CONSEQUENCES: Readonly<Record<Gate, Consequence>> = {
  sessionImport: ({ vrf }) => `nothing of that is a route of ${vrf} there`,
  typeFiveExport: ({ vrf }, it) => `no type-5 route is made of ${it} in ${vrf}`,
  vrfExport: ({ vrf }, it) => `no other device takes ${it} into ${vrf}`,
  overlayExport: ({ neighbors }) =>
    `${listed(neighbors)} of the overlay ${neighbors.length === 1 ? 'is' : 'are'} not told`,
  overlayImport: ({ neighbors }) => `nothing of that is taken from ${listed(neighbors)} of the overlay`,
  vrfImport: NOT_IN_THE_VRF,
  vrfTarget: NOT_IN_THE_VRF,
  typeFiveImport: NOT_IN_THE_VRF,
};

/** What follows for the prefixes: a clause. */
export function consequenceWords(stopped: StoppedPrefixes): string {
  return CONSEQUENCES[stopped.gate](stopped, pronoun(stopped));
}

/** What to do about it: a clause. */
export function remedyWords(stopped: StoppedPrefixes): string {
  const { gate, stop, vrf } = stopped;
  if (stop.kind === 'withoutTarget') return `have that policy add the route target of ${vrf} (\`then community add\`)`;
  if (gate === 'vrfTarget') return `correct routeTarget of ${vrf}, or what the device imports`;
  const how = gate === 'typeFiveExport' ? ' (for what servers announce `from protocol bgp`, for links `direct`)' : '';
  return `have ${pronoun(stopped)} accepted in a term before that${how}, or use a VRF whose policies let it through`;
}

function pronoun({ prefixes }: StoppedPrefixes): string {
  return prefixes.length === 1 ? 'it' : 'them';
}
