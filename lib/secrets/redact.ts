import { mask } from './vault';

/** Statements whose value Junos itself masks in its output. */
const SECRET =
  /\b((?:authentication-key|secret|password|simple-password|encrypted-password|plain-text-password-value|pre-shared-key(?: \S+)?|key-string)\s+)("[^"]*"|[^\s;]+)/g;

/** The name of an SNMP community is its password; set lines name both in one line. */
const SNMP_COMMUNITY = /\b(snmp (?:\S+ )*?community )("[^"]*"|[^\s;]+)/g;

/** Text from a device or a configuration without the secrets in it, to be shown or kept. */
export function redact(text: string): string {
  return mask(text)
    .replace(SECRET, '$1"<secret>"')
    .replace(SNMP_COMMUNITY, '$1"<secret>"')
    .replace(/\$[189]\$[^\s";]+/g, '<secret>');
}
