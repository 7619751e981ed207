/** A name of a routing policy that Junos takes without quotes. */
export const POLICY_NAME = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,254}$/;
