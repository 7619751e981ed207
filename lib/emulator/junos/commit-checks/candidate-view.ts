import type { Configuration } from '../../../junos/tree/configuration';
import { inherit } from '../../../junos/inheritance/inheritance';
import type { ConfiguredNeighbor } from '../configured/bgp-neighbors';
import { configuredNeighbors } from '../configured/bgp-neighbors';
import type { ConfiguredInstance } from '../configured/instances';
import { configuredInstances } from '../configured/instances';
import type { ConfiguredPort } from '../configured/interfaces';
import { configuredInterfaces } from '../configured/interfaces';
import type { DatabaseProblem } from '../refusal';

/** A candidate, read once for all commit checks. */
export interface CandidateView {
  /** As it is written, groups not expanded. */
  readonly written: Configuration;
  /** Groups expanded, inactive statements left out. */
  readonly effective: Configuration;
  readonly ports: readonly ConfiguredPort[];
  readonly instances: readonly ConfiguredInstance[];
  readonly neighbors: readonly ConfiguredNeighbor[];
}

/** One commit check: what it has against the candidate. */
export type CommitCheck = (candidate: CandidateView) => readonly DatabaseProblem[];

/** Reads a candidate. */
export function candidateView(written: Configuration): CandidateView {
  const effective = inherit(written);
  return {
    written,
    effective,
    ports: configuredInterfaces(effective),
    instances: configuredInstances(effective),
    neighbors: configuredNeighbors(effective),
  };
}

/** A problem at a place of the hierarchy. */
export function problem(path: string, badElement: string | undefined, message: string): DatabaseProblem {
  return { type: 'protocol', path: path === '' ? '[edit]' : `[edit ${path}]`, badElement, message };
}

/** What occurs more than once, with everything that has it. */
export function repeated<Item>(items: readonly Item[], identity: (item: Item) => string | undefined): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const id = identity(item);
    if (id !== undefined) groups.set(id, [...(groups.get(id) ?? []), item]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
