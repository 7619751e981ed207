import type { AcknowledgedFinding, Finding, RuleReport } from './report';
import { rulesIn } from './report-json';
import type { RuleDescription } from './rule';
import { jsonText } from '../text/json-text';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/**
 * The report as SARIF 2.1.0 (`rules.sarif`), which pipelines and code reviews read. A place is the path of a construct, as
 * a logical location; what is acknowledged is there too, suppressed with its reason.
 */
export function writeReportSarif(report: RuleReport): string {
  const rules = rulesIn(report);
  const indexOf = new Map(rules.map(({ id }, i) => [id, i]));
  const result = (finding: Finding | AcknowledgedFinding): object => ({
    ruleId: finding.rule.id,
    ruleIndex: indexOf.get(finding.rule.id),
    level: finding.rule.severity,
    message: { text: finding.message },
    locations: finding.constructPaths.map(location),
  });
  const document = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'cdktf-junos-fabric', rules: rules.map(descriptor) } },
        automationDetails: { id: `${report.fabric}/${report.pack}` },
        results: [
          ...report.findings.map(result),
          ...report.acknowledged.map((finding) => ({ ...result(finding), suppressions: suppressionsOf(finding) })),
        ],
      },
    ],
  };
  return `${jsonText(document, 2)}\n`;
}

function descriptor({ id, severity, what, why, fix, reference }: RuleDescription): object {
  return {
    id,
    shortDescription: { text: what },
    fullDescription: { text: why },
    help: { text: `${fix} (${reference})` },
    defaultConfiguration: { level: severity },
  };
}

function location(constructPath: string): object {
  return { logicalLocations: [{ fullyQualifiedName: constructPath, kind: 'resource' }] };
}

function suppressionsOf({ acknowledgements }: AcknowledgedFinding): object[] {
  return acknowledgements.map(({ reason, constructPath }) => ({
    kind: 'inSource',
    justification: reason,
    location: location(constructPath),
  }));
}
