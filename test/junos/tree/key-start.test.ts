import { keyStartMs } from '../../../lib/junos/tree/key-start';

test.each([
  ['2026-01-01.00:00:00 +0000', '2026-01-01T00:00:00Z'],
  ['2026-01-01.00:00:00 -0530', '2026-01-01T05:30:00Z'],
  ['2026-1-1.0:00 +0100', '2025-12-31T23:00:00Z'],
  ['2026-01-01.12:30', '2026-01-01T12:30:00Z'],
  ['2026-01-01.12:30:15 +01:00', '2026-01-01T11:30:15Z'],
])('%s is a moment', (text, moment) => {
  expect(keyStartMs(text)).toBe(Date.parse(moment));
});

test.each(['', 'now', '2026-13-01.00:00:00 +0000', '2026-01-01 00:00:00'])('"%s" is none', (text) => {
  expect(keyStartMs(text)).toBeUndefined();
});
