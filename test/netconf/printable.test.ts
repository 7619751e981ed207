import fc from 'fast-check';
import { printable, printableReason } from '../../lib/netconf/printable';

test.each([
  ['leaf10 \u001b[2Jok', 'leaf10 \ufffd[2Jok'],
  ['\u009b32mgreen\u007f', '\ufffd32mgreen\ufffd'],
  ['<name>&#155;32m&#x9B;&#x0d;&#13;&#0127;</name>', `<name>\ufffd32m${'\ufffd'.repeat(4)}</name>`],
  ['et-0/0/15\tup\r\n&#10;&#9;ü &amp; 🙂 &#1234; &#x130;', 'et-0/0/15\tup\r\n&#10;&#9;ü &amp; 🙂 &#1234; &#x130;'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('nothing that controls a terminal is left of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text)).not.toMatch(/[^\P{Cc}\t\n\r]/u);
      expect(printableReason(text)).not.toMatch(/\p{Cc}/u);
      expect(printableReason(text).length).toBeLessThan(210);
    }),
  );
});
