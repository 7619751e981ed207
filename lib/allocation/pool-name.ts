import { invalidPoolName } from './errors';

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,62}$/;

/** Whether this can be the name under which allocations are recorded. */
export function isPoolName(text: string): boolean {
  return NAME.test(text);
}

/**
 * The name under which allocations are recorded.
 * @throws FabricError `invalidPoolName`
 */
export function poolName(text: string): string {
  if (!isPoolName(text)) throw invalidPoolName(text);
  return text;
}
