import fc from 'fast-check';
import { FabricError } from '../../lib/model/fabric-error';
import { readCapture } from '../../lib/capture/read-capture';
import { writeCurly } from '../../lib/junos/formats/curly-writer';
import { writeSet } from '../../lib/junos/formats/set-writer';
import { writeXml } from '../../lib/junos/formats/xml-writer';
import { arbitraryConfiguration } from '../junos/arbitrary-configuration';
import { errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';

const CURLY = `system {
    host-name leaf1;
}
interfaces {
    et-0/0/0 {
        unit 0 {
            family inet {
                address 10.0.0.1/31;
            }
        }
    }
}
`;
const SET = `set system host-name leaf1
set interfaces et-0/0/0 unit 0 family inet address 10.0.0.1/31
`;
const XML = `<rpc-reply xmlns:junos="http://xml.juniper.net/junos/23.4R1/junos">
    <configuration junos:commit-user="netops">
        <system><host-name>leaf1</host-name></system>
        <interfaces><interface><name>et-0/0/0</name><unit><name>0</name><family><inet>
            <address><name>10.0.0.1/31</name></address>
        </inet></family></unit></interface></interfaces>
    </configuration>
    <cli><banner>{master:0}</banner></cli>
</rpc-reply>
`;

const read = (text: string): string => writeSet(readCapture('leaf1.conf', text));

describe('a configuration is read from', () => {
  test.each([
    ['curly text', CURLY],
    ['set lines', SET],
    ['XML', XML],
    ['a file with the ends of lines of another system', CURLY.replaceAll('\n', '\r\n')],
    ['a file with a mark of its byte order', `\uFEFF${SET}`],
    ['a file of RANCID', `#RANCID-CONTENT-TYPE: juniper\n#\n# Chassis          XH3620  QFX5120-48Y-8C\n#\n${CURLY}`],
    ['a file of Oxidized', `# Hostname: leaf1\n# Model: qfx5120-48y-8c\n${SET}`],
    ['a file with the date of the last commit', `## Last commit: 2026-11-01 10:00:00 UTC by netops\n${CURLY}`],
    ['the same as set lines', `## Last changed: 2026-11-01 10:00:00 UTC\n${SET}`],
    ['a file that begins with the command', `show configuration | display set | no-more\n\n${SET}\n{master:0}\n`],
    [
      'a recording of a session',
      `Last login: Sun Nov  1 10:00:00 2026 from 10.0.0.9\n--- JUNOS 23.4R1\n{master:0}\nnetops@leaf1> show configuration | no-more\n${CURLY}\n{master:0}\nnetops@leaf1> exit\n\n`,
    ],
    [
      'one where other commands came first',
      `netops@leaf1> set cli screen-length 0\nScreen length set to 0\n\nnetops@leaf1> show version\nHostname: leaf1\nModel: qfx5120\n\nnetops@leaf1> show configuration | display set\n${SET}\n{master:0}\nnetops@leaf1> `,
    ],
    ['abbreviated words', `netops@leaf1> sh conf | d xml | no\n${XML}`],
    [
      'the configuration mode',
      `{master:0}[edit]\nnetops@leaf1# show | display set\n${SET}\n{master:0}[edit]\nnetops@leaf1#`,
    ],
    ['one without secrets', `netops@leaf1> show configuration | except SECRET-DATA\n${CURLY}`],
    ['a pager', SET.replace('set interfaces', '---(more 41%)---\r                      \rset interfaces')],
  ])('%s', (_what, text) => {
    expect(read(text)).toBe(SET);
  });

  test('a comment that ends in a brace makes no curly text of set lines', () => {
    expect(read(`# rack 4 {\n${SET}`)).toBe(SET);
  });

  test('comments between the statements are kept', () => {
    const text = CURLY.replace('interfaces {', '/* uplinks */\ninterfaces {');
    expect(writeCurly(readCapture('leaf1.conf', text))).toBe(text);
  });

  test('statements of other releases are kept', () => {
    expect(read(`${SET}set snmp community there authorization read-only\n`)).toContain('set snmp community there');
  });
});

const REFUSED: readonly (readonly [string, string])[] = [
  ['nothing', '\n\n'],
  ['comments only', '# one\n/* two */\n'],
  ['JSON', '{\n    "configuration" : {\n        "@" : {}\n    }\n}\n'],
  ['JSON, asked for', `netops@leaf1> show configuration | display json\n${CURLY}`],
  ['a difference', '[edit interfaces et-0/0/0]\n-   mtu 9000;\n+   mtu 9192;\n'],
  ['a difference, asked for', `netops@leaf1> show configuration | compare rollback 1\n${CURLY}`],
  ['a difference in set lines', `${SET}delete interfaces et-0/0/1\n`],
  ['a difference in XML', '<configuration>\n<system>\n<host-name operation="delete"/>\n</system></configuration>'],
  ['a part, asked for', `netops@leaf1> show configuration interfaces\n${CURLY}`],
  ['a part at a level', `[edit interfaces]\nnetops@leaf1# show\net-0/0/0 {\n    mtu 9192;\n}\n\n[edit interfaces]\n`],
  ['a level without its name', 'et-0/0/0 {\n    mtu 9192;\n}\net-0/0/1 {\n    mtu 9192;\n}\n'],
  ['set lines of a level', 'set et-0/0/0 mtu 9192\n'],
  ['set lines of a level, asked for', `netops@leaf1> show configuration | display set relative\n${SET}`],
  ['some lines', `netops@leaf1> show configuration | display set | match bgp\n${SET}`],
  ['two configurations', `a@leaf1> show configuration\n${CURLY}a@leaf1> show configuration | display set\n${SET}`],
  ['other commands', 'a@leaf1> show version\nHostname: leaf1\n\na@leaf1> show chassis hardware\nHardware inventory:\n'],
  ['a statement that does not end', CURLY.replace('leaf1;', 'leaf1')],
  ['a key that does not end', 'security {\n    macsec {\n        cak "7h3-k3y" ## SECRET-DATA\n    }\n}\n'],
  ['a brace that does not close', CURLY.slice(0, -2)],
  ['a binary file', 'system {\0\u0001\u0002\n'],
  ['XML that declares an entity', '<!DOCTYPE x [<!ENTITY a "b">]><configuration>&a;</configuration>'],
];

test('what is no whole configuration is refused as what it is', () => {
  expectGolden(
    'errors/capture.txt',
    errorTexts(REFUSED.map(([title, text]) => [title, () => readCapture('backups/leaf1.conf', text)])),
  );
});

describe('whatever a configuration says', () => {
  const forms = [
    ['curly text', writeCurly],
    ['set lines', writeSet],
    ['XML', writeXml],
  ] as const;

  test.each(forms)('it is read as %s within a recording as it is without', (_form, write) => {
    fc.assert(
      fc.property(arbitraryConfiguration, (configuration) => {
        const text = write(configuration);
        fc.pre(text.trim() !== '' && !configuration.isEmpty);
        const recorded = `a@leaf1> show configuration\n${text}\n{master:0}\na@leaf1> \n`;
        expect(writeSet(readCapture('a', recorded))).toBe(writeSet(configuration));
      }),
      { numRuns: 60 },
    );
  });
});

test('any text is read or refused, and nothing else happens', () => {
  const piece = fc.constantFrom(
    'a@b> ',
    'show configuration',
    '{master:0}',
    '[edit x]',
    '\n',
    'set ',
    'system {',
    '}',
    ';',
    '"',
    '<a>',
    '#',
    '/*',
    '*/',
    '---(more',
    '\r',
    ' | compare',
    'x',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      try {
        readCapture('a', pieces.join(''));
      } catch (error) {
        expect(FabricError.isFabricError(error)).toBe(true);
      }
    }),
  );
});
