import type { DeviceIntent } from '../../lib/intent/fabric-intent';
import { customModel } from '../../lib/platform/custom-model';
import type { QfxModelFacts } from '../../lib/platform/qfx-model';
import { qfxModel } from '../../lib/platform/qfx-models';
import type { PropKinds } from '../private/props';
import { FLAG, listOf, OBJECT, objectOf, requireProps, TEXT } from '../private/props';

/** A row of ports that are named alike, by its first and last one. */
export interface QfxPortRow {
  /** First port, for example `et-0/0/0`; where ports are broken out, first channel: `xe-0/0/0:0`. */
  readonly first: string;

  /** Last port, for example `et-0/0/31`, or last channel: `xe-0/0/31:3`. */
  readonly last: string;

  /**
   * Speeds at which the ports have this name, as Junos writes them, for example `100g`.
   * @default - not said
   */
  readonly speeds?: string[];
}

/** For `QfxModel.custom`. */
export interface CustomQfxModelProps {
  /** Name as the device reports it (`show version`), in lower case, for example `qfx5120-48t-6c`. */
  readonly name: string;

  /** The model that it is like; what is not said otherwise is as there. */
  readonly like: QfxModel;

  /**
   * Name as data sheets write it, for messages.
   * @default - the name in capitals
   */
  readonly productName?: string;

  /**
   * All ports, and all channels that ports can be broken out into.
   * @default - those of `like`
   */
  readonly ports?: QfxPortRow[];

  /**
   * Whether it routes VXLAN itself, which a leaf with a VRF must.
   * @default - as `like`
   */
  readonly routesVxlan?: boolean;

  /**
   * Whether type-5 routes need `forwarding-options vxlan-routing overlay-ecmp`.
   * @default - as `like`
   */
  readonly requiresOverlayEcmp?: boolean;

  /**
   * Whether it can have two routing engines.
   * @default - as `like`
   */
  readonly dualRoutingEngine?: boolean;

  /**
   * Whether it runs Junos OS Evolved.
   * @default - as `like`
   */
  readonly evolved?: boolean;

  /**
   * The first Junos release for which you vouch that the design works on this model, for example `20.2R2`; later ones of its
   * train are taken to work too.
   * @default - nobody vouches for any release, which is a warning
   */
  readonly supportedFrom?: string;
}

/** A QFX switch model. */
export class QfxModel {
  /** QFX10002-36Q. */
  static readonly QFX10002_36Q = new QfxModel(qfxModel('qfx10002-36q'));
  /** QFX10002-60C. */
  static readonly QFX10002_60C = new QfxModel(qfxModel('qfx10002-60c'));
  /** QFX10002-72Q. */
  static readonly QFX10002_72Q = new QfxModel(qfxModel('qfx10002-72q'));
  /** QFX10008. */
  static readonly QFX10008 = new QfxModel(qfxModel('qfx10008'));
  /** QFX10016. */
  static readonly QFX10016 = new QfxModel(qfxModel('qfx10016'));
  /** QFX5110-32Q. */
  static readonly QFX5110_32Q = new QfxModel(qfxModel('qfx5110-32q'));
  /** QFX5110-48S. */
  static readonly QFX5110_48S = new QfxModel(qfxModel('qfx5110-48s-4c'));
  /** QFX5120-32C. */
  static readonly QFX5120_32C = new QfxModel(qfxModel('qfx5120-32c'));
  /** QFX5120-48Y. */
  static readonly QFX5120_48Y = new QfxModel(qfxModel('qfx5120-48y-8c'));
  /** QFX5130-32CD, Junos OS Evolved. */
  static readonly QFX5130_32CD = new QfxModel(qfxModel('qfx5130-32cd'));
  /** QFX5700, Junos OS Evolved. */
  static readonly QFX5700 = new QfxModel(qfxModel('qfx5700'));

  /**
   * The model with this name.
   *
   * @param name as the device reports it (`show version`), for example `qfx10002-60c`; letter case does not matter
   * @throws FabricError when the library does not know the model
   */
  static of(name: string): QfxModel {
    return new QfxModel(qfxModel(name.toLowerCase()));
  }

  /**
   * A model that the library does not know, or of which you know better. Its facts go into the manifest.
   * @throws FabricError when a name, port, speed or release is none
   */
  static custom(props: CustomQfxModelProps): QfxModel {
    requireProps(undefined, props, CUSTOM_PROPS);
    props.ports?.forEach((row, i) => {
      requireProps(undefined, row, PORT_ROW_PROPS, `ports[${i}]`);
    });
    return new QfxModel(customModel({ ...props, like: props.like.facts }), true);
  }

  /** As the device reports it, in lower case. */
  readonly name: string;
  private readonly facts: QfxModelFacts;
  private readonly isCustom: boolean;

  private constructor(facts: QfxModelFacts, isCustom = false) {
    this.name = facts.name;
    this.facts = facts;
    this.isCustom = isCustom;
  }

  /** @internal */
  _intent(): Pick<DeviceIntent, 'model' | 'modelFacts'> {
    return this.isCustom ? { model: this.name, modelFacts: this.facts } : { model: this.name };
  }
}

const PORT_ROW_PROPS: PropKinds<QfxPortRow> = {
  required: { first: TEXT, last: TEXT },
  optional: { speeds: listOf(TEXT) },
};

const CUSTOM_PROPS: PropKinds<CustomQfxModelProps> = {
  required: { name: TEXT, like: objectOf(QfxModel, 'QfxModel.QFX5120_48Y') },
  optional: {
    productName: TEXT,
    ports: listOf(OBJECT),
    routesVxlan: FLAG,
    requiresOverlayEcmp: FLAG,
    dualRoutingEngine: FLAG,
    evolved: FLAG,
    supportedFrom: TEXT,
  },
};
