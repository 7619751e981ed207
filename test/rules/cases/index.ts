import type { RuleCase } from './case';
import { ADDRESS_CASES, DEVICE_CASES, INTERFACE_CASES, VRF_CASES } from './fabric-wide';
import { OVERLAY_CASES, UNDERLAY_CASES } from './fabric-half';
import { OPTION_CASES } from './server-options';
import { SURVIVAL_CASES } from './survival';
import { BGP_CASES, PLATFORM_CASES, SERVER_CASES } from './sessions';

/** The cases of every rule of the default pack, by family. */
export const CASES: Readonly<Record<string, readonly RuleCase[]>> = {
  device: DEVICE_CASES,
  vrf: [...VRF_CASES, ...OPTION_CASES.vrf],
  address: ADDRESS_CASES,
  interface: [...INTERFACE_CASES, ...OPTION_CASES.interface],
  bgp: [...BGP_CASES, ...OPTION_CASES.bgp],
  server: [...SERVER_CASES, ...OPTION_CASES.server],
  platform: PLATFORM_CASES,
  underlay: UNDERLAY_CASES,
  overlay: OVERLAY_CASES,
  survival: SURVIVAL_CASES,
};
