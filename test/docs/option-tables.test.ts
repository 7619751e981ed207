import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCS = join(__dirname, '..', '..', 'docs');
/** The public interfaces, which CI holds to be those of the package. */
const API = readFileSync(join(DOCS, 'api-report', 'index.api.md'), 'utf8');

/** Names of the properties of a public interface, with those that it inherits. */
function propertiesOf(name: string): string[] {
  const [, parents = '', body] =
    new RegExp(`^export interface ${name} (?:extends ([^{]*))?{\n([^]*?)^}`, 'm').exec(API) ?? [];
  if (body === undefined) throw new Error(`the package has no interface ${name}`);
  const own = [...body.matchAll(/^ {4}(?:readonly )?(\w+)\??:/gm)].map(([, property = '']) => property);
  return [...own, ...parents.split(',').flatMap((parent) => (parent.trim() === '' ? [] : propertiesOf(parent.trim())))];
}

/** The rows of the tables of a page whose first column has this title: names in the first column, text of the second. */
function rowsOf(page: string, title: string): { readonly names: string[]; readonly second: string }[] {
  const tables = readFileSync(join(DOCS, page), 'utf8')
    .split('\n\n')
    .filter((part) => part.startsWith(`| ${title} `));
  return tables.flatMap((table) =>
    table
      .trim()
      .split('\n')
      .slice(2)
      .map((row) => {
        const [, first = '', second = ''] = row.split('|');
        return { names: [...first.matchAll(/`(\w+)`/g)].map(([, name = '']) => name), second: second.trim() };
      }),
  );
}

const TAKERS: Readonly<Record<string, readonly string[]>> = {
  server: ['MultihomedServerProps'],
  attachment: ['ServerAttachment'],
  piece: ['ServerFacingInterfaceProps', 'EbgpServerPeeringProps'],
};

test("an option of a server's ports and sessions is taken where the page says, and nowhere else", () => {
  const rows = rowsOf('server-ports.md', 'option');
  const said = rows.flatMap(({ names, second }) => names.map((name) => `${name}: ${second}`));
  const taken = rows.flatMap(({ names }) =>
    names.map((name) => {
      const takers = Object.keys(TAKERS).filter((taker) =>
        TAKERS[taker]?.some((props) => propertiesOf(props).includes(name)),
      );
      return `${name}: ${takers.join(', ')}`;
    }),
  );
  expect(rows.length).toBeGreaterThan(15);
  expect(said).toEqual(taken);
});

test('the page of server ports has every option of ports and sessions', () => {
  const page = readFileSync(join(DOCS, 'server-ports.md'), 'utf8');
  const options = ['OnePortOptions', 'HomeSessionOptions'].flatMap(propertiesOf);
  expect(options.length).toBeGreaterThan(20);
  expect(options.filter((name) => !page.includes(name))).toEqual([]);
});

test.each([
  ['constructs.md', 'prerequisite', ['Prerequisites']],
  ['constructs.md', 'prop', ['FabricProps', 'IpFabricUnderlayProps']],
  ['allocation.md', 'pool', ['FabricPools']],
])('what %s lists as a %s is one', (page, title, interfaces) => {
  const names = rowsOf(page, title).flatMap((row) => row.names);
  const properties = interfaces.flatMap(propertiesOf);
  expect(names.length).toBeGreaterThan(6);
  expect(names.filter((name) => !properties.includes(name))).toEqual([]);
});

test('the page of constructs has every prop of a fabric and every prerequisite', () => {
  const listed = ['prop', 'prerequisite'].flatMap((title) =>
    rowsOf('constructs.md', title).flatMap(({ names }) => names),
  );
  const properties = ['FabricProps', 'Prerequisites'].flatMap(propertiesOf);
  expect(properties.filter((name) => !listed.includes(name))).toEqual([]);
});
