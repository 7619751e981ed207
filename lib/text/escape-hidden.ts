const HIDDEN = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/gu;

/**
 * Text on one line in which everything is seen: control characters, line breaks, halves of characters and the marks that
 * reorder what is shown (U+202E and its kind, by which code reads other than it runs) as `\u` escapes of JavaScript.
 */
export function escapeHidden(text: string): string {
  return text.replace(HIDDEN, codeUnitEscape);
}

/** One character, of one UTF-16 unit, as JavaScript and JSON escape it. */
export function codeUnitEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
