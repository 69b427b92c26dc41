import { vendors } from '../../support/vendors/index.ts';

// Run with --expose-gc as `create-many.ts <vendor> <baseUrl> <count>`: creates that many users and prints, as JSON, what
// came of it and the heap in use after a collection, sampled along the way. The server is another process's.

const [key, baseUrl = '', count] = process.argv.slice(2);
const total = Number(count);
const SAMPLES = 10;

const vendor = vendors.find((each) => each.key === key);
if (!vendor) throw new Error(`There is no vendor ${key}`);

async function* people() {
  for (let n = 0; n < total; n += 1)
    yield vendor?.bulk.newcomer(`user${String(n).padStart(6, '0')}`) as object;
}

const heaps: number[] = [];
let seen = 0;
const client = vendor.open(baseUrl, { secret: vendor.credential.sandbox });
const report = await client.createMany(people(), {
  collect: false,
  onResult() {
    seen += 1;
    if (seen % Math.floor(total / SAMPLES) !== 0) return;
    globalThis.gc?.();
    heaps.push(process.memoryUsage().heapUsed);
  },
});
console.log(JSON.stringify({ ...report, seen, heaps }));
