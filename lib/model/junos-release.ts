import { invalidJunosRelease } from './errors';

/** How the release was built: R (with service releases), X branch, or F, B, I. */
export type ReleaseKind = 'R' | 'X' | 'F' | 'B' | 'I';

const PATTERN = /^(\d{1,2})\.(\d{1,2})(?:R(\d+)(?:-S(\d+))?|X(\d+)-D(\d+)|([FBI])(\d+))(?:\.(\d+))?(-EVO)?$/;

/** A Junos release such as `19.1R2` or `17.3R3-S1.5`, ordered by number, never as text. */
export class JunosRelease {
  /** @throws FabricError when the text is no release. */
  static parse(text: string): JunosRelease {
    const match = PATTERN.exec(text);
    if (match === null) throw invalidJunosRelease(text);
    return new JunosRelease(text, match);
  }

  readonly major: number;
  readonly minor: number;
  readonly kind: ReleaseKind;
  /** Number after R, X, F, B or I. */
  readonly build: number;
  /** Number after -S (R releases) or -D (X branches); 0 when there is none. */
  readonly service: number;
  /** Spin of the image, the last number; 0 when there is none. */
  readonly spin: number;
  /** Junos OS Evolved, which is a family of its own. */
  readonly evolved: boolean;

  private readonly text: string;

  private constructor(text: string, match: RegExpExecArray) {
    const [, major, minor, r, s, x, d, letter, other, spin, evo] = match;
    this.text = text;
    this.major = Number(major);
    this.minor = Number(minor);
    this.kind = kindOf(r, x, letter);
    this.build = Number(r ?? x ?? other);
    this.service = Number(s ?? d ?? 0);
    this.spin = Number(spin ?? 0);
    this.evolved = evo !== undefined;
  }

  /** Release train, for example `19.1`. */
  get train(): string {
    return `${this.major}.${this.minor}`;
  }

  /**
   * Order of two releases: negative when this one is older, 0 when equal, `undefined` when there is no order (an X
   * branch against an R release of the same train, or Junos against Junos Evolved). Spins are compared last; for support
   * checks leave them out by parsing releases without spin.
   */
  compare(other: JunosRelease): number | undefined {
    if (this.evolved !== other.evolved) return undefined;
    const byTrain = this.major - other.major || this.minor - other.minor;
    if (byTrain !== 0) return byTrain;
    if (this.kind !== other.kind) return undefined;
    return this.build - other.build || this.service - other.service || this.spin - other.spin;
  }

  /** Canonical text, which is the only one that is read. */
  toString(): string {
    return this.text;
  }
}

function kindOf(r: string | undefined, x: string | undefined, letter: string | undefined): ReleaseKind {
  if (r !== undefined) return 'R';
  return x === undefined ? (letter as ReleaseKind) : 'X';
}
