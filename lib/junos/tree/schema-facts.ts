/**
 * What Juniper's YANG does not say about the way Junos writes its configuration, by hand.
 *
 * A fact is keyed by the XML names of a statement and of the statement above it (`vrf-target/community`), because YANG
 * repeats the same shape in many hierarchies; `as-path[]/path` holds only where the statement above is a list entry. Sources: `display set`, `display xml` and plain output of Junos devices,
 * and Juniper's CLI reference. Nothing here may contradict the table: a fact only adds to it.
 */

/** Statements that have no keyword in set lines and curly text: the value or key follows the parent's keyword. */
export const KEYWORDLESS: ReadonlySet<string> = new Set([
  // lists whose entries stand directly below their container
  'interfaces/interface',
  'routing-instances/instance',
  'vlans/vlan',
  'prefix-list/prefix-list-item',
  'rib-list/rib-list-item',
  'mac-list/mac-addr-list-item',
  'route-filter-list/rf_list',
  'source-address-filter-list/saf_list',
  'rtf-prefix-list/prefix-list',
  'apply-macro/data',
  'file/contents',
  'host/contents',
  'user/contents',
  'server-group/server-group',
  'server-group[]/address',
  'dense-groups/pim-dense-group-type',
  'processes/daemon-process',
  // single values
  'data/value',
  'route-distinguisher/rd-type',
  'vrf-target/community',
  'l2vpn-id/community',
  'autonomous-system/as-number',
  'local-as/as-number',
  'confederation/confederation-as',
  'vtep-source-interface/interface-name',
  'ieee-802.3ad/bundle',
  'teardown/limit-threshold',
  'idle-timeout/timeout',
  'idle-after-switch-over/timeout',
  'loops/loops',
  'metric/metric',
  'metric2/metric2',
  'metric3/metric3',
  'metric4/metric4',
  'metric/metric-value',
  'metric2/metric-value',
  'metric3/metric-value',
  'metric4/metric-value',
  'metric-out/metric-value',
  'igp/metric-offset',
  'igp/metric_offset',
  'minimum-igp/metric-offset',
  'minimum-igp/metric_offset',
  'local-preference/local-preference',
  'preference/preference',
  'preference2/preference2',
  'preference/metric-value',
  'preference2/metric-value',
  'color/color',
  'color2/color2',
  'color/metric-value',
  'color2/metric-value',
  'tag/tag',
  'tag2/tag2',
  'tag/metric-value',
  'tag2/metric-value',
  'as-path[]/path',
  'as-path-expand/aspath',
  'aigp-adjust/user-value',
  'next-hop/address',
  'next-hop/next-hop-addr',
  'map-to-interface/interface',
  'label/label',
  'range/range',
  'if-route-exists/address',
  'ccc/address',
  'multicast-scope/scope_value',
  'maximum-paths/limit',
  'maximum-prefixes/limit',
  'maximum-routes/limit',
  'mac-table-size/limit',
  'mac-ip-table-size/limit',
  'interface-mac-limit/limit',
  'interface-mac-ip-limit/limit',
  'rib-group/ribgroup-name',
  'longest-match/policy',
  'transport-address/address',
  'domain-id/domain-id',
  'authentication-key/keyname',
  'input/filter-name',
  'output/filter-name',
  'unnumbered-address/source',
  'storm-control/profile-name',
  'recovery-timeout/time-in-seconds',
  'hold-down/hold-down-time',
  'admin-groups/group-value',
  'associate-lsp/lsp-name',
  'p2mp/path_name',
  'bandwidth/per-traffic-class-bandwidth',
  'bandwidth/bandwidth-value',
  'maximum-bandwidth/bandwidth-limit',
  'static-label-range/range-end',
  'dynamic-label-range/range-end',
  'lsi-label-range/range-end',
  'block-label-range/range-end',
  'label-switched-path-template/template-name',
  'context-identifier/context-id',
  'egress-te-set/set-name',
  'override-metric/metric',
  'csnp-interval/csnp-interval-number',
  'global-mac-limit/mac-limit',
  'global-mac-ip-limit/mac-ip-limit',
  'destination/prefix',
  'source/prefix',
  'backup-router/address',
  'inet6-backup-router/address',
  'file/filename',
  'confirm-commands/message',
  'interval-range/value',
  'threshold/value',
  'multicast-client/address',
  'template/template-name',
  'active-server-group/active-server-group',
  'dynamic-profile/dynamic-profile',
  'dynamic-profile/dynamic-profile-name',
  'time/start-time',
  'to/end-time',
  'translate/to-vlan-id',
  'revert-time/delay',
  'mesh-group/mesh-group-number',
  'index/index-number',
]);

/** Keywords that differ from the XML name. */
export const KEYWORDS: ReadonlyMap<string, string> = new Map([
  ['ether-options/ieee-802.3ad', '802.3ad'],
  ['gigether-options/ieee-802.3ad', '802.3ad'],
  ['fastether-options/ieee-802.3ad', '802.3ad'],
  ['member-range/end-range', 'to'],
]);

/**
 * Where Junos takes `enable`, the opposite of `disable`, though YANG does not have it: the statement above, by a statement that
 * tells it from others of its name.
 */
export const TAKES_ENABLE: ReadonlyMap<string, string> = new Map([
  ['interface', 'unit'],
  ['interface-range', 'unit'],
  ['unit', 'family'],
]);

/**
 * Forms of values that are plain text in YANG, though their descriptions and Junos know better: of a leaf's value, of a list's
 * first key. lib/junos/values knows which text has one.
 */
export const FORMATS: ReadonlyMap<string, string> = new Map([
  ['interfaces/interface', 'interface-device'],
  ['instance/interface', 'interface-unit'],
  ['lldp/interface', 'interface-name'],
  ['autonomous-system/as-number', 'as-number'],
  ['local-as/as-number', 'as-number'],
  ['bgp/peer-as', 'as-number'],
  ['group/peer-as', 'as-number'],
  ['neighbor/peer-as', 'as-number'],
  ['unit/vlan-id', 'vlan-id'],
  ['interface/native-vlan-id', 'vlan-id'],
  ['vlan/vlan-id', 'vlan-id-or-word'],
  ['community/members', 'community'],
  ['route-distinguisher/rd-type', 'route-distinguisher'],
  ['vrf-target/community', 'route-target'],
  ['vrf-target/import', 'route-target'],
  ['vrf-target/export', 'route-target'],
]);

/** Keywords of the operators that YANG spells out in `choice-ident` keys. */
export const OPERATORS: ReadonlyMap<string, string> = new Map([
  ['equal-literal', '='],
  ['plus-literal', '+'],
  ['minus-literal', '-'],
]);

/** XML names of the operators that have another keyword. */
export const OPERATOR_ELEMENTS: ReadonlyMap<string, string> = new Map(
  [...OPERATORS].map(([element, keyword]) => [keyword, element]),
);

/** Operators of route filters that take a value of their own (`upto /24`); the others stand alone (`exact`). */
export const OPERATORS_WITH_VALUE: ReadonlySet<string> = new Set([
  'upto',
  'through',
  'prefix-length-range',
  'address-mask',
]);

/** Containers that mean something when empty, although YANG does not mark them so. */
export const PRESENCE: ReadonlySet<string> = new Set<string>([]);

/** Lists that Junos sorts by name, although YANG marks them as ordered by the user. */
export const SORTED: ReadonlySet<string> = new Set(['policy-options/policy-statement']);

/** Containers and lists that Junos prints on one line with everything in them (`teardown 80 idle-timeout 5;`). */
export const ONE_LINE: ReadonlySet<string> = new Set([
  'routing-options/autonomous-system',
  'routing-options/confederation',
  'routing-options/maximum-paths',
  'routing-options/maximum-prefixes',
  'rib/maximum-paths',
  'rib/maximum-prefixes',
  'switch-options/vtep-source-interface',
  'instance/vtep-source-interface',
  'prefix-limit/teardown',
  'accepted-prefix-limit/teardown',
  'teardown/idle-timeout',
  'traceoptions/file',
  'traceoptions/flag',
  'bgp/local-as',
  'group/local-as',
  'neighbor/local-as',
  'bgp/metric-out',
  'group/metric-out',
  'neighbor/metric-out',
  'remove-private/all',
  'all/replace',
  'unicast/loops',
  'signaling/loops',
  'labeled-unicast/loops',
  'filter/input',
  'filter/output',
  'inet/unnumbered-address',
  'inet6/unnumbered-address',
  'unit/vlan-tags',
  'unit/proxy-arp',
  'interface/hold-time',
  'interface-range/hold-time',
  'interface-range/member-range',
  'gigether-options/auto-negotiation',
  'address/arp',
  'address/ndp',
  'from/route-filter',
  'from/source-address-filter',
  'from/prefix-list-filter',
  'route-filter-list/rf_list',
  'from/multicast-scope',
  'then/community',
  'then/as-path-expand',
  'then/aigp-adjust',
  'then/aigp-originate',
  'then/install-nexthop',
  'then/load-balance',
  'then/map-to-interface',
  'then/next-hop',
  'then/add-path',
  'then/metric',
  'then/metric2',
  'then/metric3',
  'then/metric4',
  'then/local-preference',
  'then/preference',
  'then/preference2',
  'then/color',
  'then/color2',
  'then/tag',
  'then/tag2',
  'metric/igp',
  'metric/minimum-igp',
  'multipath/vpn-unequal-cost',
  'autonomous-system/independent-domain',
  'file/contents',
  'host/contents',
  'user/contents',
  'ntp/server',
  'ntp/peer',
  'ntp/authentication-key',
  'authentication/ssh-rsa',
  'authentication/ssh-ecdsa',
  'authentication/ssh-ed25519',
  'root-authentication/ssh-rsa',
  'root-authentication/ssh-ecdsa',
  'root-authentication/ssh-ed25519',
  'configuration/archive-sites',
  'area/stub',
  'area-range/override-metric',
  'label-switched-path/install',
  'ethernet-switching/recovery-timeout',
  'apply-macro/data',
]);

/** Containers and lists that Junos prints on one line when a single leaf stands in them (`then accept;`). */
export const ONE_LINE_WHEN_SINGLE: ReadonlySet<string> = new Set([
  'term/from',
  'term/then',
  'term/to',
  'policy-statement/from',
  'policy-statement/then',
  'policy-statement/to',
  'static/route',
  'aggregate/route',
  'generate/route',
  'policy-options/community',
  'policy-options/as-path',
]);

/** Containers that Junos prints as part of each statement in them (`family inet {`). */
export const PREFIX: ReadonlySet<string> = new Set(['unit/family', 'bgp/family', 'group/family', 'neighbor/family']);

/** Lists whose entries Junos prints in common braces behind the keyword (`groups { dc1 { … } }`). */
export const LIST_IN_BRACES: ReadonlySet<string> = new Set(['configuration/groups']);
