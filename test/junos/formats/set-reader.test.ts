import { readSet } from '../../../lib/junos/formats/set-reader';
import { writeSet } from '../../../lib/junos/formats/set-writer';

test('lines are applied in order: what is set can be deleted, deactivated and annotated', () => {
  const configuration = readSet(
    [
      '# a comment, then a blank line',
      '',
      'set interfaces et-0/0/15 description "to IP-connected server"   # why',
      'set interfaces et-0/0/15 mtu 9216',
      'set interfaces et-0/0/16 mtu 9216',
      'delete interfaces et-0/0/15 mtu',
      'deactivate interfaces et-0/0/15 description',
      'deactivate interfaces et-0/0/16',
      'activate interfaces et-0/0/16',
      'annotate interfaces et-0/0/15 "port of server1"\r',
    ].join('\n'),
  );
  expect(writeSet(configuration)).toBe(
    'set interfaces et-0/0/15 description "to IP-connected server"\n' +
      'set interfaces et-0/0/16 mtu 9216\n' +
      'deactivate interfaces et-0/0/15 description\n',
  );
  expect(configuration.find('interfaces', 'et-0/0/15')?.comment).toBe('port of server1');
});

test('a quoted string survives with its quotes, backslashes and brackets', () => {
  const line = 'set interfaces et-0/0/15 description "say \\"hi\\" to [ C:\\\\temp ]; # now"\n';
  const configuration = readSet(line);
  expect(configuration.value('interfaces', 'et-0/0/15', 'description')).toBe('say "hi" to [ C:\\temp ]; # now');
  expect(writeSet(configuration)).toBe(line);
});

test('a list in brackets and repeated lines say the same', () => {
  const bracketed = readSet('set protocols bgp group G import [ A B ]');
  const repeated = readSet('set protocols bgp group G import A\nset protocols bgp group G import B');
  expect(bracketed.equals(repeated)).toBe(true);
  expect(readSet('set protocols bgp group G import [ A B ]\ndelete protocols bgp group G import [ A B ]').isEmpty).toBe(
    false,
  );
});

test('entries of a list can be given in brackets, a single value cannot', () => {
  const configuration = readSet('set protocols bgp group G neighbor [ 10.0.0.1 10.0.0.2 ]');
  expect(configuration.entries('protocols', 'bgp', 'group', 'G', 'neighbor')).toHaveLength(2);
  expect(() => readSet('set interfaces et-0/0/15 mtu [ 1500 9000 ]')).toThrow('takes one value, not a list');
});

test('an inactive leaf is named without its value, an inactive value of a leaf-list with it', () => {
  const text =
    'set routing-instances V vrf-target target:1:1\n' +
    'set protocols bgp group G type external\n' +
    'set protocols bgp group G import A\n' +
    'set protocols bgp group G import B\n' +
    'deactivate routing-instances V vrf-target target:1:1\n' +
    'deactivate protocols bgp group G type\n' +
    'deactivate protocols bgp group G import B\n';
  expect(writeSet(readSet(text))).toBe(text);
});

test('deactivating a leaf-list without a value deactivates every value', () => {
  const configuration = readSet('set protocols bgp group G import [ A B ]\ndeactivate protocols bgp group G import');
  expect([...configuration.statements()].map(({ inactive }) => inactive)).toEqual([true, true]);
});

test('a prefix is put before every statement, also of deactivate lines', () => {
  const configuration = readSet('set interfaces et-0/0/15 mtu 9216\ndeactivate interfaces et-0/0/15');
  expect(writeSet(configuration, { prefix: ['groups', 'dc 1'] })).toBe(
    'set groups "dc 1" interfaces et-0/0/15 mtu 9216\ndeactivate groups "dc 1" interfaces et-0/0/15\n',
  );
});
