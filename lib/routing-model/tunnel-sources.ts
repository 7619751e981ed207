import type { Instance } from './instances';
import type { RoutingModel } from './routing-model';
import type { TunnelSource } from './tunnel-source';

/** A tunnel source, and whose it is: `switch-options`, or the name of an instance. */
interface FoundSource extends TunnelSource {
  readonly of: string;
}

/** Every tunnel source, the default switch's first. Junos Evolved has none there, and takes lo0.0 where nobody says another. */
export function tunnelSources({
  instances,
  tunnelSource,
}: Pick<RoutingModel, 'instances' | 'tunnelSource'>): FoundSource[] {
  const ofInstance = ({ name, tunnelSource: own }: Instance): FoundSource[] =>
    own === undefined ? [] : [{ ...own, of: name }];
  return [
    ...(tunnelSource === undefined ? [] : [{ ...tunnelSource, of: 'switch-options' }]),
    ...instances.flatMap(ofInstance),
  ];
}
