import { communityExpression } from '../../../lib/junos/tree/community-expression';
import { errorOf } from '../../support/errors';

test.each([
  ['65000:1', '65000:1', true],
  ['6500[0-9]:.*', '65001:7', true],
  ['6500[0-9]:.*', '650010:7', false],
  ['(1|2):.+', '2:3', true],
  ['target(:.*)?', 'target:1:2', true],
  ['[65000:1', '[65000:1', true],
])('%s and %s: %s', (member, community, matches) => {
  expect(communityExpression(member).test(community)).toBe(matches);
});

test.each(['(a+)+b', '(1|1)*2:1', '(1{1,9}){9}', '.*.*.*.*.*1'])(
  'one that could take for ever is refused: %s',
  (member) => {
    expect(errorOf(() => communityExpression(member)).message).toContain(`the community "${member}" repeats a group`);
  },
);

test('a text that is longer than any community is not matched against it', () => {
  expect(communityExpression('1*1*1*1*2').test('1'.repeat(100_000))).toBe(false);
});
