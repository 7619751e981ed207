import { readSet } from '../../../lib/junos/formats/set-reader';
import { parseXml } from '../../../lib/junos/formats/xml';
import { readXml } from '../../../lib/junos/formats/xml-reader';
import { writeXml } from '../../../lib/junos/formats/xml-writer';

const xml = (text: string) => readXml(parseXml(text));

test('operators are elements of their own, as Junos writes them', () => {
  const configuration = readSet(`set policy-options policy-statement P from route-filter 10.0.0.0/8 orlonger
set policy-options policy-statement P from route-filter 10.0.0.0/8 upto /24
set policy-options policy-statement P then metric 10
set policy-options policy-statement P then community + X
`);
  expect(writeXml(configuration)).toBe(`<configuration>
    <policy-options>
        <policy-statement>
            <name>P</name>
            <from>
                <route-filter>
                    <address>10.0.0.0/8</address>
                    <orlonger/>
                </route-filter>
                <route-filter>
                    <address>10.0.0.0/8</address>
                    <upto>/24</upto>
                </route-filter>
            </from>
            <then>
                <metric>
                    <metric>10</metric>
                </metric>
                <community>
                    <plus-literal/>
                    <community-name>X</community-name>
                </community>
            </then>
        </policy-statement>
    </policy-options>
</configuration>
`);
});

test('operators are read in the form of the YANG, too', () => {
  const configuration = xml(`<configuration><policy-options><policy-statement><name>P</name><from>
    <route-filter><address>10.0.0.0/8</address><choice-ident>upto</choice-ident><choice-value>/24</choice-value></route-filter>
    <route-filter><address>10.0.0.0/8</address><choice-ident>exact</choice-ident><choice-value/><accept/></route-filter>
  </from></policy-statement></policy-options></configuration>`);
  const native = readSet(`set policy-options policy-statement P from route-filter 10.0.0.0/8 upto /24
set policy-options policy-statement P from route-filter 10.0.0.0/8 exact accept`);
  expect(configuration.equals(native)).toBe(true);
});

test('the group a statement was inherited from is read and, on request, written', () => {
  const configuration =
    xml(`<configuration xmlns:junos="http://xml.juniper.net/junos/19.1R2/junos" junos:changed-seconds="1">
    <system junos:group="dc1"><host-name junos:group="dc1">leaf10</host-name></system></configuration>`);
  expect(configuration.find('system', 'host-name')?.source).toBe('dc1');
  expect(writeXml(configuration)).not.toContain('group');
  expect(writeXml(configuration, { groups: true })).toContain('<host-name junos:group="dc1">leaf10</host-name>');
  expect(xml(writeXml(configuration, { groups: true })).find('system', 'host-name')?.source).toBe('dc1');
});

test('inactive statements are marked', () => {
  const configuration = readSet('set interfaces et-0/0/15 mtu 9216\ndeactivate interfaces et-0/0/15');
  const text = writeXml(configuration);
  expect(text).toContain('<interface inactive="inactive">');
  expect(xml(text).equals(configuration)).toBe(true);
});

test('line breaks around a value are from pretty printing, other white space is the value', () => {
  const configuration = xml(`<configuration><interfaces><interface><name>
      et-0/0/15
    </name><description> two  words </description></interface></interfaces></configuration>`);
  expect(configuration.value('interfaces', 'et-0/0/15', 'description')).toBe(' two  words ');
});

test('an annotation of Junos is passed over, an unknown element is refused', () => {
  const commented = xml(
    '<configuration xmlns:junos="j"><junos:comment>/* x */</junos:comment><system><host-name>a</host-name></system></configuration>',
  );
  expect(commented.value('system', 'host-name')).toBe('a');
  expect(() => xml('<configuration><system><hostname>a</hostname></system></configuration>')).toThrow(
    'did you mean "host-name"?',
  );
});

test('nothing is nothing', () => {
  expect(writeXml(readSet(''))).toBe('<configuration/>\n');
  expect(xml('<configuration/>').isEmpty).toBe(true);
});
