/** What `load-configuration` does to a candidate configuration. */
import { type FabricError } from '../../model/fabric-error';
import { malformedConfiguration } from '../errors';
import { Configuration } from '../tree/configuration';
import { loadSet } from './load-set';
import { loadText } from './load-text';
import { loadXml } from './load-xml';
import { parseXml } from '../formats/xml';

export interface LoadRequest {
  /**
   * `merge` adds; `replace` adds, and empties statements marked `replace:` first; `override` and `update` put the content
   * in place of the whole candidate; `set` carries out commands.
   */
  readonly action: 'merge' | 'replace' | 'override' | 'update' | 'set';
  /**
   * `text` is what stands in `<configuration-text>`, `xml` a `<configuration>` element, `set` what stands in
   * `<configuration-set>`. With action `set` the content is commands whatever the format, because NETCONF says `text`.
   */
  readonly format: 'set' | 'text' | 'xml';
  readonly content: string;
  /** What `set` commands do with statements that the schema table does not know. Default: `refuse`. */
  readonly unknown?: 'refuse' | 'keep';
}

export interface LoadResult {
  /** What a device answers with severity `warning`: statements to be deleted or marked that are not there. */
  readonly warnings: readonly FabricError[];
}

/**
 * Loads into `candidate`. An error leaves it as it was (a device keeps what it had understood before the error).
 *
 * @throws an error of the tree, malformedConfiguration, statementExists, notAnOrderedPlace, with the
 *   line or the path in the message and, for unknown statements, the offending word in `word`
 */
export function load(candidate: Configuration, request: LoadRequest): LoadResult {
  const anew = request.action === 'override' || request.action === 'update';
  const loaded = anew ? new Configuration() : candidate.clone();
  const warnings = loadInto(loaded, request);
  for (const child of candidate.root.children) candidate.root.remove(child);
  for (const child of loaded.root.children) candidate.root.adopt(child);
  return { warnings };
}

function loadInto(configuration: Configuration, { action, format, content, unknown }: LoadRequest): FabricError[] {
  if (action === 'set' || format === 'set') {
    if (format === 'xml') throw malformedConfiguration(1, 'set commands come as text, not as XML');
    return loadSet(configuration, content, unknown);
  }
  const obeysReplace = action === 'replace';
  if (format === 'text') return loadText(configuration, content, obeysReplace);
  return loadXml(configuration, parseXml(content), obeysReplace);
}
