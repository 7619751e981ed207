import type { Configuration } from '../../../junos/tree/configuration';
import { inherit } from '../../../junos/inheritance/inheritance';
import type { Neighbor } from '../../../routing-model/bgp';
import type { RoutingModel } from '../../../routing-model/routing-model';
import { neighborsOf, readRoutingModel } from '../../../routing-model/routing-model';
import type { DatabaseProblem } from '../refusal';

/** A candidate, read once for all commit checks. */
export interface CandidateView extends RoutingModel {
  /** As it is written, groups not expanded. */
  readonly written: Configuration;
  readonly neighbors: readonly Neighbor[];
}

/** One commit check: what it has against the candidate. */
export type CommitCheck = (candidate: CandidateView) => readonly DatabaseProblem[];

/** Reads a candidate. */
export function candidateView(written: Configuration): CandidateView {
  const model = readRoutingModel(inherit(written));
  return { ...model, written, neighbors: neighborsOf(model) };
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
