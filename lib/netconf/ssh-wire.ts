/** The two pieces of the SSH wire format (RFC 4251 §5) that keys need. */

/** A length-prefixed string at `offset`, with the offset behind it; undefined when the buffer ends before it does. */
function readSshString(buffer: Buffer, offset: number): { value: Buffer; next: number } | undefined {
  if (offset + 4 > buffer.length) return undefined;
  const next = offset + 4 + buffer.readUInt32BE(offset);
  return next > buffer.length ? undefined : { value: buffer.subarray(offset + 4, next), next };
}

/** `value` with its length before it. */
export function sshString(value: Buffer | string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** The key type that a public key blob names first, for example `ssh-ed25519`. */
export function keyTypeOf(blob: Buffer): string | undefined {
  const type = readSshString(blob, 0)?.value.toString('latin1');
  return type !== undefined && /^[\w.@-]{1,64}$/.test(type) ? type : undefined;
}
