import { countLines } from '../progress/describe-event';
import { changesAlike } from './changes-alike';
import { describeAdopted, describeChange } from './describe-change';
import { describeDisruption } from './describe-disruption';
import { describeSchedule } from './describe-schedule';
import { Explanations } from './explanations';
import { errorsOf, warningsOf } from './plan-problems';
import type { ShownPlan } from './plan-summary';
import { summaryOf } from './plan-summary';

/** A comment on GitHub takes 65,536 characters, one on GitLab more; the rest is for whoever writes something around it. */
const LONGEST = 60_000;
/** Of what is wrong: the rest is for what would change. */
const LONGEST_MESSAGES = 20_000;

/** A part that can be left out. */
interface Folded {
  readonly title: string;
  readonly body: string;
}

/**
 * A plan for a comment on a pull request: what it comes to, then every difference folded. Where all together would be too long for
 * a comment, the last differences are left out, and it says how many.
 */
export function planMarkdown(shown: ShownPlan, isSummary: boolean): string {
  const { facts, title, verdict } = summaryOf(shown);
  const messages = [
    ...errorsOf(shown).map((text) => `error: ${text}\n`),
    ...warningsOf(shown).map((text) => `warning: ${text}\n`),
  ];
  const head = [
    `### ${title}\n`,
    ...(facts.length === 0 ? [] : [facts.map((fact) => `- ${fact}\n`).join('')]),
    ...(verdict === undefined ? [] : [`${verdict}\n`]),
    ...(messages.length === 0 ? [] : [fenced('text', firstOf(messages))]),
  ].join('\n');
  return withinLimit(head, isSummary ? [] : foldedParts(shown));
}

/** As many lines as there is room for. */
function firstOf(lines: readonly string[]): string {
  let text = '';
  for (const [index, line] of lines.entries()) {
    if (text.length + line.length > LONGEST_MESSAGES) return `${text}and ${lines.length - index} more\n`;
    text += line;
  }
  return text;
}

function foldedParts({ planned }: ShownPlan): Folded[] {
  const explanations = new Explanations();
  const changes = changesAlike(planned.devices).map((alike) => ({
    title: `${alike.hostnames.join(', ')}: ${describeChange(alike)}`,
    body: `${fenced('diff', alike.device.diff)}${fenced('text', `${describeDisruption(alike, explanations)}${describeAdopted(alike.device)}`)}`,
  }));
  const later = planned.later.map(({ diff, hostname }) => ({
    title: `${hostname}, in a second transaction: ${countLines(diff)}`,
    body: fenced('diff', diff),
  }));
  const schedule = planned.schedule === undefined ? '' : describeSchedule(planned.schedule);
  const why = explanations.lines();
  return [
    ...(why.length === 0 ? [] : [{ title: 'Why', body: fenced('text', `${why.join('\n')}\n`) }]),
    ...(schedule === '' ? [] : [{ title: 'Waves', body: fenced('text', schedule) }]),
    ...changes,
    ...later,
  ];
}

function withinLimit(head: string, parts: readonly Folded[]): string {
  let text = head;
  for (const [index, { body, title }] of parts.entries()) {
    const next = `\n<details><summary>${title}</summary>\n\n${body}\n</details>\n`;
    if (text.length + next.length > LONGEST) return `${text}\n${leftOut(parts.length - index)}`;
    text += next;
  }
  return text;
}

function leftOut(count: number): string {
  return `${count} more ${count === 1 ? 'part is' : 'parts are'} left out for length: \`junos-fabric plan\` shows them all, and \`--device\` one device.\n`;
}

/** A block of code that nothing in the text can end. */
function fenced(language: string, text: string): string {
  if (text === '') return '';
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.endsWith('\n') ? text : `${text}\n`}${fence}\n`;
}
