import type { Iq, IqUser } from '@rollcall/facade/iq';
import type { QRadar, QRadarUser } from '@rollcall/facade/qradar';
import { watch } from '@rollcall/facade/watch';
import { expectTypeOf, it } from 'vitest';

declare const qradar: QRadar;
declare const iq: Iq;

it('the key of a change is what the vendor tells users apart by', async () => {
  for await (const change of watch(qradar.users.list(), { confirm: (id) => qradar.users.get(id) })) {
    expectTypeOf(change.key).toEqualTypeOf<number>();
    if (change.type === 'updated') expectTypeOf(change.changed).toEqualTypeOf<readonly string[]>();
    if (change.type === 'created') expectTypeOf(change.item).toEqualTypeOf<QRadarUser>();
    // @ts-expect-error a user who is gone has no data any more
    if (change.type === 'deleted') change.item;
  }
  for await (const change of watch(iq.users.list())) {
    expectTypeOf(change.key).toEqualTypeOf<string>();
    if (change.type === 'created') expectTypeOf(change.item).toEqualTypeOf<IqUser>();
  }
  // @ts-expect-error there is no such field to ignore
  watch(iq.users.list(), { ignore: ['surname'] });
});

it('results of bulk work are told apart by their status', async () => {
  const report = await qradar.users.deleteMany([1], { wait: false });
  for (const result of report.results) {
    if (result.status === 'done') expectTypeOf(result.value.task_id).toEqualTypeOf<number>();
    if (result.status === 'failed') expectTypeOf(result.state?.task_id).toEqualTypeOf<number | undefined>();
    // @ts-expect-error an item that was not started has no error
    if (result.status === 'not-started') result.error;
  }
  // @ts-expect-error QRadar's ids are numbers
  await qradar.users.deleteMany(['jane']);
  // @ts-expect-error IQ tells users apart by name
  await iq.users.updateMany([{ id: 'jane', patch: {} }]);
});
