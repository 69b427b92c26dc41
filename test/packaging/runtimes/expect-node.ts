// Runs in every worker of faults.config.ts: a worker on another Node would prove nothing.
const { ROLLCALL_NODE_MAJOR: major } = process.env;
if (process.versions.node.split('.')[0] !== major) {
  throw new Error(`this worker runs Node ${process.versions.node}, not ${major}`);
}
