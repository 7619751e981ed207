import { readSet } from '../../lib/junos/formats/set-reader';
import { writeSet } from '../../lib/junos/formats/set-writer';
import { inGroup, macro, readMark } from '../../lib/render/group';

const PLAIN = readSet(
  'set interfaces et-0/0/15 description "server1 of dc1"\nset routing-instances VRF_5 instance-type vrf\n',
);

test('a configuration is wrapped into its group line by line', () => {
  expect(writeSet(inGroup('dc1', PLAIN))).toBe(
    'set groups dc1 interfaces et-0/0/15 description "server1 of dc1"\nset groups dc1 routing-instances VRF_5 instance-type vrf\n',
  );
});

test('the wrapped configuration is a copy', () => {
  const grouped = inGroup('dc1', PLAIN);
  grouped.set('groups', 'dc1', 'interfaces', 'et-0/0/16', 'description', 'other');
  expect(PLAIN.has('interfaces', 'et-0/0/16')).toBe(false);
});

test('what is deactivated stays so', () => {
  const plain = readSet('set interfaces et-0/0/15 description x\ndeactivate interfaces et-0/0/15 description\n');
  const grouped = inGroup('dc1', plain);
  expect(grouped.find('groups', 'dc1', 'interfaces', 'et-0/0/15', 'description')?.inactive).toBe(true);
});

test('the mark of a change is kept in a macro and read back', () => {
  const mark = macro('20200305-160434', 'ab12');
  const grouped = inGroup('dc1', PLAIN, mark);
  expect(writeSet(grouped)).toContain('set groups dc1 apply-macro junos-fabric change-id 20200305-160434\n');
  expect(readMark(grouped, 'dc1')).toEqual(mark);
  expect(readMark(grouped, 'dc2')).toBeUndefined();
  expect(readMark(inGroup('dc1', PLAIN), 'dc1')).toBeUndefined();
});
