import fc from 'fast-check';
import { readCurly } from '../../../lib/junos/formats/curly-reader';
import { writeCurly } from '../../../lib/junos/formats/curly-writer';
import { readSet } from '../../../lib/junos/formats/set-reader';
import { writeSet } from '../../../lib/junos/formats/set-writer';
import { parseXml } from '../../../lib/junos/formats/xml';
import { readXml } from '../../../lib/junos/formats/xml-reader';
import { writeXml } from '../../../lib/junos/formats/xml-writer';
import { arbitraryConfiguration, snapshot } from '../arbitrary-configuration';

const RUNS = { numRuns: 300 };

test('what is written as set lines reads back as the same tree', () => {
  fc.assert(
    fc.property(arbitraryConfiguration, (configuration) => {
      const text = writeSet(configuration);
      const back = readSet(text);
      expect(back.equals(configuration)).toBe(true);
      expect(writeSet(back)).toBe(text);
    }),
    RUNS,
  );
});

test('what is written as curly text reads back as the same tree, comments and inactive statements included', () => {
  fc.assert(
    fc.property(arbitraryConfiguration, (configuration) => {
      const text = writeCurly(configuration);
      const back = readCurly(text);
      expect(snapshot(back)).toEqual(snapshot(configuration));
      expect(writeCurly(back)).toBe(text);
    }),
    RUNS,
  );
});

test('what is written as XML reads back as the same tree', () => {
  fc.assert(
    fc.property(arbitraryConfiguration, (configuration) => {
      const text = writeXml(configuration);
      const back = readXml(parseXml(text));
      expect(back.equals(configuration)).toBe(true);
      expect(writeXml(back)).toBe(text);
    }),
    RUNS,
  );
});

test('a clone says the same and shares nothing', () => {
  fc.assert(
    fc.property(arbitraryConfiguration, (configuration) => {
      const before = JSON.stringify(snapshot(configuration));
      const clone = configuration.clone();
      expect(JSON.stringify(snapshot(clone))).toBe(before);
      for (const statement of [...clone.root.children]) clone.root.remove(statement);
      expect(clone.isEmpty).toBe(true);
      expect(JSON.stringify(snapshot(configuration))).toBe(before);
    }),
    RUNS,
  );
});
