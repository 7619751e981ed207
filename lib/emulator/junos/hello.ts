import { NETCONF_NAMESPACE } from '../../netconf/hello';
import { element, leaf } from './xml-text';

const CAPABILITIES = [
  'urn:ietf:params:netconf:base:1.0',
  'urn:ietf:params:netconf:capability:candidate:1.0',
  'urn:ietf:params:netconf:capability:confirmed-commit:1.0',
  'urn:ietf:params:netconf:capability:validate:1.0',
  'urn:ietf:params:netconf:capability:url:1.0?scheme=http,ftp,file',
  'urn:ietf:params:xml:ns:netconf:base:1.0',
  'urn:ietf:params:xml:ns:netconf:capability:candidate:1.0',
  'urn:ietf:params:xml:ns:netconf:capability:confirmed-commit:1.0',
  'urn:ietf:params:xml:ns:netconf:capability:validate:1.0',
  'urn:ietf:params:xml:ns:netconf:capability:url:1.0?protocol=http,ftp,file',
  'http://xml.juniper.net/netconf/junos/1.0',
  'http://xml.juniper.net/dmi/system/1.0',
];

/** Offered only where `system services netconf version-1.1` is configured. */
export const NETCONF_1_1 = 'urn:ietf:params:netconf:base:1.1';

/** What Junos sends first: two comments, then the hello. */
export function hello(user: string, pid: number, offers11: boolean): string {
  const capabilities = offers11 ? [NETCONF_1_1, ...CAPABILITIES] : CAPABILITIES;
  return [
    '<!-- No zombies were killed during the creation of this user interface -->',
    `<!-- user ${user}, class super-user -->`,
    element(
      'hello',
      [
        element(
          'capabilities',
          capabilities.map((one) => leaf('capability', one)),
        ),
        leaf('session-id', pid),
      ],
      { xmlns: NETCONF_NAMESPACE },
    ),
  ].join('\n');
}
