import { Fn } from 'cdktf';
import { fabricSourceOf } from '../../lib/manifest/fabric-source';
import type { ServerAttachment } from '../../lib/index';
import { MultihomedServer } from '../../lib/index';
import { FabricTemplate } from '../../lib/testing';
import { errorOf, errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';
import type { GuideStack } from '../support/guide-stack';
import { guideAttachments, guideStack } from '../support/guide-stack';

const REASON = 'configured by hand before the fabric';

function adopting(...paths: string[]): GuideStack {
  const guide = guideStack();
  guide.leaves[0]?.adopt({ paths, reason: REASON });
  return guide;
}

/** What the intent says of each leaf. */
function adopted({ stack }: Pick<GuideStack, 'stack'>): Record<string, unknown> {
  const { devices } = fabricSourceOf(stack.fabric)?.intent() ?? { devices: [] };
  return Object.fromEntries(
    devices.map(({ adopted: found = [], hostname }) => [hostname, found.map(({ path }) => path)]),
  );
}

test.each([
  'interfaces et-0/0/15',
  'interfaces et-0/0/15 unit 0 family ethernet-switching',
  'policy-options policy-statement VRF_5-server1-in',
  'routing-instances VRF_5',
  'routing-instances VRF_5 protocols bgp group server1 authentication-key',
  'protocols rstp interface et-0/0/15',
  'routing-instances OTHER interface et-0/0/15.0',
])('%s is the fabric’s to adopt', (path) => {
  expect(adopted(adopting(path))).toEqual({ leaf10: [path], leaf11: [], leaf12: [] });
});

test('factory defaults are adopted where an attachment says so, on the members of its aggregate too', () => {
  const { stack } = factoryDefaultsOn({ interface: 'ae1', aggregate: { members: ['et-0/0/16', 'et-0/0/15'] } });
  const paths = ['ae1', 'et-0/0/15', 'et-0/0/16'].flatMap((port) => [
    `interfaces ${port} unit 0 family ethernet-switching`,
    `interfaces ${port} unit 0 family inet dhcp`,
  ]);
  expect(adopted({ stack })).toEqual({ leaf10: paths, leaf11: [], leaf12: [] });
});

/** The guide's page, whose first attachment adopts the factory defaults of its port. */
function factoryDefaultsOn(port: Partial<ServerAttachment>): Pick<GuideStack, 'stack'> {
  const { leaves, stack, vrf5 } = guideStack();
  stack.node.tryRemoveChild('server1');
  const attachments = guideAttachments(leaves).map((home, i) => ({
    ...home,
    ...(i === 0 && { ...port, adoptFactoryDefaults: true }),
  }));
  new MultihomedServer(stack, 'server2', { vrf: vrf5, asn: 4220000001, prefixes: ['10.1.5.0/24'], attachments });
  return { stack };
}

test('what is adopted changes no configuration, and is rolled out all the same', () => {
  const digestOf = ({ stack }: GuideStack): string | undefined =>
    fabricSourceOf(stack.fabric)?.device('leaf10').rolloutDigest;
  const template = (guide: GuideStack): string[] => FabricTemplate.fromStack(guide.stack).device('leaf10').setLines();
  expect(template(adopting('interfaces et-0/0/15'))).toEqual(template(guideStack()));
  expect(digestOf(adopting('interfaces et-0/0/15'))).not.toBe(digestOf(guideStack()));
});

test('every refusal says what to do', () => {
  const synthesized = (path: string) => (): unknown =>
    fabricSourceOf(adopting(path).stack.fabric)?.device('leaf10').texts();
  expectGolden(
    'errors/constructs-adoption.txt',
    errorTexts([
      ['no path', () => adopting()],
      ['no reason', () => guideStack().leaves[0]?.adopt({ paths: ['interfaces et-0/0/15'], reason: ' ' })],
      ['a set line', () => adopting('set interfaces et-0/0/15 mtu 9000')],
      ['a whole hierarchy', () => adopting('interfaces')],
      ['a group', () => adopting('groups site interfaces et-0/0/15')],
      ['a place that no configuration has', () => adopting('interfaces et-0/0/15 port-speeed')],
      ['all entries of a list', () => adopting('interfaces et-0/0/15 unit')],
      ['a port of others', synthesized('interfaces et-0/0/14')],
      ['what is no business of the fabric', synthesized('system services ssh')],
      ['all instances of a protocol', synthesized('routing-instances VRF_6 protocols bgp')],
    ]),
  );
});

test('a token in a path is refused', () => {
  const error = errorOf(() => adopting(Fn.join(' ', ['interfaces', 'et-0/0/15'])));
  expect(error.code).toBe('unresolvedToken');
});
