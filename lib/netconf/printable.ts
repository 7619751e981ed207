import { scrub } from '../secrets/scrub';

/** C0 without tab and line breaks, DEL, and C1 with its one-byte CSI. */
const CONTROL = /[^\P{Cc}\t\n\r]/gu;

/** The references to such characters that XML allows, and to the carriage return, which writes over a line. */
const REFERENCE = /&#(?:0*(?:13|12[7-9]|1[3-5]\d)|x0*(?:d|7f|[89][\da-f]));/gi;

const REPLACEMENT = '\ufffd';

/**
 * What a device sends, with everything replaced that would control the terminal of whoever reads it: its hostname, a
 * description or an error could otherwise clear the screen and write a success over a failure. Neither a configuration nor
 * well-formed XML has such characters.
 */
export function printable(text: string): string {
  const shown = text.replace(CONTROL, REPLACEMENT);
  return shown.includes('&#') ? shown.replace(REFERENCE, REPLACEMENT) : shown;
}

/** Longer texts are cut: who asks to disconnect may say why at any length. */
const LONGEST_REASON = 200;

/** Words of a peer about itself, for a message: on one line, and not too many. */
export function printableReason(text: string): string {
  const line = printable(scrub(text)).replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_REASON ? `${line.slice(0, LONGEST_REASON)} …` : line;
}
