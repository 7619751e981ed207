import { qfxModel } from '../lib/platform/qfx-models';

/** A QFX switch model. */
export class QfxModel {
  /** QFX10002-36Q. */
  static readonly QFX10002_36Q = new QfxModel('qfx10002-36q');
  /** QFX10002-60C. */
  static readonly QFX10002_60C = new QfxModel('qfx10002-60c');
  /** QFX10002-72Q. */
  static readonly QFX10002_72Q = new QfxModel('qfx10002-72q');
  /** QFX10008. */
  static readonly QFX10008 = new QfxModel('qfx10008');
  /** QFX10016. */
  static readonly QFX10016 = new QfxModel('qfx10016');
  /** QFX5110-32Q. */
  static readonly QFX5110_32Q = new QfxModel('qfx5110-32q');
  /** QFX5110-48S. */
  static readonly QFX5110_48S = new QfxModel('qfx5110-48s-4c');
  /** QFX5120-32C. */
  static readonly QFX5120_32C = new QfxModel('qfx5120-32c');
  /** QFX5120-48Y. */
  static readonly QFX5120_48Y = new QfxModel('qfx5120-48y-8c');
  /** QFX5130-32CD, Junos OS Evolved. */
  static readonly QFX5130_32CD = new QfxModel('qfx5130-32cd');
  /** QFX5700, Junos OS Evolved. */
  static readonly QFX5700 = new QfxModel('qfx5700');

  /**
   * The model with this name.
   *
   * @param name as the device reports it (`show version`), for example `qfx10002-60c`; letter case does not matter
   * @throws FabricError when the library does not know the model
   */
  static of(name: string): QfxModel {
    return new QfxModel(qfxModel(name.toLowerCase()).name);
  }

  /** As the device reports it, in lower case. */
  readonly name: string;

  private constructor(name: string) {
    this.name = name;
  }
}
