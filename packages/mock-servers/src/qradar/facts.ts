import { factsOf } from '../spec/fact.js';

const document = factsOf('qradar');

/** How many items a list answers when no Range is sent. @throws Error for a path that is no list of the document. */
export function defaultPageSize(path: string): number {
  return document.at('paths', path, 'get', 'x-paging', 'defaultPageSize').number();
}

/** Most characters of the texts that have a code of their own for being longer. */
export const maxLength = {
  username: lengthOf('StagedUserCreate', 'username'),
  email: lengthOf('StagedUserCreate', 'email'),
  description: lengthOf('StagedUserCreate', 'description'),
  label: lengthOf('AuthorizedServiceCreate', 'label'),
};

/** The states in which a task ends without effect. */
export const failedTaskStates = document
  .at('components', 'schemas', 'TaskStatus', 'x-task-states', 'failed')
  .texts();

function lengthOf(schema: string, field: string): number {
  return document.at('components', 'schemas', schema, 'properties', field, 'maxLength').number();
}
