import { invalidFrozenSetting } from './errors';

/**
 * Why the lock file may not be changed here: as JUNOS_FABRIC_FROZEN says (1 or 0), and otherwise whether this is a
 * pipeline (CI).
 *
 * @returns the setting that says so; undefined when the file may be changed
 * @throws FabricError `invalidFrozenSetting`
 */
export function frozenBecause(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const { JUNOS_FABRIC_FROZEN: setting = '', CI: pipeline = '' } = environment;
  if (setting === '1' || setting === 'true') return `JUNOS_FABRIC_FROZEN=${setting}`;
  if (setting === '0' || setting === 'false') return undefined;
  if (setting !== '') throw invalidFrozenSetting(setting);
  return ['', '0', 'false'].includes(pipeline) ? undefined : `CI=${pipeline}`;
}
