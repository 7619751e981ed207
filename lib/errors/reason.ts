/** What a caught value says of itself, for the message of an error of ours. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The code of an error of the operating system, as `EACCES`; what the value says of itself where it is no such error. */
export function systemErrorCode(error: unknown): string {
  const isCoded = typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
  return isCoded ? String(error.code) : reasonOf(error);
}
