/** How much of the configuration `terraform plan` shows, and so how much of it Terraform's state holds. */
export class PlanDetail {
  /** The changed lines of every device, as curly text, stanza by stanza. */
  static text(): PlanDetail {
    return new PlanDetail(true);
  }

  /** One digest per device, for stacks whose state would grow beyond about 10 MB. `junos-fabric plan` shows the lines. */
  static digests(): PlanDetail {
    return new PlanDetail(false);
  }

  /** Whether the configuration itself is in the plan. */
  readonly includesText: boolean;

  private constructor(includesText: boolean) {
    this.includesText = includesText;
  }
}
