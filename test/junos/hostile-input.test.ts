import fc from 'fast-check';
import { FabricError } from '../../lib/model/fabric-error';
import { Configuration } from '../../lib/junos/tree/configuration';
import { readCurly } from '../../lib/junos/formats/curly-reader';
import { readSet } from '../../lib/junos/formats/set-reader';
import type { XmlElement } from '../../lib/junos/formats/xml';
import { readXml } from '../../lib/junos/formats/xml-reader';

const PIECE = fc.oneof(
  fc.constantFrom(
    ...['{', '}', ';', '[', ']', '"', '\\', '#', '/*', '*/', '\n', ' ', '<', '>', '(', ')', '\0', '\r'],
    ...['set ', 'delete ', 'deactivate ', 'inactive: ', 'replace: ', 'annotate '],
    ...['interfaces', 'et-0/0/15', 'unit', '0', 'family', 'inet', 'groups', 'protocols', 'bgp', 'group', 'import'],
    ...['from', 'route-filter', '10.0.0.0/8', 'upto', 'constructor', '__proto__', 'toString'],
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const SOUP = fc.array(PIECE, { maxLength: 40 }).map((pieces) => pieces.join(' '));

/** Runs `read`, which may refuse its input with an error of this library and with no other. */
function onlyRefuses(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!FabricError.isFabricError(error)) throw error;
  }
}

test.each([
  ['set lines', readSet],
  ['curly text', readCurly],
])('any text read as %s is read or refused', (_title, read) => {
  fc.assert(
    fc.property(SOUP, (text) => {
      onlyRefuses(() => read(text));
    }),
    { numRuns: 2000 },
  );
});

test('any words are set or refused', () => {
  fc.assert(
    fc.property(fc.array(PIECE), (words) => {
      const configuration = new Configuration();
      onlyRefuses(() => {
        configuration.set(...words);
      });
      onlyRefuses(() => configuration.find(...words));
      onlyRefuses(() => configuration.delete(...words));
    }),
    { numRuns: 1000 },
  );
});

test('any elements are read or refused', () => {
  const names = fc.constantFrom('policy-options', 'policy-statement', 'name', 'from', 'route-filter', 'address');
  const rare = fc.constantFrom('choice-ident', 'choice-value', 'exact', 'constructor', '__proto__', 'comment');
  const attributes = fc.constantFrom<XmlElement['attributes']>({}, { inactive: 'inactive' }, { group: 'g' });
  const element = (levels: number): fc.Arbitrary<XmlElement> =>
    fc.record({
      name: fc.oneof(names, rare),
      attributes,
      children: levels === 0 ? fc.constant([]) : fc.array(element(levels - 1), { maxLength: 4 }),
      text: PIECE,
    });
  fc.assert(
    fc.property(element(5), (root) => {
      onlyRefuses(() => readXml(root));
    }),
    { numRuns: 1000 },
  );
});
