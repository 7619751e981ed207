import { communityExpression } from '../../lib/junos/tree/community-expression';
import { Configuration } from '../../lib/junos/tree/configuration';
import { readCurly } from '../../lib/junos/formats/curly-reader';
import { inherit } from '../../lib/junos/inheritance/inheritance';
import { readSet } from '../../lib/junos/formats/set-reader';
import { parseXml } from '../../lib/junos/formats/xml';
import { readXml } from '../../lib/junos/formats/xml-reader';
import { errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';

const set = (line: string) => () => readSet(`set ${line}`);
const expanded =
  (...lines: string[]) =>
  () =>
    inherit(readSet(lines.join('\n')), 'leaf10');
const xml = (text: string) => () => readXml(parseXml(`<configuration>${text}</configuration>`));

test('what cannot be a configuration is refused with what was given, what is allowed and where', () => {
  expectGolden(
    'errors/junos-configuration.txt',
    errorTexts([
      ['a misspelt statement at the top', set('interface et-0/0/15 mtu 9216')],
      ['a misspelt statement', set('protocols bgp group G peeras 65001')],
      ['letters swapped', set('protocols bgp group G improt A')],
      ['a statement unlike any other', set('protocols bgp group G colour red')],
      ['a statement where few are possible', set('forwarding-options vxlan-routing overlay-ecpm')],
      ['a hierarchy that is not in the table', set('firewall family inet filter F')],
      ['an enumerated value', set('routing-instances V instance-type vfr')],
      ['one of many enumerated values', set('interfaces et-0/0/15 encapsulation none')],
      ['a number out of range', set('routing-instances V protocols evpn ip-prefix-routes vni 16777215')],
      ['a word for a number', set('interfaces et-0/0/15 mtu big')],
      ['an operator', set('policy-options policy-statement P from route-filter 10.0.0.0/8 longest')],
      ['a missing operator', set('policy-options policy-statement P from route-filter 10.0.0.0/8')],
      ['a missing operand', set('policy-options policy-statement P from route-filter 10.0.0.0/8 upto')],
      ['a missing key', set('protocols bgp group')],
      ['a missing value', set('interfaces et-0/0/15 description')],
      ['a value too many', set('interfaces et-0/0/15 mtu 9216 9217')],
      ['a second value where no keyword stands', set('routing-instances V route-distinguisher 1:1 2:2')],
      [
        'a line break',
        () => {
          new Configuration().set('interfaces', 'et-0/0/15', 'description', 'a\nb');
        },
      ],
      ['a tab', set('interfaces et-0/0/15 description "a\tb"')],
      ['deactivating what is not there', () => readSet('deactivate interfaces et-0/0/15')],
      ['a verb of the command line', () => readSet('\nedit interfaces')],
      ['a verb alone', () => readSet('set')],
      [
        'an open quote in a set line',
        () => readSet('set system host-name a\nset interfaces et-0/0/15 description "open'),
      ],
      [
        'a comment that ends itself',
        () => {
          readSet('set system host-name a\nannotate system "a */ b"');
        },
      ],
      [
        'an error on the third line of curly text',
        () => readCurly('interfaces {\n    et-0/0/15 {\n        mtv 9216;\n    }\n}\n'),
      ],
      ['a missing semicolon', () => readCurly('system {\n    host-name a\n}\n')],
      ['a missing brace', () => readCurly('system {\n    host-name a;\n')],
      ['a brace too many', () => readCurly('system {\n    host-name a;\n}\n}\n')],
      ['braces behind a leaf', () => readCurly('system {\n    host-name a {\n        b;\n    }\n}\n')],
      ['an inner quote', () => readCurly('system {\n    host-name a"b";\n}\n')],
      ['a tag for loading', () => readCurly('system {\n    replace: services {\n        ssh;\n    }\n}\n')],
      ['a tag alone', () => readCurly('inactive: ;')],
      ['an unknown element', xml('<system><hostname>a</hostname></system>')],
      ['an entry without its key', xml('<interfaces><interface><mtu>9000</mtu></interface></interfaces>')],
      ['a name that is a keyword', xml('<interfaces><interface><name>traceoptions</name></interface></interfaces>')],
      ['a value in XML', xml('<protocols><bgp><group><name>G</name><type>outer</type></group></bgp></protocols>')],
      [
        'a range of more ports than there are',
        expanded('set interfaces interface-range R member "et-[0-99]/[0-99]/[0-99]"'),
      ],
      [
        'groups that multiply',
        expanded(
          'set apply-groups g',
          ...Array.from({ length: 600 }, (_, i) => `set groups g interfaces <*> unit ${i} family inet`),
          ...Array.from({ length: 600 }, (_, i) => `set interfaces et-0/0/${i} mtu 9000`),
        ),
      ],
      ['a community of too many repetitions', () => communityExpression('(6*)*:.*')],
    ]),
  );
});
