import { NullProvider } from '@cdktf/provider-null/lib/provider';
import { S3Backend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

/** For `CompanyStack`. */
export interface CompanyStackProps {
  /** Who is called when the stack fails. */
  readonly team: string;
}

/** What every stack of the company has: its state in the company's bucket, and the null provider. */
export class CompanyStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: CompanyStackProps) {
    super(scope, id);
    new S3Backend(this, {
      bucket: 'example-terraform-state',
      key: `${props.team}/${id}.tfstate`,
      region: 'eu-central-1',
    });
    new NullProvider(this, 'null');
  }
}
