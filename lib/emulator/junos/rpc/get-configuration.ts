/** `get-configuration`, and the standard `get-config`. */
import type { Configuration } from '../../../junos/tree/configuration';
import { diff } from '../../../junos/diff/diff';
import type { XmlElement } from '../../../junos/formats/xml';
import { child, parseXml } from '../../../junos/formats/xml';
import { readXml } from '../../../junos/formats/xml-reader';
import { inheritedBy } from '../inherited';
import { Refusal } from '../refusal';
import { dateTime, epochSeconds } from '../time-text';
import { element, leaf, serialize } from '../xml-text';
import { configurationAs } from './configuration-text';
import type { RpcContext } from './context';
import { has, notEmulated, number } from './context';
import { select } from './subtree-filter';

/** Namespace of a configuration in a reply. */
const CONFIGURATION_NAMESPACE = 'http://xml.juniper.net/xnm/1.1/xnm';

/** `get-configuration` with `database`, `format`, `compare` and `rollback`, `inherit`, `groups`, `interface-ranges`. */
export function answerGetConfiguration(context: RpcContext): string {
  const { operation, device } = context;
  const { attributes } = operation;
  if (attributes.compare !== undefined) return compare(context);
  const committed = attributes.database === 'committed';
  const stored = committed ? device.database.committed : device.database.candidate;
  const inherited = 'inherit' in attributes ? inheritedBy(device, stored) : stored;
  const format = attributes.format ?? 'xml';
  const filter = child(operation, 'configuration');
  const withSources = 'groups' in attributes || 'interface-ranges' in attributes;
  if (format !== 'xml') return configurationAs(filtered(inherited, filter), format);
  return configurationXml(context, inherited, filter, committed, withSources);
}

/** The standard `get-config` of the candidate or of what runs. */
export function getConfig(context: RpcContext): string {
  const { operation, device } = context;
  const source = child(operation, 'source');
  const candidate = source !== undefined && has(source, 'candidate');
  const filter = child(operation, 'filter');
  if (filter?.attributes.type === 'xpath') {
    throw new Refusal({ tag: 'operation-not-supported', message: 'xpath filters are not supported' });
  }
  const stored = candidate ? device.database.candidate : device.database.committed;
  const subtree = filter === undefined ? undefined : (child(filter, 'configuration') ?? filter);
  return element('data', [configurationXml(context, stored, subtree, !candidate, false)]);
}

/** The standard `get`: of the state of a device only its configuration is in the data that it answers with. */
export function get(context: RpcContext): string {
  const filter = child(context.operation, 'filter');
  const other = filter?.children.find(({ name }) => name !== 'configuration');
  if (other !== undefined) throw notEmulated(`<get> of <${other.name}>`, other.name);
  return getConfig(context);
}

function compare({ operation, device }: RpcContext): string {
  const { compare: what, rollback = '0', format = 'text' } = operation.attributes;
  if (what !== 'rollback' || format !== 'text') {
    throw new Refusal({ tag: 'invalid-value', message: 'only compare="rollback" format="text" is supported' });
  }
  const from = device.database.rollback(number(rollback, 'rollback', 0, 49));
  const changes = diff(from, device.database.candidate);
  return element('configuration-information', [leaf('configuration-output', `\n${changes}`)]);
}

function configurationXml(
  context: RpcContext,
  configuration: Configuration,
  filter: XmlElement | undefined,
  committed: boolean,
  withSources: boolean,
): string {
  const whole = configurationAs(configuration, 'xml', withSources);
  const text = filter === undefined || filter.children.length === 0 ? whole : selected(whole, filter);
  const head = `<configuration xmlns="${CONFIGURATION_NAMESPACE}"${stamp(context, committed)}`;
  return text.replace(/^<configuration(?: [\w:]+="[^"]*")*/, head);
}

function selected(whole: string, filter: XmlElement): string {
  const chosen = select(parseXml(whole), filter);
  return chosen === undefined ? element('configuration', []) : serialize(chosen);
}

function filtered(configuration: Configuration, filter: XmlElement | undefined): Configuration {
  if (filter === undefined || filter.children.length === 0) return configuration;
  return readXml(parseXml(selected(configurationAs(configuration, 'xml'), filter)), { unknown: 'keep' });
}

/** When and by whom it was changed last. */
function stamp({ device }: RpcContext, committed: boolean): string {
  const [newest] = device.database.history;
  if (newest === undefined) return '';
  if (!committed && device.database.isModified) {
    const now = device.clock.now();
    return ` junos:changed-seconds="${epochSeconds(now)}" junos:changed-localtime="${dateTime(now)}"`;
  }
  const commit = `junos:commit-seconds="${epochSeconds(newest.time)}" junos:commit-localtime="${dateTime(newest.time)}"`;
  return ` ${commit} junos:commit-user="${newest.user}"`;
}
