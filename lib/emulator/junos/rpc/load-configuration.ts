/** `load-configuration`, and the standard `edit-config` and `copy-config`. */
import { createHash } from 'node:crypto';
import { FabricError } from '../../../model/fabric-error';
import type { Configuration } from '../../../junos/tree/configuration';
import { load } from '../../../junos/load/load';
import { secretLeaves } from '../../../junos/tree/secret-leaves';
import type { XmlElement } from '../../../junos/formats/xml';
import { child } from '../../../junos/formats/xml';
import { JunosRelease } from '../../../model/junos-release';
import type { DatabaseProblem } from '../refusal';
import { Refusal, rpcErrors } from '../refusal';
import { refusedValues } from '../refused-values';
import { statementsUnknownTo } from '../release-schema';
import { element, empty, serialize } from '../xml-text';
import type { RpcContext } from './context';
import { argument, has, notEmulated, number, syntaxError, warnings } from './context';

type LoadRequest = Parameters<typeof load>[1];
type LoadAction = LoadRequest['action'];

/** What `action` of a load can be; Junos' `update` ends in the same configuration as `override`. */
const ACTIONS: Readonly<Record<string, LoadAction>> = {
  merge: 'merge',
  replace: 'replace',
  override: 'override',
  update: 'override',
  set: 'set',
};

/** `load-configuration`: set lines, text or XML, or an earlier commit. */
export function answerLoadConfiguration(context: RpcContext): string {
  const { operation, device, actor } = context;
  const { rollback, url, rescue } = operation.attributes;
  if (rollback !== undefined) {
    device.database.loadRollback(actor, number(rollback, 'rollback', 0, 49));
    return element('load-configuration-results', [warnings(context), empty('ok')]);
  }
  if (url !== undefined) throw syntaxError('url');
  if (rescue !== undefined) throw new Refusal({ message: 'rescue configuration does not exist' });
  const problems = loadInto(context, requestOf(operation));
  return element('load-configuration-results', [warnings(context), rpcErrors(problems), empty('ok')]);
}

/** The standard `edit-config` of the candidate. */
export function editConfig(context: RpcContext): string {
  const { operation } = context;
  const target = child(operation, 'target');
  if (target === undefined || !has(target, 'candidate')) {
    throw new Refusal({ tag: 'invalid-value', message: 'only the candidate can be the target', badElement: 'target' });
  }
  const action = argument(operation, 'default-operation') ?? 'merge';
  const problems = loadInto(context, { ...contentOf(operation), action: editAction(action) });
  if (problems.some(isError)) throw new Refusal(...problems);
  return answered(context, problems);
}

/** The standard `copy-config` into the candidate: replaces it whole. */
export function copyConfig(context: RpcContext): string {
  const { operation, device, actor } = context;
  const source = child(operation, 'source');
  if (source !== undefined && has(source, 'running')) {
    device.database.discard(actor);
    return answered(context);
  }
  const problems = loadInto(context, { ...contentOf(source ?? operation), action: 'override' });
  if (problems.some(isError)) throw new Refusal(...problems);
  return answered(context);
}

function answered(context: RpcContext, problems: readonly DatabaseProblem[] = []): string {
  return `${warnings(context)}${rpcErrors(problems)}${empty('ok')}`;
}

function requestOf(operation: XmlElement): LoadRequest {
  const { action = 'merge', format } = operation.attributes;
  if (format === 'json') throw notEmulated('a load of JSON', format);
  const known = ACTIONS[action];
  if (known === undefined) throw syntaxError(action);
  const set = child(operation, 'configuration-set');
  if (set !== undefined) return { action: 'set', format: 'set', content: set.text };
  if (known === 'set') throw syntaxError('configuration-set');
  const text = child(operation, 'configuration-text');
  if (text !== undefined) return { action: known, format: 'text', content: text.text };
  const xml = child(operation, 'configuration');
  if (xml === undefined) throw syntaxError(format ?? 'configuration');
  return { action: known, format: 'xml', content: serialize(xml) };
}

function contentOf(operation: XmlElement): Pick<LoadRequest, 'format' | 'content'> {
  const text = child(child(operation, 'config-text') ?? operation, 'configuration-text');
  if (text !== undefined) return { format: 'text', content: text.text };
  const config = child(operation, 'config');
  const xml = config === undefined ? undefined : child(config, 'configuration');
  if (xml === undefined)
    throw new Refusal({ tag: 'missing-element', message: 'missing element', badElement: 'config' });
  return { format: 'xml', content: serialize(xml) };
}

function editAction(defaultOperation: string): LoadAction {
  if (defaultOperation === 'merge' || defaultOperation === 'none') return 'merge';
  if (defaultOperation === 'replace') return 'override';
  throw syntaxError(defaultOperation);
}

/** What a load has made of a candidate. */
interface Loaded {
  /** All of the request and the release that it was made for, as a digest: the text is large, and held as long as the candidate. */
  readonly asked: string;
  readonly candidate: Configuration;
  readonly problems: readonly DatabaseProblem[];
}

/** The last load into a candidate: what is staged is loaded once more when it is committed. */
const lastLoads = new WeakMap<Configuration, Loaded>();

/** Loads, and says what was wrong. */
function loadInto({ device, actor }: RpcContext, asked: LoadRequest): readonly DatabaseProblem[] {
  const { database, junos, unknownStatements: unknown } = device;
  const request = { ...asked, unknown };
  const before = database.candidate;
  const last = lastLoads.get(before);
  const digest = digestOf(request, junos);
  if (last?.asked === digest) {
    database.replaceCandidate(actor, last.candidate);
    return last.problems;
  }
  const problems = database.edit(actor, (candidate) => loadLeniently(candidate, request, junos));
  const { candidate } = database;
  // Junos encodes a secret differently each time it is loaded.
  if (secretLeaves(candidate).length === 0) lastLoads.set(before, { asked: digest, candidate, problems });
  return problems;
}

function digestOf({ action, content, format, unknown }: LoadRequest, junos: string): string {
  return createHash('sha256')
    .update(JSON.stringify([junos, action, format, unknown, content]))
    .digest('base64');
}

/** Good lines among bad ones are loaded, as Junos does with set lines. */
function loadLeniently(candidate: Configuration, request: LoadRequest, junos: string): DatabaseProblem[] {
  const problems = problemsOfLoading(candidate, request, junos);
  if (request.format !== 'set' || !problems.some(isError)) return problems;
  return request.content
    .split('\n')
    .flatMap((content) => problemsOfLoading(candidate, { ...request, action: 'set', content }, junos));
}

function problemsOfLoading(candidate: Configuration, request: LoadRequest, release: string): DatabaseProblem[] {
  try {
    const trial = candidate.clone();
    load(trial, request);
    const unknown = statementsUnknownTo(JunosRelease.parse(release), trial.root);
    if (unknown.length > 0) return unknown.map((words) => ({ message: 'syntax error', badElement: words.at(-1) }));
    const refused = refusedValues(candidate, trial);
    if (refused.length > 0) return refused;
    return load(candidate, request).warnings.map(({ word }) => ({
      severity: 'warning',
      message: 'statement not found',
      badElement: word,
    }));
  } catch (error) {
    if (!FabricError.isFabricError(error)) throw error;
    const problem = { message: 'syntax error', badElement: badElement(error, request), path: '[edit]' };
    return request.format === 'text' ? [problem, RECOVERY] : [problem];
  }
}

/** What the parser of text says behind every error, of what it passes over. */
const RECOVERY: DatabaseProblem = {
  message: 'error recovery ignores input until this point',
  badElement: '}',
  path: '[edit]',
};

function isError({ severity }: DatabaseProblem): boolean {
  return severity !== 'warning';
}

/** The word that the reader stumbled over, where it says so; otherwise what was to be loaded. */
function badElement(error: FabricError, request: LoadRequest): string {
  return error.word ?? request.content.trim().split('\n')[0] ?? '';
}
