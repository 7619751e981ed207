/** What a node of the twin tells of itself, in the names that devices have. */
export interface TwinNodeView {
  /** State of an interface, by its Junos name; undefined where it has no cable. */
  interfaceState(name: string): 'up' | 'down' | undefined;
  /** Addresses with prefix length of an interface, by its Junos name. */
  addresses(name: string): readonly string[];
  /** `master` for the main instance. */
  session(instance: string, neighbor: string): TwinSessionView | undefined;
  /** Next hops of the kernel; undefined where it has no route. */
  nextHops(vrf: string, prefix: string): readonly string[] | undefined;
  /** Whether the kernel sends packets for the prefix to the device with this loopback. */
  leadsTo(vrf: string, prefix: string, loopback: string): boolean;
  typeFives(vrf: string, prefix: string): readonly TwinTypeFiveView[];
  /** The VNI of a VRF as it works, and as the intent has it. */
  vni(vrf: string): { readonly working?: number; readonly intended?: number };
}

interface TwinSessionView {
  /** `Established`, `Active` … */
  readonly state: string;
  readonly peerAsn: number;
  readonly prefixesReceived: number;
}

interface TwinTypeFiveView {
  /** Made by this node, and not learned. */
  readonly own: boolean;
  readonly routeDistinguisher: string;
  readonly nextHops: readonly string[];
  readonly routeTargets: readonly string[];
  /** Whether it has the route target of its VRF. */
  readonly isTargeted: boolean;
  /** Whether it has this route distinguisher, which Junos and FRR may spell differently. */
  isFrom(routeDistinguisher: string): boolean;
}
