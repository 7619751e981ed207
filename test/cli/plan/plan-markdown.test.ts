import fc from 'fast-check';
import { planMarkdown } from '../../../lib/cli/plan/plan-markdown';
import { expectGolden } from '../../support/golden';
import { changed, shownPlan, unchanged } from './support/plans';

const BEFORE = 'set interfaces et-0/0/15 mtu 9000\n';
const JUMBO = 'set interfaces et-0/0/15 mtu 9192\n';

test('a comment on a pull request says first what the plan comes to, and folds every difference', () => {
  const devices = [changed('leaf10', BEFORE, JUMBO), changed('leaf11', BEFORE, JUMBO), unchanged('leaf12')];
  expectGolden('golden/cli/plan.md', planMarkdown(shownPlan(devices), false));
});

test('what is wrong is in it, for whoever sees nothing else', () => {
  const refusal = {
    code: 'configurationLocked',
    hostname: 'leaf10',
    message: 'the configuration is locked by alice',
  } as const;
  const devices = [{ ...changed('leaf10', BEFORE, JUMBO), refusals: [refusal] }];
  expect(planMarkdown(shownPlan(devices), true)).toContain(
    '```text\nerror: leaf10: the configuration is locked by alice\n```\n',
  );
});

test('a summary has no folded parts', () => {
  expect(planMarkdown(shownPlan([changed('leaf10', BEFORE, JUMBO)]), true)).not.toContain('<details>');
});

test('what is too long for a comment is left out from the end, and it says how much', () => {
  const devices = Array.from({ length: 40 }, (_, index) => {
    const lines = Array.from({ length: 60 }, (_, port) => `set interfaces et-0/0/${port} description "x${index}"\n`);
    return changed(`leaf${index + 1}`, '', lines.join(''));
  });
  const comment = planMarkdown(shownPlan(devices), false);
  expect(comment).toMatch(/\n\d+ more parts are left out for length: /);
  expect(comment.match(/<details>/g)?.length).toBe(comment.match(/<\/details>/g)?.length);
});

test('no text of a device ends a block, and no comment is longer than may be', () => {
  const texts = fc.array(
    fc.oneof(fc.constant('```'), fc.constant('</details>'), fc.constant('\n'), fc.string({ maxLength: 30 })),
  );
  const devices = fc.array(fc.tuple(texts, fc.integer({ min: 1, max: 3_000 })), { maxLength: 8 });
  fc.assert(
    fc.property(devices, (found) => {
      const plans = found.map(([text, times], index) => {
        const message = text.join('').repeat(Math.min(times, 500));
        const refusal = { code: 'candidateModified', hostname: `leaf${index}`, message } as const;
        const lines = `+   description "${text.join('').replaceAll('\n', ' ')}";\n`.repeat(Math.min(times, 500));
        return { ...changed(`leaf${index}`, BEFORE, JUMBO), diff: lines, refusals: [refusal] };
      });
      const comment = planMarkdown(shownPlan(plans), false);
      expect(comment.length).toBeLessThanOrEqual(65_536);
      expect(openBlocks(comment)).toBe(0);
    }),
    { numRuns: 100 },
  );
});

/** How many blocks of code are open at the end, as Markdown counts fences: one is ended by as many backquotes or more, alone. */
function openBlocks(text: string): number {
  let fence: string | undefined;
  for (const line of text.split('\n')) {
    const run = /^(`{3,})(.*)$/.exec(line);
    if (run?.[1] === undefined) continue;
    if (fence === undefined) fence = run[1];
    else if (run[2]?.trim() === '' && run[1].length >= fence.length) fence = undefined;
  }
  return fence === undefined ? 0 : 1;
}
