import { FabricError } from '../../model/fabric-error';
import type { FabricIntent } from '../../intent/fabric-intent';
import type { Demanded } from '../facts/demands';
import { demandsOf, reachabilityOf } from '../facts/demands';
import type { Rule, Violation } from '../rule';
import { Severity } from '../rule';

/** A server that does not survive what it has to. */
export const demandNotMet: Rule = {
  id: 'survival/demand-not-met',
  severity: Severity.ERROR,
  what: 'a server does not survive what it has to survive',
  why:
    'the fabric says what its servers must survive, and the control plane that the configurations make does not keep it: ' +
    'the counterexample is the first failure that leaves too little, and what becomes of each attachment',
  fix: 'give the server more attachments, or the attachments less in common; or demand less in survives, where that was more than is meant',
  reference: 'guide: multihoming an IP-connected end system to three leaves; RFC 4456; RFC 9136',
  check: (fabric) => demandsOf(fabric).flatMap((demand) => violations(fabric, demand)),
};

function violations(fabric: FabricIntent, { anySingle, paths, servers }: Demanded): Violation[] {
  if (anySingle === 'wave') return [];
  const reachability = reachabilityOf(fabric);
  if (reachability === undefined) return [];
  const constructPaths = servers.map(({ constructPath }) => constructPath);
  if (FabricError.isFabricError(reachability)) return [{ message: reachability.message, constructPaths }];
  const cases = reachability.singles(anySingle);
  if (cases.length === 0) return [{ message: nothingToFail(anySingle), constructPaths }];
  const names = servers.map(({ name }) => name);
  return reachability.counterexamples({ cases, paths, servers: names }).map(({ server, explanation }) => ({
    message: `${demandWords(server, anySingle, paths)}: ${explanation}`,
    constructPaths: servers.filter(({ name }) => name === server).map(({ constructPath }) => constructPath),
  }));
}

const WORDS: Readonly<Record<Demanded['anySingle'], string>> = {
  leaf: 'leaf',
  spine: 'spine',
  link: 'link',
  session: 'session',
  failureDomain: 'failure domain',
  wave: 'wave',
};

/** `server1 has to keep 2 paths without any single leaf`. */
export function demandWords(server: string, anySingle: Demanded['anySingle'], paths: number): string {
  return `${server} has to keep ${paths === 1 ? 'a path' : `${paths} paths`} without any single ${WORDS[anySingle]}`;
}

function nothingToFail(anySingle: Demanded['anySingle']): string {
  return `that servers survive any single ${WORDS[anySingle]} cannot be proved, since the fabric has none: add it, or demand something else`;
}
