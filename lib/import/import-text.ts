import type { ImportResult } from './import-fabric';
import type { DeviceReport, ListedLine } from './import-report';

/** What an import leaves to be known, for people: device by device, line by line. */
export function describeImport({ devices, questions }: ImportResult): string {
  const asked =
    questions.length === 0
      ? []
      : [`Questions, each of which the program answers by a guess:\n${questions.map((one) => `  ${one}\n`).join('')}`];
  return [...asked, ...devices.map(describeDevice)].join('\n');
}

function describeDevice(report: DeviceReport): string {
  const { added, adopted, doubtful, file, given, hostname, leftAlone, reproduced } = report;
  const lines = [
    `${hostname} (${file}): ${reproduced.length} statements reproduced, ${added.length} added, ${leftAlone.length} left alone`,
    ...section('The program says what the device does not have; look at each before the first rollout:', added),
    ...section(
      'The program adopts these places: the first rollout deletes them in the commit that loads the group of the fabric:',
      adopted,
    ),
    ...section(
      'Configuration groups and interface ranges give these values where the program has ports and sessions; one that it does not say stops the first rollout:',
      given.map(({ line, reason }) => `${line} (${reason})`),
    ),
    ...section(
      'Warning: the device has values here that the library would refuse; one of the two is wrong:',
      doubtful.map(({ line, reason }) => `${line} (${reason})`),
    ),
    ...(leftAlone.length === 0 ? [] : ['  Left alone:', ...byReason(leftAlone)]),
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`  ${title}`, ...lines.map((line) => `    ${line}`)];
}

/** Lines in their order, under the reason they share. */
function byReason(listed: readonly ListedLine[]): string[] {
  const reasons = new Map<string, string[]>();
  for (const { line, reason } of listed) {
    const known = reasons.get(reason);
    if (known === undefined) reasons.set(reason, [line]);
    else known.push(line);
  }
  return [...reasons].flatMap(([reason, lines]) => [`    ${reason}:`, ...lines.map((line) => `      ${line}`)]);
}
