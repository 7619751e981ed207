/** Address family, in Junos' words. */
export type Family = 'inet' | 'inet6';
