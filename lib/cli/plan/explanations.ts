import type { DisruptiveStatement } from '../../rollout/plan/impact/device-disruption';

/** Why statements disrupt what they do: each reason once, by the number that is said in its place. */
export class Explanations {
  private readonly numbers = new Map<string, number>();

  /** What stands for the reason of a statement: `[1]`. */
  markOf({ provenance, source, why }: DisruptiveStatement): string {
    const reason = `${why} (${provenance}: ${source})`;
    const number = this.numbers.get(reason) ?? this.numbers.size + 1;
    this.numbers.set(reason, number);
    return `[${number}]`;
  }

  /** Every reason that was asked for, behind its mark. */
  lines(): string[] {
    return [...this.numbers].map(([reason, number]) => `[${number}] ${reason}`);
  }
}
