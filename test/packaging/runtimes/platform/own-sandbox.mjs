// Node: the sandboxes in this very process, reached by the Node transport.
import { nodeTransport } from '@rollcall/facade/node';
import { startMock, VENDORS } from '@rollcall/mock-servers';
import { exercise } from './exercise.js';

const mocks = await Promise.all(VENDORS.map((vendor) => startMock(vendor, { strict: true, taskStepMs: 20 })));
const transport = nodeTransport();
const urls = Object.fromEntries(mocks.map(({ url, vendor }) => [vendor, url]));
const result = await exercise(urls, { fetch: transport });
await transport.close();
await Promise.all(mocks.map((mock) => mock.close()));
console.log(JSON.stringify({ ...result, violations: mocks.flatMap(({ violations }) => violations) }));
