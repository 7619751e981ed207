import fc from 'fast-check';
import { FabricError } from '../../lib/model/fabric-error';
import { END_OF_MESSAGE, frameMessage, messageReader } from '../../lib/netconf/framing';
import type { FramingName } from '../../lib/netconf/framing';
import type { MessageReader } from '../../lib/netconf/message-reader';

const FRAMINGS: readonly FramingName[] = ['endOfMessage', 'chunked'];

/** Payloads full of what could be taken for framing. */
const payload = fc
  .array(fc.constantFrom(']', '>', ']]>', ']]>]]', '\n', '#', '\n#', '\n##\n', '\n#1\n', 'x', 'é', '🙂', ' '), {
    minLength: 1,
    maxLength: 30,
  })
  .map((parts) => `<${parts.join('')}>`)
  .filter((text) => !text.includes(END_OF_MESSAGE));

/** Bytes that are nearly a message. */
const noise = fc
  .array(fc.constantFrom('\n', '#', '\n#', '##\n', '\n#3\n', '\n#20\n', 'abc', ']]>', ']]>]]>', '9'), { maxLength: 30 })
  .map((parts) => Buffer.from(parts.join('')));

function drain(reader: MessageReader): string[] {
  const messages: string[] = [];
  for (let next = reader.next(); next !== undefined; next = reader.next()) messages.push(next.toString('utf8').trim());
  return messages;
}

/** One message in chunks of the given sizes, which are used in turn. */
function inChunks(payload: string, sizes: readonly number[]): Buffer {
  const bytes = Buffer.from(payload);
  const framed: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const chunk = bytes.subarray(at, at + (sizes[turn % sizes.length] ?? 1));
    framed.push(Buffer.from(`\n#${chunk.length}\n`), chunk);
    at += chunk.length;
  }
  return Buffer.concat([...framed, Buffer.from('\n##\n')]);
}

/** Cuts `bytes` at the given places, which may repeat. */
function portions(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((one, other) => one - other);
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

describe.each(FRAMINGS)('%s', (framing) => {
  test('any sequence of payloads survives being cut anywhere', () => {
    fc.assert(
      fc.property(fc.array(payload, { maxLength: 6 }), fc.array(fc.nat(), { maxLength: 40 }), (payloads, cuts) => {
        const bytes = Buffer.concat(payloads.map((one) => frameMessage(framing, one)));
        const reader = messageReader(framing);
        const read = portions(bytes, cuts).flatMap((portion) => {
          reader.push(portion);
          return drain(reader);
        });
        expect(read).toEqual(payloads.map((one) => one.trim()));
        expect(reader.takeRest()).toHaveLength(0);
      }),
    );
  });

  test('any bytes, however they arrive, are read or refused by an error of the library', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }).map((some) => Buffer.from(some)),
      noise,
    );
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(), { maxLength: 10 }), (arriving, cuts) => {
        const reader = messageReader(framing, 30);
        try {
          for (const portion of portions(arriving, cuts)) {
            reader.push(portion);
            drain(reader);
          }
        } catch (error) {
          expect(FabricError.isFabricError(error)).toBe(true);
        }
      }),
    );
  });

  test('a message that arrives byte by byte is read', () => {
    const reader = messageReader(framing);
    const bytes = frameMessage(framing, '<a>]]>]] \n## </a>');
    const read = [...bytes].flatMap((byte) => {
      reader.push(Buffer.from([byte]));
      return drain(reader);
    });
    expect(read).toEqual(['<a>]]>]] \n## </a>']);
  });

  test('a message beyond the limit is refused before it is complete', () => {
    const reader = messageReader(framing, 1000);
    reader.push(frameMessage(framing, 'x'.repeat(2000)).subarray(0, 1500));
    expect(() => reader.next()).toThrow('larger than the limit of 1000 bytes');
  });

  test('what follows a message can be taken out and read in the other framing', () => {
    const other = framing === 'chunked' ? 'endOfMessage' : 'chunked';
    const reader = messageReader(framing);
    reader.push(Buffer.concat([frameMessage(framing, '<hello/>'), frameMessage(other, '<next/>')]));
    expect(reader.next()?.toString().trim()).toBe('<hello/>');
    const second = messageReader(other);
    second.push(reader.takeRest());
    expect(drain(second)).toEqual(['<next/>']);
  });
});

describe('end-of-message framing', () => {
  test('the mark never lies across a boundary of 4096 bytes', () => {
    for (let length = 4000; length < 4200; length += 1) {
      const bytes = frameMessage('endOfMessage', 'x'.repeat(length));
      const start = bytes.length - END_OF_MESSAGE.length;
      expect(Math.floor(start / 4096)).toBe(Math.floor((bytes.length - 1) / 4096));
      expect(bytes.toString().trimEnd().endsWith(END_OF_MESSAGE)).toBe(true);
    }
  });

  test('a payload with the mark in it is refused', () => {
    expect(() => frameMessage('endOfMessage', '<a>]]>]]></a>')).toThrow(']]>]]>');
    expect(frameMessage('chunked', '<a>]]>]]></a>').toString()).toContain(']]>]]>');
  });

  test('a payload that ends like half a mark stays apart from it', () => {
    const reader = messageReader('endOfMessage');
    reader.push(frameMessage('endOfMessage', '<![CDATA[x]]>'));
    expect(drain(reader)).toEqual(['<![CDATA[x]]>']);
  });
});

describe('chunked framing', () => {
  test('several chunks are one message', () => {
    const reader = messageReader('chunked');
    reader.push(Buffer.from('\n#4\n<a>1\n#5\n2</a>\n##\n\n#4\n<b/>\n##\n'));
    expect(drain(reader)).toEqual(['<a>12</a>', '<b/>']);
  });

  test('any chunks of any sizes are one message, however they arrive', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.array(payload, { maxLength: 4 }),
        sizes,
        fc.array(fc.nat(), { maxLength: 20 }),
        (texts, ...how) => {
          const [chunks, cuts] = how;
          const reader = messageReader('chunked');
          const read = portions(Buffer.concat(texts.map((text) => inChunks(text, chunks))), cuts).flatMap((portion) => {
            reader.push(portion);
            return drain(reader);
          });
          expect(read).toEqual(texts.map((text) => text.trim()));
        },
      ),
    );
  });

  test('a message of very many chunks is read', () => {
    const text = `<a>${'x'.repeat(50_000)}</a>`;
    const reader = messageReader('chunked');
    reader.push(inChunks(text, [1]));
    expect(drain(reader)).toEqual([text]);
  });

  test('a line feed too many before the first chunk, as after a Junos greeting, is let pass', () => {
    const reader = messageReader('chunked');
    reader.push(Buffer.from('\n\n#4\n<a/>\n##\n'));
    expect(drain(reader)).toEqual(['<a/>']);
  });

  test('what is no header is told without what would control a terminal', () => {
    const reader = messageReader('chunked');
    reader.push(Buffer.from('\n#\u009b2J\n', 'latin1'));
    expect(() => reader.next()).toThrow('not "\\n#\ufffd2J\\n"');
  });

  test.each([
    '<rpc-reply>',
    '\n#0\n',
    '\n#01\n',
    '\n#x\n',
    '\n##\n',
    '\n#12345678901\n',
    '\n#4\n<a/>##',
    '\n#-1\n',
    '\n#99999999999999',
  ])('bytes that are no chunk are refused: %j', (text) => {
    const reader = messageReader('chunked');
    reader.push(Buffer.from(text));
    expect(() => drain(reader)).toThrow(/chunk header was expected|larger than the limit/);
  });
});
