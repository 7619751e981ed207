/**
 * All that this library takes of CDK for Terraform. Only constructs/, stacks/ and lib/testing import it, and nobody else
 * names the packages: another one with the same classes has one place to come in.
 */
export { NullProvider } from '@cdktf/provider-null/lib/provider';
export {
  AnnotationMetadataEntryType,
  type IResolvable,
  type IResolveContext,
  LocalBackend,
  type LocalExecProvisioner,
  type Precondition,
  TerraformBackend,
  TerraformLocal,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
  Token,
} from 'cdktf';
export { invokeAspects } from 'cdktf/lib/synthesize/synthesizer';
