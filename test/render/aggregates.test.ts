import { memberDescription } from '../../lib/render/aggregates';
import { checkWord } from '../../lib/junos/tree/words';

test('a member of an aggregate says which one, and what that is for', () => {
  expect(memberDescription('ae1', 'server1 (dc1)')).toBe('member of ae1: server1 (dc1)');
});

test.each([254, 255, 256])(
  'a description of %i characters is cut to what Junos takes, never through a character',
  (length) => {
    const text = memberDescription('ae1', `${'x'.repeat(length - 'member of ae1: '.length - 2)}😀`);
    expect(text.length).toBeLessThanOrEqual(255);
    expect(text.length).toBeGreaterThanOrEqual(254);
    expect(() => checkWord(text)).not.toThrow();
  },
);
