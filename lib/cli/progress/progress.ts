import type { EventListener } from '../../rollout/events';

/** Something that shows a rollout to whoever waits for it. */
export interface Progress {
  readonly on: EventListener;
  /** Nothing more will come: leaves the terminal as it should be. */
  finish(): void;
}
