/** The Terraform resource type that carries the fabric. The two differ in type and attribute name, and in nothing else. */
export enum Carrier {
  /** `null_resource` of the provider hashicorp/null. */
  NULL_RESOURCE = 'null_resource',
  /** `terraform_data`, which is built into Terraform (1.4 and later): nothing is downloaded. */
  TERRAFORM_DATA = 'terraform_data',
}
