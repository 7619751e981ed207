import fc from 'fast-check';
import { conceal, mask, revealIn, revealed, scrub } from '../../lib/secrets/vault';
import { quoteWord } from '../../lib/junos/words';

test('the same secret is the same word, another one is another', () => {
  expect(conceal('one')).toBe(conceal('one'));
  expect(conceal('one')).not.toBe(conceal('two'));
});

test('the word tells nothing and needs no quotes anywhere', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[!-~]{4,40}$/), (secret) => {
      const word = conceal(secret);
      expect(word).not.toContain(secret);
      expect(quoteWord(word)).toBe(word);
      expect(revealed(word)).toBe(secret);
    }),
  );
});

test('a word that this process has not made is no secret', () => {
  conceal('one');
  expect(revealed('junos-fabric-concealed-000000000000000000000000-0')).toBeUndefined();
  expect(revealIn('description junos-fabric-concealed-000000000000000000000000-0', 'set')).toContain('-0');
});

test('a secret goes into what is loaded quoted as the format wants it', () => {
  const word = conceal('a "b" <c> & d');
  expect(revealIn(`set x authentication-key ${word}\n`, 'set')).toBe('set x authentication-key "a \\"b\\" <c> & d"\n');
  expect(revealIn(`authentication-key "${word}";`, 'text')).toBe('authentication-key "a \\"b\\" <c> & d";');
  expect(revealIn(`<key>${word}</key>`, 'xml')).toBe('<key>a "b" &lt;c&gt; &amp; d</key>');
});

test('what people see has a mask instead', () => {
  expect(mask(`authentication-key ${conceal('k3y')}; ${conceal('other')}`)).toBe(
    'authentication-key "<secret>"; "<secret>"',
  );
});

test('a device that repeats a secret does not get it into a message', () => {
  conceal('s3cr3t$.*');
  conceal('with "quotes"');
  expect(scrub('syntax error, expecting <key>: s3cr3t$.* at line 3')).toBe(
    'syntax error, expecting <key>: <secret> at line 3',
  );
  expect(scrub('bad value "with \\"quotes\\"" and with "quotes"')).toBe('bad value <secret> and <secret>');
});

test('a secret as a device encodes it does not get into a message either', () => {
  expect(scrub(`unknown "$9$jkH.5Q39ABE"; master password of '$8$aes256-gcm$x/y+z='`)).toBe(
    `unknown "<secret>"; master password of '<secret>'`,
  );
});

test('a short secret leaves other words whole', () => {
  conceal('ab');
  expect(scrub('table ab lab')).toBe('table <secret> lab');
});
