import type { Port, Unit } from '../../../routing-model/ports';
import type { DatabaseProblem } from '../refusal';
import type { CandidateView } from './candidate-view';
import { problem, repeated } from './candidate-view';
import { LARGEST_MTU, LEAST_MTU } from '../../../model/junos-defaults';

const ETHERNET = /^(et|xe|ge|ae)[-\d]/;

/** Tagging and unit numbers of Ethernet ports. */
export function units({ ports }: CandidateView): DatabaseProblem[] {
  return ports.filter(({ name }) => ETHERNET.test(name)).flatMap((port) => [...tagging(port), ...repeatedVlans(port)]);
}

function tagging(port: Port): DatabaseProblem[] {
  return [...nativeVlan(port), ...port.units.flatMap((unit) => unitProblem(port, unit))];
}

function unitProblem(port: Port, unit: Unit): DatabaseProblem[] {
  const refuse = (message: string) => [problem(`interfaces ${port.name}`, `unit ${unit.unit}`, message)];
  const routed = unit.families.includes('inet') || unit.families.includes('inet6') || unit.families.length === 0;
  if (port.tagging === undefined && unit.vlanId !== undefined) {
    return refuse('VLAN-ID can only be specified on tagged ethernet interfaces');
  }
  if (port.tagging === undefined && unit.unit !== '0') return refuse('Only unit 0 is valid for this encapsulation');
  if (port.tagging !== undefined && unit.vlanId === undefined && routed) {
    return refuse('VLAN-ID must be specified on tagged ethernet interfaces');
  }
  return [];
}

function nativeVlan(port: Port): DatabaseProblem[] {
  if (port.nativeVlanId === undefined || port.tagging === 'flexible-vlan-tagging') return [];
  if (port.units.some(({ interfaceMode }) => interfaceMode === 'trunk')) return [];
  const message = 'native-vlan-id can be specified with flexible-vlan-tagging mode or with interface-mode trunk';
  return [problem(`interfaces ${port.name}`, 'native-vlan-id', message)];
}

/** One VLAN on two units of a port. The device's own text is not known. */
function repeatedVlans(port: Port): DatabaseProblem[] {
  return repeated(port.units, ({ vlanId }) => (vlanId === undefined ? undefined : String(vlanId))).map((same) =>
    problem(
      `interfaces ${port.name}`,
      `unit ${same[1]?.unit ?? ''}`,
      `duplicate VLAN-ID ${same[0]?.vlanId ?? ''} on interface ${port.name}`,
    ),
  );
}

/** MTU of Ethernet ports, layer-2 header included. */
export function interfaceMtu({ ports }: CandidateView): DatabaseProblem[] {
  return ports
    .filter(({ name, mtu }) => ETHERNET.test(name) && mtu !== undefined)
    .filter(({ mtu }) => Number(mtu) < LEAST_MTU || Number(mtu) > LARGEST_MTU)
    .map(({ name, mtu = '' }) =>
      problem(`interfaces ${name}`, 'mtu', `Value ${mtu} is not within range (${LEAST_MTU}..${LARGEST_MTU})`),
    );
}
