import { parseXml } from '../../lib/junos/formats/xml';
import { deviceMessages, isDeviceRefusal, refusalIn } from '../../lib/netconf/rpc-error';
import type { DeviceRefusal } from '../../lib/netconf/rpc-error';
import { expectGolden } from '../support/golden';

function refusal(inside: string, rpc = 'commit-configuration'): DeviceRefusal | undefined {
  return refusalIn('leaf10', rpc, deviceMessages(parseXml(`<rpc-reply>${inside}</rpc-reply>`)));
}

const MISSING_MANDATORY = `<commit-results>
  <rpc-error>
    <error-type>application</error-type><error-tag>invalid-value</error-tag><error-severity>error</error-severity>
    <error-path>[edit]</error-path>
    <error-message>mgd: Missing mandatory statement: 'root-authentication'</error-message>
    <error-info><bad-element>system</bad-element></error-info>
  </rpc-error>
  <rpc-error>
    <error-type>protocol</error-type><error-tag>operation-failed</error-tag><error-severity>error</error-severity>
    <error-message>
      configuration check-out failed: (missing mandatory statements)
    </error-message>
  </rpc-error>
</commit-results><ok/>`;

const LOCKED = `<rpc-error><error-type>protocol</error-type><error-tag>lock-denied</error-tag>
  <error-severity>error</error-severity>
  <error-message>
configuration database locked by:
  admin terminal p0 (pid 14010) on since 2020-03-05 16:01:49 UTC, idle 00:01:30
      exclusive [edit]
  </error-message></rpc-error>`;

test('refusals read as on the command line of Junos', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['a commit check that fails', 'commit-configuration', MISSING_MANDATORY],
    [
      'a syntax error beside <ok/>',
      'load-configuration',
      '<load-configuration-results><rpc-error><error-severity>error</error-severity><source-daemon>mgd</source-daemon><error-path>[edit interfaces]</error-path><error-info><bad-element>et-0/0/99</bad-element></error-info><error-message>syntax error</error-message></rpc-error><ok/></load-configuration-results>',
    ],
    [
      'a message of several lines',
      'commit-configuration',
      '<rpc-error><error-path>[edit interfaces et-0/0/15]</error-path><error-info><bad-element>unit 2</bad-element></error-info><error-message>Only unit 0 is valid\n   for this encapsulation</error-message></rpc-error>',
    ],
    [
      'an error beside a warning',
      'commit-configuration',
      '<rpc-error><error-severity>warning</error-severity><error-message>requires a license</error-message></rpc-error><rpc-error><error-severity>error</error-severity><error-message>commit failed</error-message></rpc-error>',
    ],
    [
      'an error of the Junos XML protocol',
      'load-configuration',
      '<xnm:error xmlns="http://xml.juniper.net/xnm/1.1/xnm" xmlns:xnm="http://xml.juniper.net/xnm/1.1/xnm"><edit-path>[edit]</edit-path><token>foo</token><message>unknown command</message></xnm:error>',
    ],
    [
      'an operational RPC',
      'get-interface-information',
      '<rpc-error><error-severity>error</error-severity><error-message>device et-0/0/15 not found</error-message></rpc-error>',
    ],
    ['no reason at all', 'unlock-configuration', '<rpc-error/>'],
    ['a lock held by somebody', 'lock-configuration', LOCKED],
    [
      'a lock held by a NETCONF session',
      'lock-configuration',
      '<rpc-error><error-message>configuration database locked by:\n  netops (pid 777) since 2020-03-05 16:01:49 UTC</error-message></rpc-error>',
    ],
    [
      'a lock of which little is said',
      'lock-configuration',
      '<rpc-error><error-message>configuration database locked by: admin</error-message></rpc-error>',
    ],
    [
      'a candidate that somebody has changed',
      'lock-configuration',
      '<rpc-error><error-message>configuration database modified</error-message></rpc-error>',
    ],
  ];
  const texts = cases.map(([title, rpc, inside]) => {
    const error = refusal(inside, rpc);
    return `# ${title}\n${error?.code ?? 'none'}: ${error?.message ?? ''}\n`;
  });
  expectGolden('errors/netconf-refusals.txt', texts.join('\n'));
});

test('the device answer is kept in pieces', () => {
  const error = refusal(MISSING_MANDATORY);
  expect(error).toMatchObject({
    code: 'deviceRefused',
    hostname: 'leaf10',
    rpc: 'commit-configuration',
    details: [
      {
        severity: 'error',
        path: '[edit]',
        badElement: 'system',
        tag: 'invalid-value',
        message: "mgd: Missing mandatory statement: 'root-authentication'",
      },
      { severity: 'error', message: 'configuration check-out failed: (missing mandatory statements)' },
    ],
  });
  expect(error !== undefined && isDeviceRefusal(error)).toBe(true);
});

test('the holder of a lock is read', () => {
  expect(refusal(LOCKED)?.lockHolder).toEqual({
    user: 'admin',
    terminal: 'p0',
    pid: '14010',
    since: '2020-03-05 16:01:49 UTC',
    idle: '00:01:30',
  });
});

test.each([
  [
    'with the prefix of rfc-compliant',
    '<nc:rpc-error xmlns:nc="urn:ietf"><nc:error-severity>error</nc:error-severity><nc:error-message>no</nc:error-message></nc:rpc-error>',
  ],
  ['many levels down', '<a><b><c><d><rpc-error><error-message>no</error-message></rpc-error></d></c></b></a><ok/>'],
  [
    'inside a routing engine',
    '<commit-results><routing-engine><name>re1</name><rpc-error><error-message>no</error-message></rpc-error></routing-engine></commit-results>',
  ],
])('an error is found %s', (_title, inside) => {
  expect(refusal(inside)?.details).toMatchObject([{ message: 'no', severity: 'error' }]);
});

test('warnings alone are no refusal', () => {
  const inside =
    '<rpc-error><error-severity>warning</error-severity><error-message>one</error-message></rpc-error>' +
    '<xnm:warning><message>two</message></xnm:warning><ok/>';
  const reply = parseXml(`<rpc-reply>${inside}</rpc-reply>`);
  expect(deviceMessages(reply).map(({ severity, message }) => `${severity} ${message}`)).toEqual([
    'warning one',
    'warning two',
  ]);
  expect(refusal(inside)).toBeUndefined();
});

test('statements of the configuration that are called error are none', () => {
  const inside =
    '<configuration><system><syslog><file><contents><name>any</name><error/></contents><contents><warning/></contents></file></syslog></system></configuration>';
  expect(refusal(inside)).toBeUndefined();
});
