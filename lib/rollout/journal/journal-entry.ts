import { z } from 'zod';
import { isChangeId } from './change-id';
import { readRecordedDevices } from './recorded-device';

/** Of the lines below; one that is not understood by an earlier program makes it another version. Those of earlier ones are read. */
export const JOURNAL_VERSION = 2;

const hostnames = z.array(z.string()).readonly();
const decision = z.enum(['confirm', 'rollBack']);
const deviceOutcome = z.enum(['confirmed', 'rolledBack', 'unchanged', 'unknown']);
const changeOutcome = z.enum(['confirmed', 'unchanged', 'refused', 'rolledBack', 'partiallyApplied', 'unknown']);

/** What each kind of line says. */
const ENTRY = z.discriminatedUnion('entry', [
  z
    .object({
      entry: z.literal('started'),
      kind: z.enum(['apply', 'withdraw', 'rollback']),
      /** Of a rollback: the change that it takes back. */
      reverses: z.string().refine(isChangeId).optional(),
      mode: z.enum(['transaction', 'rolling']),
      fabric: z.string(),
      manifestDigest: z.string().optional(),
      hostnames,
      /** How they are reached. */
      devices: z
        .unknown()
        .transform((given) => readRecordedDevices(given))
        .readonly(),
    })
    .refine(({ kind, reverses }) => (kind === 'rollback') === (reverses !== undefined), {
      path: ['reverses'],
      error: 'a rollback, and nothing else, says which change it takes back',
    }),
  /** What it was about to do, by the digest of its plan; absent where a device could not be looked at. */
  z.object({ entry: z.literal('planned'), digest: z.string() }),
  /** Something dangerous that was agreed to, by whom the reason says. */
  z.object({
    entry: z.literal('consent'),
    kind: z.string(),
    hostname: z.string().optional(),
    vrf: z.string().optional(),
    reason: z.string(),
  }),
  /** The first transaction is confirmed, and these devices change once more, in a second one. */
  z.object({ entry: z.literal('secondTransaction'), hostnames }),
  z.object({ entry: z.literal('unchanged'), hostname: z.string() }),
  /** SHA-256 of the diff that the device showed. */
  z.object({ entry: z.literal('staged'), hostname: z.string(), diffDigest: z.string() }),
  /** From 1. */
  z.object({ entry: z.literal('wave'), wave: z.int(), hostnames }),
  /** Written before the commit is sent: from here the device may carry the change. */
  z.object({ entry: z.literal('committing'), hostname: z.string(), groupDigest: z.string(), minutes: z.number() }),
  z.object({ entry: z.literal('pending'), hostname: z.string(), revertsAt: z.string() }),
  z.object({ entry: z.literal('checked'), hostnames }),
  /** What the device said of a step that it did all the same. */
  z.object({
    entry: z.literal('deviceWarning'),
    hostname: z.string(),
    step: z.enum(['load', 'check', 'commit', 'confirm', 'rollBack']),
    message: z.string(),
  }),
  z.object({ entry: z.literal('problem'), hostname: z.string().optional(), code: z.string() }),
  /** Another process goes on with a change that was left in the middle, having read the devices. */
  z.object({ entry: z.literal('takenOver'), by: z.enum(['resume', 'undo']), pending: hostnames }),
  /** Somebody does not want it any more, or whoever has started it is gone, by the code of why: what is not decided goes back. */
  z.object({ entry: z.literal('calledOff'), code: z.string() }),
  /** On disk before the first confirmation or rollback of these devices is sent. */
  z.object({ entry: z.literal('decided'), decision, hostnames }),
  z.object({ entry: z.literal('outcome'), hostname: z.string(), outcome: deviceOutcome }),
  z.object({
    entry: z.literal('finished'),
    outcome: changeOutcome,
    devices: z.record(z.string(), deviceOutcome).readonly(),
  }),
]);

/**
 * One line of the journal. Only names, digests, times, decisions and reasons can be said in it, how devices are reached, and what
 * they warn of, in which secrets are masked: no configuration, hence no secret.
 */
export type JournalEntry = Readonly<z.infer<typeof ENTRY>>;

/** What stands in every line; `version` where a process begins to write. */
const HEADER = z.object({
  time: z.iso.datetime(),
  changeId: z.string().refine(isChangeId),
  version: z.int().optional(),
});

/** A line as it was read. */
export type JournalLine = Readonly<z.infer<typeof HEADER>> & JournalEntry;

/**
 * A line of a journal from its JSON.
 *
 * @returns the line, or what is wrong with it
 */
export function readJournalLine(said: unknown): JournalLine | { readonly wrong: string } {
  const header = HEADER.safeParse(said);
  if (!header.success) return { wrong: reasonIn(header.error) };
  const { version = JOURNAL_VERSION } = header.data;
  if (version < 1 || version > JOURNAL_VERSION) {
    return { wrong: `it is of version ${version}, and this program reads up to version ${JOURNAL_VERSION}` };
  }
  const entry = ENTRY.safeParse(said);
  return entry.success ? { ...header.data, ...entry.data } : { wrong: reasonIn(entry.error) };
}

function reasonIn({ issues: [issue] }: z.ZodError): string {
  return issue === undefined ? 'it is no line of a journal' : `${issue.path.join('.') || 'the line'}: ${issue.message}`;
}
