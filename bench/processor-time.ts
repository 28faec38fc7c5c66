import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts a process's time in these; a constant of its interface, whatever the kernel's own tick is. */
const TICKS_A_SECOND = 100;

/**
 * Seconds of processor time that a process and all its children have used so far, those that have ended included. Beside
 * other work on the machine this says more than the clock.
 */
function processorTimeWithChildren(pid: number): number {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => timesOf(Number(name)) ?? [])
    .filter(({ parent }) => parent === pid);
  const own = timesOf(pid);
  if (!own) throw new Error(`process ${pid} is gone`);
  return (own.used + own.ofEnded + children.reduce((sum, { used }) => sum + used, 0)) / TICKS_A_SECOND;
}

/** Seconds of processor time of this process. */
function ownProcessorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

/** From the fields of /proc/PID/stat behind the name: parent, and time of its own and of its ended children, in ticks. */
function timesOf(pid: number): { parent: number; used: number; ofEnded: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map(
      (field) => fields[field],
    );
    return { parent, used: user + system, ofEnded: endedUser + endedSystem };
  } catch {
    return null;
  }
}

/** What a piece of work took by the clock, and of the processors: seconds. */
export interface Used {
  readonly seconds: number;
  /** Of this process: the service itself where a benchmark carries it, else what brings the rows. */
  readonly client: number;
  /** Of the database server, all its processes. */
  readonly server: number;
}

/** @param serverPid the database server's first process, whose children the others are. */
export async function measured(serverPid: number, work: () => Promise<void>): Promise<Used> {
  const [client, server, began] = [
    ownProcessorTime(),
    processorTimeWithChildren(serverPid),
    performance.now(),
  ];
  await work();
  const seconds = (performance.now() - began) / 1000;
  return {
    seconds,
    client: ownProcessorTime() - client,
    server: processorTimeWithChildren(serverPid) - server,
  };
}
