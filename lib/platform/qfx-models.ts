import { unknownModel } from './errors';
import { evolvedPorts, lineCards, serverPorts, slowUplinks, uplinks } from './port-rows';
import type { QfxModelFacts } from './qfx-model';

/** For the two models that the guide names for this design. */
const GUIDE = '19.1R2';
/** For every other device of the guide's reference design. */
const REFERENCE = '17.3R3-S1';

/**
 * The QFX models that the library knows, one entry a model, by name.
 *
 * Where the facts come from: the guide names the QFX10000 line as leaves of a routed overlay, and QFX10002-60C and
 * QFX5120-32C for this design, from 19.1R2, with every other device of its reference design from 17.3R3-S1; that QFX5110
 * and QFX5120 need `overlay-ecmp` is in Juniper's documentation of that statement; ports of QFX5110, QFX5120, QFX5130 and
 * QFX5700 are those of Juniper's validated designs; ports of the other models, and the speeds, follow from their names.
 * Which models are in the reference design beside the two, and that QFX5100, QFX5200 and QFX5210 do not route VXLAN by
 * themselves, is remembered, not quoted. Not every port can be broken out, and on QFX10002-36Q and -72Q a port at
 * 100 Gbit/s takes two neighbors out of use: the device knows, this table does not. Names are those of "show version"; a
 * device that reports another name is refused before anything is touched.
 */
export const QFX_MODELS: readonly QfxModelFacts[] = [
  qfx10000({ name: 'qfx10002-36q', productName: 'QFX10002-36Q', ports: uplinks([0, 35]), statedFrom: REFERENCE }),
  qfx10000({ name: 'qfx10002-60c', productName: 'QFX10002-60C', ports: uplinks([0, 59]), statedFrom: GUIDE }),
  qfx10000({ name: 'qfx10002-72q', productName: 'QFX10002-72Q', ports: uplinks([0, 71]), statedFrom: REFERENCE }),
  qfx10000({
    name: 'qfx10008',
    productName: 'QFX10008',
    ports: lineCards([0, 7]),
    dualRoutingEngine: true,
    statedFrom: REFERENCE,
  }),
  qfx10000({
    name: 'qfx10016',
    productName: 'QFX10016',
    ports: lineCards([0, 15]),
    dualRoutingEngine: true,
    statedFrom: REFERENCE,
  }),
  withoutVxlanRouting({
    name: 'qfx5100-48s-6q',
    productName: 'QFX5100-48S',
    ports: [...serverPorts([0, 47], ['10g', '1g']), ...slowUplinks([48, 53])],
    statedFrom: REFERENCE,
  }),
  qfx5000({ name: 'qfx5110-32q', productName: 'QFX5110-32Q', ports: uplinks([0, 31]), statedFrom: REFERENCE }),
  qfx5000({
    name: 'qfx5110-48s-4c',
    productName: 'QFX5110-48S',
    ports: [...serverPorts([0, 47], ['10g', '1g']), ...uplinks([48, 51])],
    statedFrom: REFERENCE,
  }),
  qfx5000({
    name: 'qfx5120-32c',
    productName: 'QFX5120-32C',
    ports: [...uplinks([0, 31]), ...serverPorts([32, 33], ['10g'])],
    statedFrom: GUIDE,
  }),
  qfx5000({
    name: 'qfx5120-48y-8c',
    productName: 'QFX5120-48Y',
    ports: [...serverPorts([0, 47], ['25g', '10g', '1g']), ...uplinks([48, 55])],
    statedFrom: REFERENCE,
  }),
  evolved({ name: 'qfx5130-32cd', productName: 'QFX5130-32CD', ports: evolvedPorts([0, 0], [0, 33]) }),
  withoutVxlanRouting({
    name: 'qfx5200-32c-32q',
    productName: 'QFX5200-32C',
    ports: uplinks([0, 31]),
    statedFrom: REFERENCE,
  }),
  withoutVxlanRouting({
    name: 'qfx5210-64c',
    productName: 'QFX5210-64C',
    ports: uplinks([0, 63]),
    statedFrom: REFERENCE,
  }),
  evolved({ name: 'qfx5700', productName: 'QFX5700', ports: evolvedPorts([0, 7], [0, 19]) }),
];

/**
 * The facts of a model.
 *
 * @param name as the device reports it, in lower case, for example `qfx10002-60c`.
 * @throws FabricError when the library does not know the model; the message names those it knows.
 */
export function qfxModel(name: string): QfxModelFacts {
  const model = knownQfxModel(name);
  if (model === undefined)
    throw unknownModel(
      name,
      QFX_MODELS.map((known) => known.name),
    );
  return model;
}

/** The facts of a model that may be none the library knows. */
export function knownQfxModel(name: string): QfxModelFacts | undefined {
  return QFX_MODELS.find((known) => known.name === name);
}

/** A device as far as its model is concerned. */
export interface DeviceOfModel {
  readonly model: string;
  /** Facts that the user gave, in place of the library's own. */
  readonly modelFacts?: QfxModelFacts;
}

/**
 * The facts of a device's model: those the user gave, else the library's.
 *
 * @throws FabricError as `qfxModel`
 */
export function modelOf({ model, modelFacts }: DeviceOfModel): QfxModelFacts {
  return modelFacts ?? qfxModel(model);
}

type Identity = Pick<QfxModelFacts, 'name' | 'productName' | 'ports' | 'statedFrom'>;

function qfx10000(facts: Identity & Partial<Pick<QfxModelFacts, 'dualRoutingEngine'>>): QfxModelFacts {
  return {
    series: 'QFX10000',
    routesVxlan: true,
    requiresOverlayEcmp: false,
    dualRoutingEngine: false,
    evolved: false,
    ...facts,
  };
}

function qfx5000(facts: Identity): QfxModelFacts {
  return {
    series: 'QFX5000',
    routesVxlan: true,
    requiresOverlayEcmp: true,
    dualRoutingEngine: false,
    evolved: false,
    ...facts,
  };
}

function withoutVxlanRouting(facts: Identity): QfxModelFacts {
  return {
    series: 'QFX5000',
    routesVxlan: false,
    requiresOverlayEcmp: false,
    dualRoutingEngine: false,
    evolved: false,
    ...facts,
  };
}

function evolved(facts: Identity): QfxModelFacts {
  return {
    series: 'QFX5000',
    routesVxlan: true,
    requiresOverlayEcmp: false,
    dualRoutingEngine: false,
    evolved: true,
    ...facts,
  };
}
