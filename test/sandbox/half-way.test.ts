import { describeHalfWay } from './half-way.test.helper.js';

// Every call in one way; in all of them: half-way.slow.test.ts.
await describeHalfWay([500, 'cut after', 'web page'], false);
