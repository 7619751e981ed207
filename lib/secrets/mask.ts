/** What is put in place of a secret where people look. */
export const MASK = '<secret>';
