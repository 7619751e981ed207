/** What the library does about one thing that goes wrong on devices. */
export interface Row {
  /** What goes wrong. */
  readonly what: string;
  /** Ids of the rules that find it. */
  readonly rules?: readonly string[];
  /** It cannot be said: constructors and value types refuse it. `refusals.test.ts` has a case of this number. */
  readonly refused?: string;
  /** It cannot happen: rendering never writes it. `built-in.test.ts` has a test of this number. */
  readonly built?: string;
  /** Why the intent alone does not show it. */
  readonly notInIntent?: string;
}

/** Everything that is known to go wrong with this design, most of it silently on the device. */
export const ROWS: readonly Row[] = [
  { what: 'one route distinguisher on several leaves', rules: ['device/loopback-shared', 'vrf/rd-shared-by-leaves'] },
  {
    what: 'one route distinguisher twice on a device, or one that Junos makes from route-distinguisher-id',
    rules: ['vrf/duplicate-rd-on-device', 'vrf/rd-number-shared', 'vrf/rd-collides-with-automatic'],
    notInIntent: 'route-distinguisher-id is known only where routeDistinguisherId of the leaf gives it',
  },
  { what: 'route distinguisher of a wrong form or width', refused: 'rdNumber and loopback' },
  { what: 'VRF without route distinguisher or route target', refused: 'the properties of Vrf5Instance, and rendering' },
  { what: 'ip-prefix-routes outside a vrf', built: 'every VRF of the fabric has instance-type vrf' },
  { what: 'route target of a wrong form or width', refused: 'routeTarget' },
  {
    what: 'route targets that differ between leaves',
    rules: ['vrf/duplicate-vrf'],
    notInIntent: 'of a VRF that others own, only what the attributes say is known',
  },
  {
    what: 'two VRFs with overlapping route targets',
    rules: ['vrf/route-target-shared', 'vrf/imports-from-another'],
    refused: 'importRouteTargets',
  },
  {
    what: 'VNI out of range, shared by two VRFs, or different on the leaves of one',
    rules: ['vrf/vni-shared', 'vrf/duplicate-vrf'],
    refused: 'vni',
    notInIntent: 'VNIs of layer-2 VLANs are not part of the fabric',
  },
  { what: 'reserved or unusable instance name', refused: 'name of Vrf5Instance' },
  { what: 'network or broadcast address on an interface', refused: 'addresses, leafAddress' },
  { what: 'neighbor outside the subnet of the port', refused: 'neighbor, serverAddress' },
  {
    what: 'subnets of links that overlap, or overlap loopbacks',
    rules: [
      'address/subnets-overlap-on-leaf',
      'address/subnets-overlap-across-leaves',
      'address/subnet-covers-loopback',
      'underlay/subnets-overlap',
    ],
    notInIntent: 'underlay links are known where the fabric has an IpFabricUnderlay; IRB interfaces are not part of it',
  },
  { what: 'prefix length that is none of a link', rules: ['address/subnet-length'], refused: 'subnet' },
  {
    what: 'several loopback units in one instance',
    built: 'a VRF has one loopback unit on a leaf, and the main instance lo0.0',
  },
  { what: 'no peer-as', built: 'every neighbor has a peer-as' },
  { what: 'peer-as equal to the local AS', rules: ['bgp/peer-as-equals-local-as'] },
  {
    what: 'no autonomous-system',
    refused: 'overlayAsn is required; the statement is a prerequisite, PRESENT or CONFIGURE',
  },
  {
    what: "server AS equal to the overlay's",
    rules: ['bgp/peer-as-equals-local-as'],
    notInIntent: 'the local-as of underlay groups is known where the fabric has an IpFabricUnderlay',
  },
  { what: 'two servers of a VRF with one AS number', rules: ['bgp/servers-share-as'] },
  {
    what: 'as-override toward a multihomed server',
    rules: ['bgp/site-of-origin-differs', 'bgp/site-of-origin-shared'],
    refused: 'asOverride without siteOfOrigin',
    built: "a group with as-override tags what is the server's own, and keeps it from the server",
  },
  {
    what: 'reserved AS numbers, and those for documentation',
    rules: ['bgp/as-number-reserved', 'bgp/as-number-for-documentation'],
    refused: 'asn 0',
  },
  { what: 'hold-time of 1 or 2', refused: 'holdTimeSec' },
  {
    what: 'authentication keys and key chains that contradict each other',
    rules: ['bgp/key-chain-unknown', 'bgp/duplicate-key-chain', 'bgp/keys-start-together'],
    refused: 'a BgpAuthentication is one of the ways, never two; keys of a KeyChain',
  },
  {
    what: 'prefix-limit with teardown and drop-excess',
    rules: ['bgp/torn-down-until-cleared'],
    refused: 'a PrefixLimitAction is one of them; idleTimeoutMin',
  },
  {
    what: 'policy that is referenced and not defined',
    built: 'every policy that is named is there, but for those of others',
    notInIntent:
      'RoutingPolicy.fromPolicyName names policies that stand on the device; staging finds one that does not',
  },
  {
    what: 'a server that can announce anything',
    rules: [
      'bgp/accepts-anything',
      'bgp/default-route-accepted',
      'bgp/prefix-of-two-servers',
      'bgp/prefix-covers-loopback',
      'bgp/prefix-covers-link',
      'bgp/prefix-covers-fabric-space',
      'bgp/range-too-wide',
    ],
  },
  {
    what: 'graceful restart against nonstop routing, or against BFD',
    rules: ['bgp/bfd-during-restart-unsaid'],
    built: 'nonstop routing is never configured',
    notInIntent: 'nonstop routing stands on the device; routing-options graceful-restart is a prerequisite',
  },
  {
    what: 'BFD faster than the switch can hold',
    rules: ['bgp/bfd-faster-than-platform', 'underlay/bfd-faster-than-platform'],
  },
  { what: 'no export of EVPN routes toward the server', built: 'the policy toward servers accepts protocol evpn' },
  {
    what: 'one neighbor or group for two things',
    rules: ['bgp/duplicate-neighbor', 'bgp/group-shared', 'bgp/group-settings-differ', 'bgp/policy-name-clash'],
  },
  { what: 'one unit in two instances', rules: ['interface/duplicate-unit'] },
  { what: 'untagged port with a unit other than 0', refused: 'unit without vlanId' },
  { what: 'tagged port with a unit without VLAN id', rules: ['interface/tagged-and-untagged'] },
  { what: 'VLAN id without tagging', built: 'a port whose units have VLAN ids has vlan-tagging' },
  {
    what: 'native VLAN beside tagged ones',
    rules: ['interface/tagged-and-untagged', 'interface/port-settings-differ'],
    refused: 'native without vlanId',
    built: 'a port with native-vlan-id has flexible-vlan-tagging',
  },
  {
    what: 'VLAN id out of range, used twice, or reserved',
    rules: ['interface/duplicate-vlan-id', 'interface/vlan-id-reserved'],
    refused: 'vlanId',
  },
  { what: 'unit number that is not the VLAN id', rules: ['interface/unit-differs-from-vlan-id'] },
  {
    what: 'MTU out of range, or different on the two ends',
    rules: ['interface/mtus-differ', 'interface/family-mtu-exceeds-mtu', 'server/attachment-mtus-differ'],
    refused: 'mtu, inetMtu, inet6Mtu',
    notInIntent: 'the MTU of the server itself is not known',
  },
  { what: 'MTU that does not fit through the fabric', rules: ['interface/mtu-exceeds-fabric'] },
  {
    what: 'port that is a member of an aggregate, is layer 2 or has an ESI',
    rules: ['interface/port-is-member'],
    notInIntent: 'what else is on the port stands on the device; the rollout reads it before it changes anything',
  },
  {
    what: 'port that the model does not have',
    rules: [
      'interface/port-not-on-model',
      'interface/port-and-channel',
      'interface/channel-without-breakout',
      'interface/breakout-contradicted',
      'platform/model-unknown',
    ],
    notInIntent: 'breakouts without a PortBreakout stand on the device; the number of aggregates is a prerequisite',
  },
  {
    what: 'layer-2 or DHCP factory default on the port',
    notInIntent: 'it stands on the device; the rollout reads it before it changes anything',
  },
  { what: 'no overlay-ecmp on a model that needs it', rules: ['platform/overlay-ecmp-missing'] },
  {
    what: 'no load balancing, multipath or router-id in the VRF',
    built: 'multipath of both families and router-id are in every VRF; forwarding-table export is a prerequisite',
  },
  {
    what: 'no vtep-source-interface',
    refused: 'vtepSourceInterface is a prerequisite, PRESENT or CONFIGURE',
  },
  {
    what: 'route reflectors without multipath',
    notInIntent: 'every overlay group that the fabric makes has multipath; reflectors of others are known by name only',
  },
  {
    what: 'release that is too old, or lacks a statement',
    rules: ['platform/release-unsupported', 'platform/release-unstated', 'platform/model-cannot-route-vxlan'],
    built: 'nothing that is rendered unasked is newer than 17.3, and rendering refuses what a release lacks',
  },
  { what: 'community of wildcards that is added', built: 'communities of wildcards are only deleted' },
  {
    what: 'one device in two stacks',
    rules: ['device/management-address-shared'],
    notInIntent:
      'a stack does not know others; groups of different names do not meet, and the rollout locks the device',
  },
];
