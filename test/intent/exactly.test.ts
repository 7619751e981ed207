import { typeErrors } from '../support/type-errors';

const PROBE = 'lib/intent/probe.ts';
const SIDE = "side: z.enum(['left', 'right']).optional()";

test('a schema that has not every key and value of its type does not compile', () => {
  const probes = `
    import { z } from 'zod';
    import { exactly } from './exactly';
    interface Held { readonly name: string; readonly side?: 'left' | 'right' }
    exactly<Held>()({ name: z.string(), ${SIDE} });
    exactly<Held>()({ name: z.string() });
    exactly<Held>()({ name: z.string(), side: z.enum(['left']).optional() });
    exactly<Held>()({ name: z.string(), side: z.enum(['left', 'right']) });
    exactly<Held>()({ name: z.number(), ${SIDE} });
    exactly<Held>()({ name: z.string(), ${SIDE}, more: z.string() });
  `;
  expect(typeErrors([PROBE], { [PROBE]: () => probes })).toEqual([
    `${PROBE}: exactly<Held>()({ name: z.number(), ${SIDE} }); TS2322`,
    `${PROBE}: exactly<Held>()({ name: z.string() }); TS2345`,
    `${PROBE}: exactly<Held>()({ name: z.string(), side: z.enum(['left', 'right']) }); TS2741`,
    `${PROBE}: exactly<Held>()({ name: z.string(), ${SIDE}, more: z.string() }); TS2322`,
    `${PROBE}: exactly<Held>()({ name: z.string(), side: z.enum(['left']).optional() }); TS2322`,
  ]);
});

test('a key that a type of the intent gets, and the schema of the manifest does not, does not compile', () => {
  const more = (type: string) => (text: string) =>
    text.replace(`interface ${type} {`, `interface ${type} {\n  readonly damping?: true;`);
  const errors = typeErrors(['lib/intent/schema.ts'], {
    'lib/intent/session-intent.ts': more('BackupIntent'),
    'lib/intent/port-intent.ts': more('AggregateIntent'),
    'lib/intent/fabric-intent.ts': (text) => text.replace("'partition'; ", "'partition'; readonly damping?: true; "),
  });
  expect(errors).toEqual([
    expect.stringMatching(/^lib\/intent\/schema\.ts: backup: .* TS2345$/),
    expect.stringMatching(/^lib\/intent\/schema\.ts: const aggregate = .* TS2345$/),
    expect.stringMatching(/^lib\/intent\/schema\.ts: exactly<Of<ConsentIntent, 'kind', 'partition'>>.* TS2345$/),
  ]);
});
