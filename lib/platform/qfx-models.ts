import { unknownModel } from '../errors';
import type { NumberRange, PortRange, QfxModel } from './qfx-model';

/**
 * The QFX models that the library knows, one entry a model, by name.
 *
 * Where the facts come from: the guide names the QFX10000 line as leaves of a routed overlay, and QFX10002-60C and
 * QFX5120-32C for this design; that QFX5110 and QFX5120 need `overlay-ecmp` is in Juniper's documentation of that
 * statement; ports of QFX5110, QFX5120, QFX5130 and QFX5700 are those of Juniper's validated designs; ports of the
 * other models follow from their names, and that QFX5100 and QFX5200 do not route VXLAN is remembered, not quoted.
 * Names are those of "show version"; a device that reports another name is refused before anything is touched.
 */
export const QFX_MODELS: readonly QfxModel[] = [
  qfx10000({ name: 'qfx10002-36q', productName: 'QFX10002-36Q', ports: [fixedPorts([0, 35])] }),
  qfx10000({ name: 'qfx10002-60c', productName: 'QFX10002-60C', ports: [fixedPorts([0, 59])] }),
  qfx10000({ name: 'qfx10002-72q', productName: 'QFX10002-72Q', ports: [fixedPorts([0, 71])] }),
  qfx10000({ name: 'qfx10008', productName: 'QFX10008', ports: [lineCards([0, 7])], dualRoutingEngine: true }),
  qfx10000({ name: 'qfx10016', productName: 'QFX10016', ports: [lineCards([0, 15])], dualRoutingEngine: true }),
  withoutVxlanRouting({
    name: 'qfx5100-48s-6q',
    productName: 'QFX5100-48S',
    ports: [serverPorts([0, 47], ['xe', 'ge']), fixedPorts([48, 53])],
  }),
  qfx5000({ name: 'qfx5110-32q', productName: 'QFX5110-32Q', ports: [fixedPorts([0, 31])] }),
  qfx5000({
    name: 'qfx5110-48s-4c',
    productName: 'QFX5110-48S',
    ports: [serverPorts([0, 47], ['xe', 'ge']), fixedPorts([48, 51])],
  }),
  qfx5000({
    name: 'qfx5120-32c',
    productName: 'QFX5120-32C',
    ports: [fixedPorts([0, 31]), serverPorts([32, 33], ['xe'])],
  }),
  qfx5000({
    name: 'qfx5120-48y-8c',
    productName: 'QFX5120-48Y',
    ports: [serverPorts([0, 47], ['et', 'xe', 'ge']), fixedPorts([48, 55])],
  }),
  evolved({ name: 'qfx5130-32cd', productName: 'QFX5130-32CD', ports: [evolvedPorts([0, 0], [0, 33])] }),
  withoutVxlanRouting({ name: 'qfx5200-32c-32q', productName: 'QFX5200-32C', ports: [fixedPorts([0, 31])] }),
  evolved({ name: 'qfx5700', productName: 'QFX5700', ports: [evolvedPorts([0, 7], [0, 19])] }),
];

/**
 * The facts of a model.
 *
 * @param name as the device reports it, in lower case, for example `qfx10002-60c`.
 * @throws FabricError when the library does not know the model; the message names those it knows.
 */
export function qfxModel(name: string): QfxModel {
  const model = QFX_MODELS.find((known) => known.name === name);
  if (model === undefined)
    throw unknownModel(
      name,
      QFX_MODELS.map((known) => known.name),
    );
  return model;
}

type Identity = Pick<QfxModel, 'name' | 'productName' | 'ports'>;

function qfx10000(facts: Identity & { readonly dualRoutingEngine?: boolean }): QfxModel {
  return { routesVxlan: true, requiresOverlayEcmp: false, dualRoutingEngine: false, evolved: false, ...facts };
}

function qfx5000(facts: Identity): QfxModel {
  return { routesVxlan: true, requiresOverlayEcmp: true, dualRoutingEngine: false, evolved: false, ...facts };
}

function withoutVxlanRouting(facts: Identity): QfxModel {
  return { routesVxlan: false, requiresOverlayEcmp: false, dualRoutingEngine: false, evolved: false, ...facts };
}

function evolved(facts: Identity): QfxModel {
  return { routesVxlan: true, requiresOverlayEcmp: false, dualRoutingEngine: false, evolved: true, ...facts };
}

/** 40 or 100 Gbit/s ports of a fixed switch: `et`, and after breakout `xe` (10 Gbit/s) or `et` channels. */
function fixedPorts(ports: NumberRange): PortRange {
  return { fpc: [0, 0], pic: 0, ports, types: ['et'], channelTypes: ['et', 'xe'] };
}

/** Ports of a fixed switch that take one server each and have no breakout. */
function serverPorts(ports: NumberRange, types: PortRange['types']): PortRange {
  return { fpc: [0, 0], pic: 0, ports, types, channelTypes: [] };
}

/** Line cards of a QFX10000 chassis. The largest has 66 ports; which card sits where is not known here. */
function lineCards(fpc: NumberRange): PortRange {
  return { fpc, pic: 0, ports: [0, 65], types: ['et', 'xe'], channelTypes: ['et', 'xe'] };
}

/** Junos OS Evolved calls every port `et`, whatever its speed. */
function evolvedPorts(fpc: NumberRange, ports: NumberRange): PortRange {
  return { fpc, pic: 0, ports, types: ['et'], channelTypes: ['et'] };
}
