import type { InterfaceRow, NumberRange, PortSpeed } from './qfx-model';

const FOUR_CHANNELS: NumberRange = [0, 3];
const EIGHT_CHANNELS: NumberRange = [0, 7];

/** 40 or 100 Gbit/s ports of a fixed switch, which can be broken out into four channels of a quarter of the speed. */
export function uplinks(ports: NumberRange): InterfaceRow[] {
  return portsAndChannels({ fpc: [0, 0], pic: 0, ports });
}

/** 40 Gbit/s ports of a fixed switch, which can be broken out into four channels of 10. */
export function slowUplinks(ports: NumberRange): InterfaceRow[] {
  const place: RowPlace = { fpc: [0, 0], pic: 0, ports };
  return [
    { ...place, type: 'et', speeds: ['40g'] },
    { ...place, type: 'xe', channels: FOUR_CHANNELS, speeds: ['10g'] },
  ];
}

/** Line cards of a QFX10000 chassis. The largest has 66 ports; which card sits where is not known here. */
export function lineCards(fpc: NumberRange): InterfaceRow[] {
  const place: RowPlace = { fpc, pic: 0, ports: [0, 65] };
  return [...portsAndChannels(place), { ...place, type: 'xe', speeds: ['10g'] }];
}

type RowPlace = Pick<InterfaceRow, 'fpc' | 'pic' | 'ports'>;

function portsAndChannels(place: RowPlace): InterfaceRow[] {
  return [
    { ...place, type: 'et', speeds: ['40g', '100g'] },
    { ...place, type: 'xe', channels: FOUR_CHANNELS, speeds: ['10g'] },
    { ...place, type: 'et', channels: FOUR_CHANNELS, speeds: ['25g'] },
  ];
}

const TYPES = { '1g': 'ge', '10g': 'xe', '25g': 'et' } as const;

/** Ports of a fixed switch that take one server each and have no breakout; they are called after the speed of the optic. */
export function serverPorts(ports: NumberRange, speeds: readonly (keyof typeof TYPES)[]): InterfaceRow[] {
  return speeds.map((speed) => ({ type: TYPES[speed], fpc: [0, 0], pic: 0, ports, speeds: [speed] }));
}

const EVOLVED_SPEEDS: readonly PortSpeed[] = ['10g', '25g', '40g', '50g', '100g', '200g', '400g'];

/** Junos OS Evolved calls every port `et`, whatever its speed. */
export function evolvedPorts(fpc: NumberRange, ports: NumberRange): InterfaceRow[] {
  const place: RowPlace = { fpc, pic: 0, ports };
  return [
    { ...place, type: 'et', speeds: EVOLVED_SPEEDS },
    { ...place, type: 'et', channels: EIGHT_CHANNELS, speeds: ['10g', '25g', '50g', '100g'] },
  ];
}
