import type { DisruptionFact } from '../fact';

const EVPN_ROUTE = 'it is part of, or travels with, every EVPN route of the VRF (RFC 9136)';
const INSTANCE = 'routing-instances *';
const TYPE_FIVE = `${INSTANCE} protocols evpn ip-prefix-routes`;

/** Statements below `routing-instances`, BGP excepted. */
export const ROUTING_INSTANCE_FACTS: readonly DisruptionFact[] = [
  {
    paths: [INSTANCE],
    class: 'sessionReset',
    comes: 'hitless',
    why: 'the sessions of the VRF end and its routes are withdrawn',
    source: 'routing instances are independent of one another',
    provenance: 'reasoned',
  },
  {
    paths: [`${INSTANCE} description`],
    class: 'hitless',
    why: 'a text',
    source: 'a description has no effect',
    provenance: 'reasoned',
  },
  {
    paths: [`${INSTANCE} instance-type`],
    class: 'readvertisement',
    why: 'the instance is made anew: its sessions end and its routes are withdrawn and advertised again',
    source: 'an instance of another type has other tables',
    provenance: 'reasoned',
  },
  {
    paths: [`${INSTANCE} interface *`],
    class: 'interfaceFlap',
    comes: 'hitless',
    comesWithStandingUnit: 'interfaceFlap',
    always: true,
    why: 'the unit moves to other tables, and what runs over it ends',
    source: 'addresses and sessions are those of an instance',
    provenance: 'reasoned',
  },
  {
    paths: [`${INSTANCE} route-distinguisher`],
    class: 'readvertisement',
    why: 'the route distinguisher is part of every route: all are withdrawn and advertised again',
    source: EVPN_ROUTE,
    provenance: 'reasoned',
  },
  {
    paths: [`${INSTANCE} vrf-import`],
    class: 'hitless',
    why: 'the VRF chooses anew which routes it imports; what it advertises, and what stays imported, stays',
    source: 'RFC 4364, 4.3.1',
    provenance: 'reasoned',
  },
  {
    paths: [`${INSTANCE} vrf-target **`, `${INSTANCE} vrf-export`, `${INSTANCE} no-vrf-advertise`],
    class: 'readvertisement',
    otherEnd: 'vrf',
    why: 'all routes are advertised with other route targets, and others are imported',
    source: EVPN_ROUTE,
    provenance: 'reasoned',
  },
  {
    paths: [`${INSTANCE} vrf-table-label **`, `${INSTANCE} vtep-source-interface **`],
    class: 'readvertisement',
    why: 'all routes are advertised with another label or next hop',
    source: EVPN_ROUTE,
    provenance: 'reasoned',
  },
  {
    paths: [
      TYPE_FIVE,
      `${TYPE_FIVE} vni`,
      `${TYPE_FIVE} encapsulation`,
      `${INSTANCE} protocols evpn irb-symmetric-routing **`,
    ],
    class: 'readvertisement',
    otherEnd: 'vrf',
    why: 'all type-5 routes of the VRF are advertised again with other contents',
    source: EVPN_ROUTE,
    provenance: 'reasoned',
  },
  {
    paths: [
      `${TYPE_FIVE} advertise`,
      `${TYPE_FIVE} gateway-interface`,
      `${TYPE_FIVE} import`,
      `${TYPE_FIVE} export`,
      `${TYPE_FIVE} reject-asymmetric-vni`,
      `${TYPE_FIVE} route-attributes **`,
    ],
    class: 'readvertisement',
    why: 'all type-5 routes of the VRF are evaluated again',
    source: EVPN_ROUTE,
    provenance: 'reasoned',
  },
  {
    paths: [`${INSTANCE} routing-options router-id`],
    class: 'sessionReset',
    why: 'the router id is in the OPEN message of every session of the VRF',
    source: 'RFC 4271, 4.2',
    provenance: 'documented',
  },
  {
    paths: [`${INSTANCE} routing-options autonomous-system **`],
    class: 'sessionReset',
    otherEnd: 'peer',
    why: 'the AS number is in the OPEN message of every session of the VRF',
    source: 'RFC 4271, 4.2',
    provenance: 'documented',
  },
  {
    paths: [`${INSTANCE} routing-options graceful-restart **`],
    class: 'sessionReset',
    why: 'graceful restart is announced in the OPEN message of every session of the VRF',
    source: 'RFC 4724, 3',
    provenance: 'documented',
  },
  {
    paths: [
      `${INSTANCE} routing-options multipath **`,
      `${INSTANCE} routing-options rib *`,
      `${INSTANCE} routing-options rib * multipath **`,
      `${INSTANCE} routing-options auto-export **`,
      `${INSTANCE} routing-options maximum-paths **`,
      `${INSTANCE} routing-options maximum-prefixes **`,
    ],
    class: 'hitless',
    why: 'next hops are chosen again; sessions and advertised routes stay',
    source: 'it concerns the table of the VRF only',
    provenance: 'reasoned',
  },
  {
    paths: [
      `${INSTANCE} routing-options static **`,
      `${INSTANCE} routing-options generate **`,
      `${INSTANCE} routing-options rib * generate **`,
    ],
    class: 'hitless',
    why: 'a route of the table comes or goes',
    source: 'routes are independent of one another',
    provenance: 'reasoned',
  },
];
