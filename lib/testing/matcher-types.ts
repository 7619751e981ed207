import type { RulePack } from '../rules/rule-pack';

/** What can fail. `session` is any BGP session; `link` any cable, to servers and between devices. */
export type FailureKindName = 'leaf' | 'spine' | 'link' | 'session' | 'failureDomain';

/** How much must be left. */
export interface SurvivalOptions {
  /**
   * Paths that every other device must have left.
   * @default 1
   */
  readonly paths?: number;
}

/** Which way is asked about. */
export interface PathQuery {
  /** The device that looks: its construct, template or host name. */
  readonly from: unknown;
  /** A prefix that a server announces. */
  readonly to: string;
  /**
   * What has failed: names of devices, or of links and sessions as failure messages write them (`link leaf10–spine1`).
   * @default - nothing
   */
  readonly without?: readonly string[];
  /**
   * The VRF, where several have the prefix.
   * @default - the only one
   */
  readonly vrf?: string;
}

/** Set lines, one a line of the text or one an element; or what the whole configuration has to be. */
export type ExpectedJunos =
  | string
  | readonly string[]
  /** These set lines and no others. */
  | { readonly exactly: string | readonly string[] }
  /** A file with set lines (`.set`) or curly text (`.conf`). `UPDATE_GOLDEN=1` in the environment writes it. */
  | { readonly golden: string };

/** The matchers, as they are called on `expect(…)`. */
export interface FabricMatchers<R = void> {
  /**
   * A server, or every server of a fabric, keeps its paths whichever one of a kind fails.
   *
   *     expect(server).toSurviveAnySingle('leaf');
   */
  toSurviveAnySingle(kind: FailureKindName, options?: SurvivalOptions): R;

  /** So many leaves announce each prefix of a server in the fabric. */
  toHaveHomes(count: number): R;

  /** A device uses so many paths to a prefix at the same time. Devices that have the server themselves use their own link. */
  toHaveEqualPaths(query: PathQuery, count: number): R;

  /** A device gets these configuration lines. */
  toRenderJunos(expected: ExpectedJunos): R;

  /** No rule finds anything in a fabric that nobody has acknowledged: no error, and no warning. */
  toPassRules(pack?: RulePack): R;
}
