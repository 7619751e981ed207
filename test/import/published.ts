import seed from '../support/seed.cjs';

/** A line that lacks its semicolon as it was published, and the same with it. */
export const UNFINISHED = [/cak "secret" ## SECRET-DATA/, 'cak "secret"; ## SECRET-DATA'] as const;

/** What a device is taken for whose configuration does not say it. */
export const MODEL = 'qfx5120-48y-8c';

/** Of as many things the gate takes one, another every day; `IMPORTS=full` takes all. */
export function sampleOf<T>(things: readonly T[], share: number): T[] {
  return things.filter((_, i) => process.env.IMPORTS === 'full' || i % share === seed % share);
}
