import { factsOf } from '../../spec/fact.js';
import { answerItem, answerList } from '../http/answer.js';
import type { Call, OperationRoute } from '../http/route.js';
import { latestVersion } from '../http/versions.js';
import { shapes } from '../query/shapes.js';

/** Some of the tags that IBM's page shows and of those that the console is translated into; the choice is ours. */
const LOCALES = [
  'ar-DZ',
  'de',
  'en',
  'en-US',
  'es',
  'fr',
  'fr-CA',
  'it',
  'ja',
  'ko',
  'pt-BR',
  'ru',
  'sq',
  'sq-AL',
];
const TRANSLATED = ['de', 'en', 'en-US', 'es', 'fr', 'it', 'ja', 'ko', 'pt-BR', 'ru'];

const ENCODINGS = ['ISO-8859-1', 'ISO-8859-15', 'Shift_JIS', 'US-ASCII', 'UTF-16', 'UTF-8', 'windows-1252'];

/** What a number is shown as, when `sample_type` asks for it; the number is ours. */
const SAMPLE = 1234567.89;

export const informationRoutes: readonly OperationRoute[] = [
  {
    operationId: 'listLocales',
    handle: (call) => {
      const withSample = call.query.get('sample_type') === 'NUMBER';
      return answerList(call, LOCALES, {
        shape: shapes.locale,
        view: (id) => localeView(id, withSample),
        sortCodes: { unknown: 38315001, unsupported: 38315002 },
      });
    },
  },
  {
    operationId: 'listEncodings',
    handle: (call) => answerList(call, ENCODINGS, { shape: shapes.encoding, view: (id) => ({ id }) }),
  },
  {
    operationId: 'getSystemAbout',
    handle: (call) => answerItem(call, about(call), { shape: shapes.about }),
  },
];

function localeView(id: string, withSample: boolean) {
  const nameIn = (language: string) => new Intl.DisplayNames([language], { type: 'language' }).of(id) ?? id;
  return {
    id,
    label: nameIn('en'),
    label_in_own_locale: nameIn(id),
    has_translation: TRANSLATED.includes(id),
    ...(withSample ? { sample: new Intl.NumberFormat(id).format(SAMPLE) } : {}),
  };
}

/** The release that belongs to the console's newest version. What each field means is read from its name (unconfirmed). */
function about({ state }: Call) {
  const packages = factsOf('qradar').at('x-update-packages').value as {
    introduced: string;
    package: string;
  }[];
  const version = latestVersion(state.settings.versions)?.version;
  const found =
    packages.find(({ introduced }) => introduced === version)?.package ?? packages.at(-1)?.package;
  const [external = ''] = (found ?? '').split(' ');
  return {
    release_name: found ?? '',
    external_version: external,
    build_version: `${external}-sandbox`,
    fips_enabled: false,
  };
}
