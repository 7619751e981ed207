import fc from 'fast-check';
import { scrub } from '../../lib/secrets/scrub';
import { conceal, mask, revealIn, revealed } from '../../lib/secrets/vault';
import { quoteWord } from '../../lib/junos/tree/words';

test('the same secret is the same word, another one is another', () => {
  expect(conceal('one')).toBe(conceal('one'));
  expect(conceal('one')).not.toBe(conceal('two'));
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

test('a part of a secret, and one that something is glued to, get into no message', () => {
  const key = 'Tr0ub4dor&3-correct-horse';
  conceal(key);
  conceal('kurz5');
  expect(scrub(`bad value '${key.slice(0, 12)}...'`)).toBe("bad value '<secret>...'");
  expect(scrub(`unexpected ${key.slice(9)}, word_${key}x`)).toBe('unexpected <secret>, word_<secret>x');
  expect(scrub('in XML Tr0ub4dor&amp;3-correct-horse')).toBe('in XML <secret>');
  expect(scrub('kurz5x')).toBe('<secret>x');
});

test('any eight characters of a secret are masked wherever a device cuts it', () => {
  const secret = fc.stringMatching(/^[!-~]{8,60}$/);
  const place = fc.nat({ max: 60 });
  fc.assert(
    fc.property(secret, place, place, (text, start, length) => {
      conceal(text);
      const part = text.slice(Math.min(start, text.length - 8)).slice(0, 8 + length);
      expect(scrub(`error:${part}:end`)).not.toContain(part.slice(0, 8));
    }),
  );
});

test('private keys get into no message', () => {
  expect(scrub('bad value "-----BEGIN PRIVATE KEY-----\\nAAAABBBB" here')).toBe('bad value "<secret>" here');
});

// Last: whatever is drawn here is a secret of this process from then on, also where it is a word of the other tests.
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
