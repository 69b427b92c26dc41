import { startMock, type Vendor } from '@rollcall/mock-servers';

const mock = await startMock(process.argv[2] as Vendor);
process.on('message', () => {
  globalThis.gc?.();
  process.send?.(process.memoryUsage().heapUsed);
});
process.send?.(mock.port);
