import type { IConstruct } from 'constructs';
import { adoptionWithoutReason, noPathsToAdopt } from './errors';
import type { AdoptionIntent, AggregateIntent, DeviceIntent } from '../../lib/intent/fabric-intent';
import { compareText } from '../../lib/model/order';
import { adoptionWords } from '../../lib/render/adoption';
import type { PropKinds } from '../private/props';
import { listOf, requireProps, TEXT } from '../private/props';
import { parsed } from '../private/located';

/** What a device is to take over of its explicit configuration. */
export interface AdoptionProps {
  /**
   * Places in the explicit configuration, as the words of a set line without `set`, for example
   * `['interfaces et-0/0/15 unit 0 family ethernet-switching']`. Everything at and below each is deleted in the commit that
   * loads the fabric's group. They have to lie in a port, policy, VRF or BGP group that the fabric configures on the device.
   */
  readonly paths: string[];

  /** Why the fabric may delete that; it is reviewed with the code. */
  readonly reason: string;
}

const PROPS: PropKinds<AdoptionProps> = { required: { paths: listOf(TEXT), reason: TEXT }, optional: {} };

/**
 * What a device adopts, checked.
 * @throws FabricError when a path is none, or there is no path or no reason
 */
export function adoptionsOf(scope: IConstruct, props: AdoptionProps): AdoptionIntent[] {
  requireProps(scope, props, PROPS);
  const constructPath = scope.node.path;
  const { paths } = props;
  const reason = props.reason.trim();
  if (paths.length === 0) throw noPathsToAdopt(constructPath);
  if (reason === '') throw adoptionWithoutReason(constructPath);
  return paths.map((path, i) => {
    parsed(scope, `paths[${i}]`, () => adoptionWords(path));
    return { constructPath, path: path.trim(), reason };
  });
}

const FACTORY_DEFAULTS = 'factory defaults of a port that a server is on';

/** What the factory puts on every port, layer 2 or DHCP on unit 0, of a port and the members of its aggregate. */
export function factoryDefaults(
  constructPath: string,
  port: string,
  aggregate: AggregateIntent | undefined,
): AdoptionIntent[] {
  return [port, ...(aggregate?.members ?? [])].flatMap((name) =>
    ['ethernet-switching', 'inet dhcp'].map((family) => ({
      constructPath,
      path: `interfaces ${name} unit 0 family ${family}`,
      reason: FACTORY_DEFAULTS,
      ifPresent: true as const,
    })),
  );
}

/** Each place once, sorted; absent when there are none. */
export function adoptedIntents(given: readonly AdoptionIntent[]): Pick<DeviceIntent, 'adopted'> {
  const byPath = new Map([...given].reverse().map((one) => [one.path, one]));
  const adopted = [...byPath.values()].sort((a, b) => compareText(a.path, b.path));
  return adopted.length === 0 ? {} : { adopted };
}
