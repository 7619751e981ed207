import { LEAVES } from './fault-fabric';
import type { FaultLab } from './fault-lab';

/** A commit has taken sessions after this time. */
const COMMIT_MS = 1_500;

/** Sees to it that nobody takes an attachment that a server has while another one has been gone for so long that this could be known. */
export class HomeWatch {
  /** By server and leaf, since when, in the lab's time. */
  private readonly down = new Map<string, number>();
  private lookedAtAt = Infinity;
  /** By leaf, when the present change came to it. */
  private readonly taken = new Map<string, number>();

  /** @param patienceMs - an attachment that went away so short ago may not have been seen */
  constructor(
    private readonly lab: FaultLab,
    private readonly patienceMs: number,
  ) {
    lab.lab.observe(({ type }) => {
      if (type === 'stateChanged') this.look();
    });
  }

  changeBegins(): void {
    this.lookedAtAt = Infinity;
    this.taken.clear();
  }

  /** Every device has been looked at: what was down before is no reason to wait. */
  lookedAt(): void {
    this.lookedAtAt = Math.min(this.lookedAtAt, this.lab.time.now());
  }

  /** A leaf is about to change: which attachments of its servers have been gone for long. */
  taking(hostname: string): string[] {
    const now = this.lab.time.now();
    this.taken.set(hostname, now);
    return this.homes()
      .filter(({ leaf }) => leaf !== hostname)
      .filter(({ server }) => this.homes().some((own) => own.leaf === hostname && own.server === server))
      .filter(({ server }) => !this.wasDown(server, hostname))
      .flatMap(({ server, leaf }) => {
        const since = this.down.get(`${server} ${leaf}`);
        const isKnown = since !== undefined && since > this.lookedAtAt && now - since > this.patienceMs;
        return isKnown
          ? [`${hostname} changes although ${server} has had no session on ${leaf} for ${(now - since) / 1000} s`]
          : [];
      });
  }

  /** The change is about to be kept on leaves: which sessions it has taken and not given back. */
  keeping(hostnames: readonly string[]): string[] {
    return this.homes()
      .filter(({ leaf }) => hostnames.includes(leaf))
      .filter(({ server, leaf }) => {
        const [since, taken] = [this.down.get(`${server} ${leaf}`), this.taken.get(leaf)];
        return since !== undefined && taken !== undefined && since >= taken && since <= taken + COMMIT_MS;
      })
      .map(({ server, leaf }) => `${leaf} is to keep the change although it has taken its session with ${server}`);
  }

  /** Down already when the devices were looked at, and ever since: there is nothing to take. */
  private wasDown(server: string, leaf: string): boolean {
    const since = this.down.get(`${server} ${leaf}`);
    return since !== undefined && since <= this.lookedAtAt;
  }

  private look(): void {
    const up = new Set<string>();
    for (const [leaf, sessions] of this.lab.lab.state.sessions()) {
      for (const { peer } of sessions) if (peer?.kind === 'server') up.add(`${peer.server.name} ${leaf}`);
    }
    for (const { server, leaf } of this.homes()) {
      const home = `${server} ${leaf}`;
      if (up.has(home)) this.down.delete(home);
      else if (!this.down.has(home)) this.down.set(home, this.lab.time.now());
    }
  }

  private homes(): { readonly server: string; readonly leaf: string }[] {
    return this.lab.lab.topology.servers.flatMap(({ name, links }) =>
      links
        .filter(({ device }) => LEAVES.some((one) => one === device))
        .map(({ device }) => ({ server: name, leaf: device })),
    );
  }
}
