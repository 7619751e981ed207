import { describeClass } from '../../lib/disruption/disruption-class';
import type { DisruptionFact } from '../../lib/disruption/fact';
import { DISRUPTION_FACTS } from '../../lib/disruption/fact-table';
import { otherEndInWords } from '../../lib/disruption/disruption';
import type { QfxModelFacts } from '../../lib/platform/qfx-model';
import { describePorts, describeRow } from '../../lib/platform/qfx-model';
import { QFX_MODELS } from '../../lib/platform/qfx-models';
import { STATEMENT_PRESENCE } from '../../lib/platform/statement-presence';

/** The tables of docs/platforms.md by name, made from what the library knows. */
const TABLES: Readonly<Record<string, () => string>> = {
  models: () =>
    table(
      ['model', 'ports', 'channels', 'routes VXLAN', 'overlay-ecmp', 'routing engines', 'Junos', 'design stated from'],
      QFX_MODELS.map(rowOfModel),
    ),
  statements: () =>
    table(
      ['statement', 'not in', 'in'],
      STATEMENT_PRESENCE.map(({ statement, lastWithout, since }) => [code(statement), lastWithout, since]),
    ),
  disruption: () =>
    table(
      ['statement', 'changes', 'comes', 'goes', 'needs too', 'what happens', 'source'],
      DISRUPTION_FACTS.flatMap((fact) => fact.paths.map((path) => rowOfFact(path, fact))),
    ),
};

function rowOfModel(model: QfxModelFacts): string[] {
  const channels = model.ports.filter((row) => row.channels !== undefined).map(describeRow);
  return [
    `${model.productName} (${code(model.name)})`,
    describePorts(model),
    channels.join(', '),
    model.routesVxlan ? 'yes' : 'no',
    model.requiresOverlayEcmp ? 'needed' : '',
    model.dualRoutingEngine ? 'up to 2' : '1',
    model.evolved ? 'Evolved' : 'Junos',
    model.statedFrom ?? 'nothing stated',
  ];
}

function rowOfFact(path: string, fact: DisruptionFact): string[] {
  const { series, evolved } = fact.models ?? {};
  const models = [series ?? '', evolved === true ? 'Evolved' : ''].filter((word) => word !== '').join(' ');
  return [
    `${code(path)}${models === '' ? '' : ` on ${models}`}`,
    describeClass(fact.class),
    describeClass(fact.comes ?? fact.class),
    describeClass(fact.goes ?? fact.class),
    otherEndInWords(fact) ?? '',
    fact.why,
    `${fact.provenance}: ${fact.source}`,
  ];
}

function code(text: string): string {
  return `\`${text}\``;
}

/** As prettier writes it, so that the page stays as it is. */
function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, i) => Math.max(heading.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, i) => (cells[i] ?? '').padEnd(width)).join(' | ')} |\n`;
  return `${line(headings)}${line(widths.map((width) => '-'.repeat(width)))}${rows.map(line).join('')}`;
}

/** The page with its tables made anew, each between a pair of comments. */
export function withTables(page: string): string {
  return Object.entries(TABLES).reduce((text, [name, make]) => {
    const [begin, end] = [`<!-- ${name} -->\n\n`, `\n<!-- end of ${name} -->`];
    const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
    if (from < begin.length || to < from) throw new Error(`docs/platforms.md has no place for ${name}`);
    return `${text.slice(0, from)}${make()}${text.slice(to)}`;
  }, page);
}
