import type { XmlElement } from '../junos/formats/xml';
import { child, descendants, textOf } from '../junos/formats/xml';

/** What a commit reply has to say of every routing engine. */
export type CommitVerdict = 'commit-success' | 'commit-check-success';

/**
 * Why a commit reply without errors still proves nothing, or undefined when it does prove success.
 *
 * Where routing engines are named, each of them must report success (a synchronized commit names one twice: checked,
 * then committed). Where none is named, `<ok/>` is all that the device says, as with `rfc-compliant`.
 */
export function commitDoubt(reply: XmlElement, verdict: CommitVerdict): string | undefined {
  const engines = descendants(reply, 'routing-engine');
  if (engines.length === 0) {
    const isSaid = [verdict, 'ok'].some((name) => descendants(reply, name).length > 0);
    return isSaid ? undefined : `it does not say <${verdict}/> or <ok/>`;
  }
  const silent = engines.map((engine) => nameOf(engine)).filter((name) => !succeeds(engines, name, verdict));
  const names = [...new Set(silent)];
  return names.length === 0 ? undefined : `it does not say <${verdict}/> for ${names.join(' and ')}`;
}

function succeeds(engines: readonly XmlElement[], name: string, verdict: CommitVerdict): boolean {
  return engines.some((engine) => nameOf(engine) === name && child(engine, verdict) !== undefined);
}

function nameOf(engine: XmlElement): string {
  return textOf(engine, 'name') ?? 'a routing engine';
}
