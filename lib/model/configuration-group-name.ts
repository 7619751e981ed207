import { invalidConfigurationGroupName, reservedConfigurationGroupName } from './errors';

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,62}$/;
const BASE_SUFFIX = '-base';
const ADOPTED_SUFFIX = '-adopted';
const RESERVED = /^(re[01]|node.*|member.*|global|top|junos-.*)$/;

/** Name of the configuration group that a fabric owns on its devices, for example `dc1`. */
export class ConfigurationGroupName {
  /**
   * Reads a group name: a letter, then letters, digits, `_` and `-`, 63 characters at most. Names that Junos or other
   * controllers give meaning to are refused: `re0`, `re1`, `node*`, `member*`, `global`, `top`, `junos-*`; so is a name
   * that ends in `-base` or `-adopted`, since the groups of device-wide statements and of what was adopted are called so.
   *
   * @throws FabricError when it is no such name or a reserved one.
   */
  static parse(text: string): ConfigurationGroupName {
    const isForAnotherGroup = [BASE_SUFFIX, ADOPTED_SUFFIX].some((suffix) => text.endsWith(suffix));
    if (RESERVED.test(text) || isForAnotherGroup) throw reservedConfigurationGroupName(text);
    if (!NAME.test(text)) throw invalidConfigurationGroupName(text);
    return new ConfigurationGroupName(text);
  }

  private readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /** The second group, for device-wide statements that the fabric configures: `<name>-base`. */
  get base(): string {
    return `${this.text}${BASE_SUFFIX}`;
  }

  toString(): string {
    return this.text;
  }
}
