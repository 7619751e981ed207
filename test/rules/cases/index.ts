import type { RuleCase } from './case';
import { ADDRESS_CASES, DEVICE_CASES, INTERFACE_CASES, VRF_CASES } from './fabric-wide';
import { BGP_CASES, PLATFORM_CASES, SERVER_CASES } from './sessions';

/** The cases of every rule of the default pack, by family. */
export const CASES: Readonly<Record<string, readonly RuleCase[]>> = {
  device: DEVICE_CASES,
  vrf: VRF_CASES,
  address: ADDRESS_CASES,
  interface: INTERFACE_CASES,
  bgp: BGP_CASES,
  server: SERVER_CASES,
  platform: PLATFORM_CASES,
};
