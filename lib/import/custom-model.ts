import type { InterfaceIntent } from '../intent/fabric-intent';
import { InterfaceName } from '../model/interface-name';
import { customModel } from '../platform/custom-model';
import type { InterfaceRow, QfxModelFacts } from '../platform/qfx-model';
import { hasInterface } from '../platform/qfx-model';
import { knownQfxModel, qfxModel } from '../platform/qfx-models';

/** The model of the table that one outside it is taken to be like, until somebody says more of it. */
export function likeOf({ evolved, name }: Pick<QfxModelFacts, 'evolved' | 'name'>): string {
  if (knownQfxModel(name) !== undefined) return name;
  return evolved ? 'qfx5130-32cd' : 'qfx5120-48y-8c';
}

/**
 * Facts of a model that is not in the table, or that has ports which it has not there; undefined for any other.
 *
 * @param junos - the release of the device, which says whether it runs Junos OS Evolved
 * @throws FabricError `invalidModelName`
 */
export function factsOutsideTable(
  model: string,
  junos: string | undefined,
  interfaces: readonly InterfaceIntent[],
): QfxModelFacts | undefined {
  const known = knownQfxModel(model);
  const evolved = known?.evolved ?? /-EVO$/i.test(junos ?? '');
  const like = qfxModel(likeOf({ name: model, evolved }));
  const used = interfaces.flatMap(({ aggregate, port }) => aggregate?.members ?? [port]);
  const physical = [...new Set(used)].filter((port) => !port.startsWith('ae'));
  const missing = physical.filter((port) => !hasInterface(like, InterfaceName.parse(port)));
  if (known !== undefined && missing.length === 0) return undefined;
  const ports = missing.length === 0 ? {} : { ports: [...portRows(like), ...missing.map(onePort)] };
  return customModel({ name: model, like, evolved, ...ports });
}

/** A row of ports by its first and last one. */
export interface PortRow {
  readonly first: string;
  readonly last: string;
}

/** The ports of a model, as a program says them. */
export function portRows({ ports }: QfxModelFacts): PortRow[] {
  return ports.filter(({ type }) => type !== 'ae').map((row) => ({ first: nameAt(row, 0), last: nameAt(row, 1) }));
}

function nameAt({ channels, fpc, pic, ports, type }: InterfaceRow, end: 0 | 1): string {
  const channel = channels === undefined ? '' : `:${channels[end]}`;
  return `${type}-${fpc[end]}/${pic}/${ports[end]}${channel}`;
}

function onePort(name: string): PortRow {
  return { first: name, last: name };
}
