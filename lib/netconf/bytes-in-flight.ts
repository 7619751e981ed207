import { tooMuchInFlight } from './errors';
import { MAX_MESSAGE_BYTES } from './framing';

/** Eight messages of the largest size, or a hundred full configurations of usual size, all half arrived. */
export const MAX_BYTES_IN_FLIGHT = 8 * MAX_MESSAGE_BYTES;

let inFlight = 0;

/**
 * What one session holds of messages that are not read yet, as a part of what all sessions of the process hold: a limit
 * for each message alone is none for the memory, where many devices are read at once.
 */
export class BytesInFlight {
  private held = 0;

  /**
   * Says how many bytes the session holds now.
   *
   * @throws tooMuchInFlight
   */
  hold(bytes: number): void {
    const others = inFlight - this.held;
    if (bytes > this.held && others + bytes > MAX_BYTES_IN_FLIGHT) throw tooMuchInFlight(MAX_BYTES_IN_FLIGHT);
    inFlight = others + bytes;
    this.held = bytes;
  }
}
