import { parseXml } from '../../lib/junos/formats/xml';
import { commitDoubt } from '../../lib/netconf/junos-session';
import type { CommitVerdict } from '../../lib/netconf/junos-session';

function doubt(inside: string, verdict: CommitVerdict = 'commit-success'): string | undefined {
  return commitDoubt(parseXml(`<rpc-reply>${inside}</rpc-reply>`), verdict);
}

const engine = (name: string, inside: string): string =>
  `<routing-engine><name>${name}</name>${inside}</routing-engine>`;

test.each([
  [
    'a routing engine that reports success',
    `<commit-results>${engine('fpc0', '<commit-success/>')}</commit-results><ok/>`,
  ],
  ['a bare ok', '<ok/>'],
  [
    'a synchronized commit',
    `${engine('re0', '<commit-check-success/>')}${engine('re1', '<commit-success/>')}${engine('re0', '<commit-success/>')}`,
  ],
  [
    'a routing engine that is never closed',
    '<commit-results><routing-engine><name>fpc0</name><commit-success/></commit-results><ok/>',
  ],
])('%s proves the commit', (_title, inside) => {
  expect(doubt(inside)).toBeUndefined();
});

test.each([
  ['a routing engine that says nothing', `${engine('re0', '<commit-success/>')}${engine('re1', '')}<ok/>`, 're1'],
  [
    'one that was only checked',
    `${engine('re0', '<commit-success/>')}${engine('re1', '<commit-check-success/>')}<ok/>`,
    're1',
  ],
  ['two that say nothing', `${engine('re0', '')}${engine('re1', '')}<ok/>`, 're0 and re1'],
])('%s leaves a doubt', (_title, inside, names) => {
  expect(doubt(inside)).toBe(`it does not say <commit-success/> for ${names}`);
});

test('an empty reply proves nothing', () => {
  expect(doubt('')).toBe('it does not say <commit-success/> or <ok/>');
});

test('a check is proved by its own word, not by that of a commit', () => {
  expect(doubt(engine('fpc0', '<commit-check-success/>'), 'commit-check-success')).toBeUndefined();
  expect(doubt('<ok/>', 'commit-check-success')).toBeUndefined();
  expect(doubt(engine('fpc0', '<commit-success/>'), 'commit-check-success')).toContain('fpc0');
});
