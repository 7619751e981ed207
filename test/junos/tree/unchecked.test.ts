import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Configuration } from '../../../lib/junos/tree/configuration';
import { readCurly } from '../../../lib/junos/formats/curly-reader';
import { writeCurly } from '../../../lib/junos/formats/curly-writer';
import { diff, diffStatements } from '../../../lib/junos/diff/diff';
import { digest } from '../../../lib/junos/formats/digest';
import { load } from '../../../lib/junos/load/load';
import { readSet } from '../../../lib/junos/formats/set-reader';
import { writeSet } from '../../../lib/junos/formats/set-writer';
import { parseXml } from '../../../lib/junos/formats/xml';
import { readXml } from '../../../lib/junos/formats/xml-reader';
import { writeXml } from '../../../lib/junos/formats/xml-writer';
import { buildManifest } from '../../../lib/manifest/build-manifest';
import { readManifest } from '../../../lib/manifest/read-manifest';
import { writeManifest } from '../../../lib/manifest/write-manifest';
import { inGroup } from '../../../lib/render/group';
import { WITHOUT_HOST_KEYS, guideFabric } from '../../support/fabric-fixture';

const KEEP = { unknown: 'keep' } as const;
const SET = [
  'set system host-name leaf10',
  'set interfaces et-0/0/15 brand-new-option 5',
  'set interfaces et-0/0/15 description "to server1"',
  'set snmp location "rack 4"',
  'set snmp community public authorization read-only',
  'set firewall family inet filter F term z then accept',
  'set firewall family inet filter F term a then discard',
].join('\n');
const CURLY = `
system { host-name leaf10; }
interfaces { et-0/0/15 { brand-new-option 5; description "to server1"; } }
snmp { location "rack 4"; community public { authorization read-only; } }
firewall { family inet { filter F { term z { then accept; } term a { then discard; } } } }
`;
const XML = `<configuration>
  <system><host-name>leaf10</host-name></system>
  <interfaces><interface><name>et-0/0/15</name><brand-new-option>5</brand-new-option>
    <description>to server1</description></interface></interfaces>
  <snmp><location>rack 4</location><community><name>public</name><authorization>read-only</authorization></community></snmp>
  <firewall><family><inet><filter><name>F</name><term><name>z</name><then><accept/></then></term>
    <term><name>a</name><then><discard/></then></term></filter></inet></family></firewall>
</configuration>`;

function sorted(text: string): string[] {
  return text.split('\n').filter(Boolean).sort();
}

test.each([
  ['set lines', () => readSet(SET, KEEP)],
  ['curly text', () => readCurly(CURLY, KEEP)],
  ['XML', () => readXml(parseXml(XML), KEEP)],
])('what the schema table does not know is kept word for word from %s', (_form, read) => {
  const configuration = read();
  expect(sorted(writeSet(configuration))).toEqual(sorted(SET));
  expect(digest(configuration)).toBe(digest(readSet(SET, KEEP)));
  expect([...configuration.statements()].filter(({ unchecked }) => unchecked).length).toBe(5);
});

test('without asking for it, it is refused as before', () => {
  expect(() => readSet(SET)).toThrow('no statement "brand-new-option"');
  expect(() => readCurly(CURLY)).toThrow('no statement "brand-new-option"');
  expect(() => readXml(parseXml(XML))).toThrow('no statement "brand-new-option"');
  expect(() => load(new Configuration(), { action: 'set', format: 'set', content: SET })).toThrow('brand-new-option');
});

test('a fault that is no unknown statement is refused all the same', () => {
  expect(() => readSet('set snmp [ a b', KEEP)).toThrow('do not match');
  expect(() => readCurly('snmp { location', KEEP)).toThrow();
  expect(() => readSet('set interfaces et-0/0/1 mtu', KEEP)).toThrow();
});

test('it keeps the order in which it is written, since terms of a filter have one', () => {
  const filter = sorted(SET).filter((line) => line.startsWith('set firewall'));
  const written = writeSet(readSet(SET, KEEP)).split('\n');
  expect(written.filter((line) => line.startsWith('set firewall'))).toEqual(filter.reverse());
});

test('its digest does not depend on an order, and does on every word', () => {
  const other = readSet(SET.split('\n').reverse().join('\n'), KEEP);
  expect(digest(other)).toBe(digest(readSet(SET, KEEP)));
  expect(digest(readSet(SET.replace('rack 4', 'rack 5'), KEEP))).not.toBe(digest(other));
});

test('curly text and XML name it in a comment that devices pass over, and say the rest', () => {
  const configuration = readSet(SET, KEEP);
  const known = readSet(
    sorted(SET)
      .filter((line) => /system|description/.test(line))
      .join('\n'),
  );
  expect(writeCurly(configuration)).toContain(
    '## not in the schema table, so as a set line only: snmp location "rack 4"\n',
  );
  expect(readCurly(writeCurly(configuration)).equals(known)).toBe(true);
  expect(readXml(parseXml(writeXml(configuration))).equals(known)).toBe(true);
});

test('it is found, compared, made inactive and removed like any other', () => {
  const before = readSet(SET, KEEP);
  const after = readSet(`${SET.replace('rack 4', 'rack 5')}\ndeactivate snmp community\n`, KEEP);
  expect(before.has('snmp', 'location', 'rack 4')).toBe(true);
  expect(diffStatements(before, after).added.map(({ words }) => words.join(' '))).toContain('snmp location rack 5');
  expect(diff(before, after)).toContain('rack 5');
  expect(writeSet(after)).toContain('deactivate snmp community public authorization read-only\n');
  expect(before.delete('snmp', 'location', 'rack 4')).toBe(true);
  expect(before.has('interfaces', 'et-0/0/15', 'brand-new-option', '5')).toBe(true);
});

test('of a device it is read where the library may have written it, and passed over elsewhere', () => {
  const device = `<configuration><groups><name>dc1</name><snmp><location>rack 4</location></snmp></groups>
    <snmp><contact>me</contact></snmp><snmp><location group="dc1">rack 4</location></snmp></configuration>`;
  const read = readXml(parseXml(device), { unknown: 'keepInGroups' });
  expect(writeSet(read)).toBe('set groups dc1 snmp location "rack 4"\nset snmp location "rack 4"\n');
  expect([...read.statements()].map(({ source }) => source)).toEqual([undefined, 'dc1']);
});

test('in a group it has the digest that a device would show', () => {
  const rendered = inGroup('dc1', readSet(SET, KEEP));
  const onDevice = readXml(
    parseXml(
      XML.replace('<configuration>', '<configuration><groups><name>dc1</name>').replace(
        '</configuration>',
        '</groups></configuration>',
      ),
    ),
    KEEP,
  );
  expect(writeSet(rendered).split('\n')[0]).toBe('set groups dc1 system host-name leaf10');
  expect(digest(rendered)).toBe(digest(onDevice));
});

test('a manifest carries it to the rollout', () => {
  const guide = guideFabric({ hostnames: ['leaf10'] });
  const statements = [
    { constructPath: 'dc1/leaf10/snmp', line: 'set snmp location "rack 4"', unchecked: true as const },
    { constructPath: 'dc1/leaf10/ntp', line: 'set system ntp server 10.0.0.1' },
  ];
  const directory = mkdtempSync(join(tmpdir(), 'manifest-'));
  writeManifest(
    directory,
    buildManifest({ ...guide, devices: guide.devices.map((one) => ({ ...one, statements })) }, WITHOUT_HOST_KEYS),
  );
  const lines = writeSet(readManifest(join(directory, 'fabric.json')).group('leaf10'));
  expect(lines).toContain('set snmp location "rack 4"\n');
  expect(lines).toContain('set system ntp server 10.0.0.1\n');
});
