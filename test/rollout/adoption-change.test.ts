import { FabricError } from '../../lib/model/fabric-error';
import { readSet } from '../../lib/junos/formats/set-reader';
import type { AdoptionRequest } from '../../lib/rollout/group/adoption';
import { deviceChange } from '../../lib/rollout/group/device-change';
import { loaded } from '../../lib/rollout/group/wanted-group';
import { writeSet } from '../../lib/junos/formats/set-writer';

const RECORD = 'dc1-adopted';

/** What the configuration is afterwards, without marks. */
function after(before: string, request: AdoptionRequest): string[] {
  const committed = readSet(before, { unknown: 'keep' });
  const { lines } = deviceChange(committed, [], 'a-change', undefined, request);
  return writeSet(loaded(committed, lines))
    .trim()
    .split('\n')
    .filter((line) => !line.includes(' apply-macro '));
}

function adopt(...paths: readonly string[]): AdoptionRequest {
  const adopted = paths.map((path) => ({ constructPath: 'dc1', path, reason: 'was there before' }));
  return { kind: 'adopt', record: RECORD, adopted };
}

const RESTORE: AdoptionRequest = { kind: 'become', record: RECORD, content: undefined };

const L2 = 'interfaces et-0/0/15 unit 0 family ethernet-switching';

test('entries that are left with nothing in them go too, and others stay', () => {
  const member = `set ${L2} vlan members default\n`;
  expect(after(`${member}set interfaces et-0/0/15 mtu 9000\n`, adopt(L2))).toEqual([
    `set groups ${RECORD} ${L2} vlan members default`,
    'set interfaces et-0/0/15 mtu 9000',
  ]);
  expect(after(member, adopt(L2))).toEqual([`set groups ${RECORD} ${L2} vlan members default`]);
});

test('entries that a user orders come back in the order in which they stood, whatever the order of the paths', () => {
  const group = 'routing-instances RED protocols bgp group web';
  const neighbors = ['10.0.0.9', '10.0.0.1', '10.0.0.5'].map((address) => `${group} neighbor ${address}`);
  const before = neighbors.map((neighbor) => `set ${neighbor} peer-as 64500\n`).join('');
  const taken = after(before, adopt(...[...neighbors].sort()));
  expect(taken).toEqual(neighbors.map((neighbor) => `set groups ${RECORD} ${neighbor} peer-as 64500`));
  expect(after(`${taken.join('\n')}\n`, RESTORE)).toEqual(before.trim().split('\n'));
});

test.each([
  ['an inactive statement', `set ${L2} vlan members default\ndeactivate ${L2} vlan members default\n`],
  ['a statement that the schema table does not know', `set ${L2} never-heard-of 5\n`],
  [
    'a word with a space',
    'set interfaces et-0/0/15 unit 0 family inet dhcp\nset interfaces et-0/0/15 description "a b"\n',
  ],
  ['the words of a list', `set ${L2} vlan members [ a b ]\n`],
])('%s is kept and comes back as it was', (_what, before) => {
  const kept = after(before, adopt('interfaces et-0/0/15'));
  expect(kept.filter((line) => !line.includes(RECORD))).toEqual([]);
  const back = after(`${kept.join('\n')}\n`, RESTORE);
  expect(back).toEqual(
    writeSet(readSet(before, { unknown: 'keep' }))
      .trim()
      .split('\n'),
  );
});

test('what was adopted under a former name moves with the fabric', () => {
  const before = `set groups old-adopted ${L2} vlan members default\n`;
  const request: AdoptionRequest = { kind: 'adopt', record: RECORD, formerRecord: 'old-adopted', adopted: [] };
  expect(after(before, request)).toEqual([`set groups ${RECORD} ${L2} vlan members default`]);
});

test('what stands there again takes the place of what was kept', () => {
  const before = `set groups ${RECORD} interfaces et-0/0/15 mtu 1500\nset interfaces et-0/0/15 description new\n`;
  expect(after(before, adopt('interfaces et-0/0/15'))).toEqual([
    `set groups ${RECORD} interfaces et-0/0/15 description new`,
  ]);
});

test('a secret that the device does not tell could not be put back, and is not deleted', () => {
  const key = 'routing-instances VRF_5 protocols bgp group server1 authentication-key';
  const committed = readSet(`set ${key} "/* SECRET-DATA */"\n`);
  const run = (): unknown =>
    deviceChange(committed, [], 'a-change', undefined, adopt('routing-instances VRF_5 protocols bgp group server1'));
  expect(run).toThrow(FabricError);
  expect(run).toThrow('authentication-key');
});

test('adopting what is in no place, and was never, is worth a word', () => {
  const change = (before: string): readonly string[] =>
    deviceChange(readSet(before), [], 'a-change', undefined, adopt(L2)).warnings.map(({ message }) => message);
  expect(change('')).toEqual([expect.stringContaining(L2)]);
  expect(change(`set groups ${RECORD} ${L2} vlan members default\n`)).toEqual([]);
});

test('a statement that the group says too disrupts nothing', () => {
  const group = readSet('set interfaces et-0/0/15 mtu 9000\n');
  const wanted = [{ name: 'dc1', content: group, exclusive: true }];
  const before = readSet('set interfaces et-0/0/15 mtu 9000\n');
  const { adopted, disruption, needed } = deviceChange(
    before,
    wanted,
    'a-change',
    undefined,
    adopt('interfaces et-0/0/15'),
  );
  expect({ adopted, class: disruption.class, needed }).toEqual({
    adopted: ['set interfaces et-0/0/15 mtu 9000'],
    class: 'hitless',
    needed: true,
  });
});
