import type { IConfiguration, IRegularForbiddenRuleType } from 'dependency-cruiser';

// Which file may import which, type-only imports included; `pnpm check imports` holds it. The rooms are DESIGN's and the
// architecture page's: specs → scripts → vendor packages → facade → accounts → cli and scim → test, never backwards.

const VENDOR = '(qradar|iq|qlik|qualys-saq)';
/** Unit tests stand beside what they test and may use a sandbox. */
const TESTS = '[.]test([.]helper)?[.]ts$';

type Rule = IRegularForbiddenRuleType;
const forbid = (name: string, comment: string, from: Rule['from'], to: Rule['to']): Rule => ({
  name,
  comment,
  severity: 'error',
  from,
  to,
});

export default {
  forbidden: [
    forbid(
      'no-circle',
      'Files that import each other, by a type or through others, can only be read together. Move what both need into a file that imports neither.',
      {},
      { circular: true },
    ),
    forbid(
      'packages-stand-alone',
      'What is published knows nothing of the scripts and the tests.',
      { path: '^packages/', pathNot: TESTS },
      { path: '^(scripts|test)/' },
    ),
    forbid(
      'scripts-before-tests',
      'Tests use scripts, not the reverse.',
      { path: '^scripts/' },
      { path: '^test/' },
    ),
    forbid(
      'vendor-packages-stand-alone',
      'A vendor package is usable alone: it imports no other package of ours.',
      { path: `^packages/${VENDOR}/`, pathNot: TESTS },
      { path: '^packages/', pathNot: '^packages/$1/' },
    ),
    forbid(
      'mock-servers-stand-alone',
      'The sandboxes check the clients, so they share no code with them: they read specs and nothing else of ours.',
      { path: '^packages/mock-servers/', pathNot: TESTS },
      { path: '^packages/', pathNot: '^packages/mock-servers/' },
    ),
    forbid(
      'facade-over-vendors-only',
      'The facade stands on the vendor packages, and what stands on the facade is not imported by it.',
      { path: '^packages/facade/', pathNot: TESTS },
      { path: '^packages/', pathNot: `^packages/(facade|${VENDOR})/` },
    ),
    forbid(
      'shared-rooms-know-no-vendor',
      'How a call travels, pages, waits or is paced is the same for all: what differs comes from the vendor’s profile.',
      { path: '^packages/facade/src/', pathNot: [`^packages/facade/src/${VENDOR}/`, TESTS] },
      { path: [`^packages/facade/src/${VENDOR}/`, `^packages/${VENDOR}/`] },
    ),
    forbid(
      'vendors-apart',
      'One vendor’s entry never pulls another vendor into a bundle.',
      { path: `^packages/facade/src/${VENDOR}/`, pathNot: TESTS },
      { path: [`^packages/facade/src/${VENDOR}/`, `^packages/${VENDOR}/`], pathNot: '/$1/' },
    ),
    forbid(
      'accounts-over-facade',
      'The account model stands on the facade alone.',
      { path: '^packages/accounts/', pathNot: TESTS },
      { path: '^packages/', pathNot: '^packages/(accounts|facade)/' },
    ),
    forbid(
      'accounts-run-everywhere',
      'The account model runs in browsers and workers, too: only the reader of the configuration knows Node.',
      { path: '^packages/accounts/src/', pathNot: ['^packages/accounts/src/config/', TESTS] },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'configuration-above-accounts',
      'The configuration makes the systems; the account model knows nothing of it.',
      { path: '^packages/accounts/src/', pathNot: ['^packages/accounts/src/config/', TESTS] },
      { path: '^packages/accounts/src/config/' },
    ),
    forbid(
      'programs-over-accounts',
      'The programs stand on the account model and the facade, and not on each other; `--sandbox` starts the sandboxes.',
      { path: '^packages/(cli|scim)/', pathNot: TESTS },
      { path: '^packages/', pathNot: '^packages/($1|accounts|facade|mock-servers)/' },
    ),
    forbid(
      'ours-is-found',
      'A package of ours was not found, so nothing can be said of who imports it. Run `pnpm build` first.',
      {},
      { path: '^@rollcall/', couldNotResolve: true },
    ),
  ],
  options: {
    // Circles of types count, too.
    tsPreCompilationDeps: true,
    doNotFollow: { path: '(^|/)(node_modules|dist|gen)/' },
    exclude: { path: '(^|/)(node_modules|[.]vitest)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
} satisfies IConfiguration;
