import type { Answer } from './observation';

/** Whether a check holds, and what was seen. */
export interface Verdict {
  readonly holds: boolean;
  /** What the device shows, in Junos' words. */
  readonly seen: string;
}

/** Judges by `judgement` when the device answered, else says why it did not. */
export function whenAnswered<T>(answer: Answer<T>, judgement: (value: T) => Verdict): Verdict {
  return 'refusal' in answer ? { holds: false, seen: answer.refusal } : judgement(answer.value);
}
