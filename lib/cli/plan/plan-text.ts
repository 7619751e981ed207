import { Help } from 'commander';
import type { FabricPlan } from '../../rollout/plan/plan';
import type { Palette } from '../palette';
import { indent } from '../table';
import type { ChangesAlike } from './changes-alike';
import { changesAlike } from './changes-alike';
import { describeAdopted, describeChange } from './describe-change';
import { describeDisruption } from './describe-disruption';
import { describeSchedule } from './describe-schedule';
import { Explanations } from './explanations';
import type { PlanSummary, ShownPlan } from './plan-summary';
import { summaryOf } from './plan-summary';

const MARGIN = '    ';

/** How a plan is printed. */
export interface PlanTextStyle {
  readonly palette: Palette;
  /** Characters a line, for sentences; configuration is never broken. */
  readonly columns: number;
  /** Leaves out what the devices would change. */
  readonly isSummary: boolean;
}

/** A plan for people: what it comes to first, then every difference once. */
export function planText(shown: ShownPlan, style: PlanTextStyle): string {
  const { planned } = shown;
  const head = summaryText(summaryOf(shown), style);
  const schedule = planned.schedule === undefined ? '' : describeSchedule(planned.schedule);
  if (style.isSummary) return schedule === '' ? head : `${head}\n${schedule}`;
  const explanations = new Explanations();
  const parts = [
    ...changesAlike(planned.devices).map((alike) => changeText(alike, explanations, style)),
    ...laterText(planned, style.palette),
    ...(schedule === '' ? [] : [schedule]),
  ];
  const why = explanations.lines().map((line) => `${wrapped(line, style.columns, MARGIN)}\n`);
  return [head, ...parts, ...(why.length === 0 ? [] : [why.join('')])].join('\n');
}

function summaryText({ facts, isRefused, title, verdict }: PlanSummary, { columns, palette }: PlanTextStyle): string {
  const lines = [palette.strong(title), ...facts.map((fact) => `${MARGIN}${fact}`)];
  if (verdict !== undefined) {
    const text = wrapped(`${MARGIN}${verdict}`, columns, `${MARGIN}${MARGIN}`);
    lines.push(palette.tone(isRefused ? 'bad' : 'plain', text));
  }
  return lines.map((line) => `${line}\n`).join('');
}

function changeText(alike: ChangesAlike, explanations: Explanations, { columns, palette }: PlanTextStyle): string {
  const { device, hostnames } = alike;
  const title = palette.strong(wrapped(`${hostnames.join(', ')}: ${describeChange(alike)}`, columns, MARGIN));
  const rest = `${describeDisruption(alike, explanations)}${describeAdopted(device)}`;
  return `${title}\n${palette.diff(indent(device.diff, MARGIN))}${indent(rest, MARGIN)}`;
}

/** What the devices that stay change once those that have left the code have no servers any more. */
function laterText({ later }: FabricPlan, palette: Palette): string[] {
  if (later.length === 0) return [];
  const parts = later.map(({ diff, hostname }) => `${palette.strong(hostname)}\n${palette.diff(indent(diff, MARGIN))}`);
  return [`Then, in a second transaction, once all of that is confirmed:\n${indent(parts.join(''), '  ')}`];
}

/** Lines that end between words; every one but the first begins with the margin. */
function wrapped(text: string, columns: number, margin: string): string {
  return new Help().boxWrap(text, columns - margin.length).replaceAll('\n', `\n${margin}`);
}
