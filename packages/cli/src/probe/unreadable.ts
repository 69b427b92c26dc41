import type { UnreadableRule } from './rule.js';

const WRITE = 'only a write is answered by it, and the probe sends none';
const REFUSED = 'it takes a credential without the right; the probe has only the one it was given';
const FLOOD = 'it takes more calls than a console should be asked for the sake of a question';
const BROKEN = 'no reading makes a server fail';
const TASK = 'a task is there only after a write';

/** Marks that no reading settles, each with the reason. */
export const UNREADABLE: readonly UnreadableRule[] = [
  { vendor: 'qradar', pointer: /~1config~1access~1users\/post/, reason: WRITE },
  { vendor: 'qradar', pointer: /delete_tasks~1|user_dependent_tasks~1/, reason: TASK },
  { vendor: 'qradar', pointer: /authorized_services~1\{id\}\/(post|delete)/, reason: WRITE },
  {
    vendor: 'qradar',
    pointer: /information~1locales\/get$/,
    reason: 'whether a write takes the locale is seen by a write only',
  },
  { vendor: 'qradar', pointer: /responses\/Forbidden$/, reason: REFUSED },
  { vendor: 'qradar', pointer: /responses\/TooManyRequests$/, reason: FLOOD },
  {
    vendor: 'qradar',
    pointer: /schemas\/(DeployedUserUpdate|PasswordValidatorCreate|AuthorizedServiceCreate|DeployRequest)\b/,
    reason: WRITE,
  },
  {
    vendor: 'qradar',
    pointer: /schemas\/(TaskStatus|\w*DeleteTask|DependentsTask\w*|Dependent)(\/|$)/,
    reason: TASK,
  },
  { vendor: 'iq', pointer: /\/(post|put|delete)$|schemas\/User(Create|Update)\b/, reason: WRITE },
  { vendor: 'iq', pointer: /responses\/Forbidden$/, reason: REFUSED },
  { vendor: 'iq', pointer: /responses\/Conflict$/, reason: WRITE },
  { vendor: 'iq', pointer: /responses\/Unexpected$/, reason: BROKEN },
  {
    vendor: 'qlik',
    pointer: /users~1metadata\/get$/,
    reason: 'what brings the error about is missing from the source, so no reading can bring it about',
  },
  {
    vendor: 'qlik',
    pointer: /actions~1(add|delete)\/post$|PatchOperation|PatchPath|InviteErrorItem/,
    reason: WRITE,
  },
  { vendor: 'qualys-saq', pointer: /~1(update|delete)~1saq~1user.*\/post$/, reason: WRITE },
  {
    vendor: 'qualys-saq',
    pointer: /^\/saq\.xsd\/(ServiceRequest\/(update|delete)Users|User(Update|Delete)Type|TagWriteListType)$/,
    reason: WRITE,
  },
  { vendor: 'qualys-saq', pointer: /responses\/Forbidden$/, reason: REFUSED },
  { vendor: 'qualys-saq', pointer: /responses\/(Conflict|TooManyRequests)$/, reason: FLOOD },
  { vendor: 'qualys-saq', pointer: /responses\/Unexpected$/, reason: BROKEN },
];
