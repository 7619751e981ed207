/** Marks that devices print in front of statements. */
import { readCurly } from '../../../lib/junos/formats/curly-reader';
import { writeCurly } from '../../../lib/junos/formats/curly-writer';
import { readSet } from '../../../lib/junos/formats/set-reader';
import { writeSet } from '../../../lib/junos/formats/set-writer';
import { parseXml } from '../../../lib/junos/formats/xml';
import { readXml } from '../../../lib/junos/formats/xml-reader';
import { writeXml } from '../../../lib/junos/formats/xml-writer';

const SET = `set system host-name a
set interfaces et-0/0/1 description x
set interfaces et-0/0/1 unit 0 family inet address 10.0.0.1/31
set routing-options autonomous-system 65001
deactivate interfaces et-0/0/1 unit 0 family inet
protect system
protect interfaces et-0/0/1 description
protect interfaces et-0/0/1 unit 0 family inet
`;

const CURLY = `protect: system {
    host-name a;
}
interfaces {
    et-0/0/1 {
        protect: description x;
        unit 0 {
            protect: inactive: family inet {
                address 10.0.0.1/31;
            }
        }
    }
}
routing-options {
    autonomous-system 65001;
}
`;

const PLACES = [
  ['system'],
  ['interfaces', 'et-0/0/1', 'description'],
  ['interfaces', 'et-0/0/1', 'unit', '0', 'family', 'inet'],
];

test('what is protected is kept in set lines, curly text and XML', () => {
  const configuration = readSet(SET);
  expect(configuration.protectedPlaces()).toEqual(PLACES);
  expect(writeSet(configuration)).toBe(SET);
  expect(writeCurly(configuration)).toBe(CURLY);
  expect(readCurly(CURLY).protectedPlaces()).toEqual(PLACES);
  const xml = writeXml(configuration);
  expect(xml).toContain('<system protect="protect">');
  expect(readXml(parseXml(xml)).protectedPlaces()).toEqual(PLACES);
});

test('protection is no difference, is taken away again, and stays with a copy', () => {
  const configuration = readSet(`${SET}unprotect system\n`);
  expect(configuration.protectedPlaces()).toEqual(PLACES.slice(1));
  expect(configuration.equals(readSet(SET))).toBe(true);
  expect(configuration.clone().protectedPlaces()).toEqual(PLACES.slice(1));
});

test('statements that the schema table does not know are protected too, in each form', () => {
  const keep = { unknown: 'keep' } as const;
  const lines = 'set snmp location here\nset snmp contact me\nprotect snmp\n';
  const curly = 'protect: snmp { location here; contact me; }';
  const xml =
    '<configuration><snmp protect="protect"><location>here</location><contact>me</contact></snmp></configuration>';
  for (const read of [readSet(lines, keep), readCurly(curly, keep), readXml(parseXml(xml), keep)]) {
    expect(read.protectedPlaces()).toEqual([
      ['snmp', 'location', 'here'],
      ['snmp', 'contact', 'me'],
    ]);
  }
});

test('a hierarchy that apply-flags omit hides is read, and is empty', () => {
  const configuration = readCurly('system {\n    login { /* OMITTED */ };\n    host-name leaf1;\n}\n');
  expect(writeSet(configuration)).toBe('set system host-name leaf1\n');
  expect(() => readCurly('system { host-name leaf1; };')).toThrow('a ";" with no statement in front of it');
});

test('thousands of unknown statements are deactivated one by one, or by the place that they stand in', () => {
  const count = 4_000;
  const own = (i: number) => `firewall family inet filter F term t${i} then accept`;
  const all = Array.from({ length: count }, (_, i) => own(i));
  const text = all.map((line) => `set ${line}\n`).join('') + all.map((line) => `deactivate ${line}\n`).join('');
  const one = readSet(text, { unknown: 'keep' });
  expect([...one.statements()].filter(({ inactive }) => inactive)).toHaveLength(count);
  const some = all.map((line) => `set ${line}\n`).join('') + 'deactivate firewall family inet filter F term t7\n';
  const found = [...readSet(some, { unknown: 'keep' }).statements()].filter(({ inactive }) => inactive);
  expect(found.map(({ words }) => words.join(' '))).toEqual([own(7)]);
});
