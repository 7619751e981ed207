import { isDeepStrictEqual } from 'node:util';
import { AnnotationMetadataEntryType } from '../../lib/cdktf';
import type { IConstruct } from 'constructs';
import { FabricError } from '../../lib/model/fabric-error';
import { reasonMissing } from '../private/errors';
import type { AcknowledgementIntent, FabricIntent } from '../../lib/intent/fabric-intent';
import { compareText } from '../../lib/model/order';
import { evaluate } from '../../lib/rules/evaluate';
import { emptyReport, withRefusals } from '../../lib/rules/refusals';
import type { RuleReport } from '../../lib/rules/report';
import { errorsIn, warningsIn } from '../../lib/rules/report';
import { describeByRule } from '../../lib/rules/report-text';
import type { RulePack } from '../../lib/rules/rule-pack';
import { requireConcrete } from '../private/concrete';
import { oneLine } from '../private/located';
import { isInTree } from '../private/marks';

const RULE_BROKEN = 'ruleBroken';

interface Acknowledgement {
  readonly construct: IConstruct;
  readonly rule: string;
  readonly reason: string;
}

/** The rules that a fabric is held to, and what the user has acknowledged. */
export class FabricRules {
  private readonly fabric: IConstruct;
  private readonly pack: RulePack;
  private readonly given: Acknowledgement[] = [];
  private known?: { readonly intent: FabricIntent; readonly report: RuleReport };

  constructor(fabric: IConstruct, pack: RulePack) {
    this.fabric = fabric;
    this.pack = pack;
  }

  /** @throws FabricError when the reason says nothing */
  acknowledge(construct: IConstruct, rule: string, reason: string): void {
    requireConcrete({ rule, reason }, construct);
    if (reason.trim() === '') throw reasonMissing('acknowledge').at(construct.node.path);
    this.given.push({ construct, rule, reason: oneLine(construct, 'reason', reason, 1000) });
  }

  /** Sorted; absent when there are none. */
  acknowledgements(): Pick<FabricIntent, 'acknowledgements'> {
    const acknowledgements = this.given
      .filter(({ construct }) => isInTree(construct))
      .map(({ construct, rule, reason }) => ({ constructPath: construct.node.path, rule, reason }))
      .sort(compareAcknowledgements);
    return acknowledgements.length === 0 ? {} : { acknowledgements };
  }

  /** What stops synth, one error for each rule that is broken, indented for a list. */
  errors(intent: FabricIntent): FabricError[] {
    const texts = describeByRule(errorsIn(this.evaluate(intent)));
    return texts.map((text) => new FabricError(RULE_BROKEN, text.replaceAll('\n', '\n  ')));
  }

  /**
   * What does not stop synth, as annotations that cdktf prints, one for each rule. Not through Annotations: that adds a
   * stack trace with the paths of this machine to the output.
   */
  warn(intent: FabricIntent, notes: readonly string[] = []): void {
    const given = new Set(this.fabric.node.metadata.map(({ data }) => data as unknown));
    for (const text of [...describeByRule(warningsIn(this.evaluate(intent))), ...notes]) {
      if (!given.has(text)) this.fabric.node.addMetadata(AnnotationMetadataEntryType.WARN, text);
    }
  }

  /**
   * Everything that stops synth, and what else the rules say.
   *
   * @param intent - undefined where none can be made
   * @param problems - of `errors`, and whatever else refuses the fabric
   */
  report(fabricName: string, intent: FabricIntent | undefined, problems: readonly FabricError[]): RuleReport {
    const report = intent === undefined ? emptyReport(fabricName, this.pack.name) : this.evaluate(intent);
    const refusals = problems.filter(({ code }) => code !== RULE_BROKEN);
    return withRefusals(report, refusals, this.fabric.node.path);
  }

  /** Kept as long as the intent stays the same: synth asks several times, and an Aspect may change it in between. */
  private evaluate(intent: FabricIntent): RuleReport {
    if (this.known === undefined || !isDeepStrictEqual(this.known.intent, intent)) {
      this.known = { intent, report: evaluate(intent, { pack: this.pack }) };
    }
    return this.known.report;
  }
}

function compareAcknowledgements(a: AcknowledgementIntent, b: AcknowledgementIntent): number {
  return (
    compareText(a.constructPath, b.constructPath) || compareText(a.rule, b.rule) || compareText(a.reason, b.reason)
  );
}
