import { evaluate } from '../../lib/rules/evaluate';
import { writeReportJson } from '../../lib/rules/report-json';
import { writeReportSarif } from '../../lib/rules/report-sarif';
import { expectGolden } from '../support/golden';
import { soundFabric, withLeaf, withServer2 } from './sound-fabric';

/** An error of two constructs, a warning, and one that is acknowledged. */
const report = evaluate({
  ...withLeaf(withServer2({ leaves: ['leaf11'], prefixes: ['10.1.5.0/25'] }), 'leaf11', { loopback: '192.168.1.10' }),
  acknowledgements: [{ constructPath: 'dc1/server2', rule: 'server/single-homed', reason: 'a lab box' }],
});

interface Sarif {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly locations: readonly { readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[] }[];
      readonly suppressions?: readonly { readonly kind: string; readonly justification: string }[];
    }[];
  }[];
}

const sarif = JSON.parse(writeReportSarif(report)) as Sarif;

test('both reports, byte for byte', () => {
  expectGolden('golden/rules/rules.json', writeReportJson(report));
  expectGolden('golden/rules/rules.sarif', writeReportSarif(report));
});

test('SARIF has one run, whose results name its rules by id and index', () => {
  const [run] = sarif.runs;
  expect([sarif.version, sarif.runs.length]).toEqual(['2.1.0', 1]);
  expect(run?.results.map(({ ruleIndex }) => run.tool.driver.rules[ruleIndex]?.id)).toEqual(
    run?.results.map(({ ruleId }) => ruleId),
  );
  expect(run?.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
    ['device/loopback-shared', 'error'],
    ['bgp/prefix-of-two-servers', 'warning'],
    ['server/single-homed', 'warning'],
  ]);
});

test('SARIF names the constructs, and has what is acknowledged, suppressed with its reason', () => {
  const results = sarif.runs[0]?.results ?? [];
  expect(results[0]?.locations.flatMap((at) => at.logicalLocations.map((one) => one.fullyQualifiedName))).toEqual([
    'dc1/leaf10',
    'dc1/leaf11',
  ]);
  expect(
    results.map(({ suppressions }) => suppressions?.map(({ kind, justification }) => [kind, justification])),
  ).toEqual([undefined, undefined, [['inSource', 'a lab box']]]);
});

test('a report without findings is one too', () => {
  const none = JSON.parse(writeReportSarif(evaluate(soundFabric()))) as Sarif;
  expect(none.runs[0]?.results).toEqual([]);
});
