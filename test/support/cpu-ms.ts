/** Milliseconds of processor time since a reading: on a busy machine the clock on the wall says more of the machine. */
export function cpuMsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
