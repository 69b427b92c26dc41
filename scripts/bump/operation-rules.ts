import type { Difference } from './differ.ts';
import { flatten, isObject, type Json, resolve } from './document.ts';
import type { Verdict } from './schema-rules.ts';
import { isWords } from './words.ts';

type Documents = Readonly<Record<'old' | 'new', Json>>;

/** Everything of an operation that is not inside a schema: the operation, security, parameters, bodies, statuses, headers. */
export function judgeOperation(
  difference: Difference,
  id: string,
  documents: Documents,
): Verdict | undefined {
  const { path } = difference;
  const [part, , ...rest] = path;
  if (part === undefined) return whole(difference, id);
  if (path.some((step) => typeof step === 'string' && isWords(step))) {
    return { impact: 'fix', subject: 'text', text: `words about \`${id}\`` };
  }
  if (part === 'operationId') return renamed(difference);
  if (part === 'x-route') return moved(difference, id, documents);
  if (part === 'deprecated') return deprecated(difference, `\`${id}\``, difference.operation?.new?.value);
  if (part === 'x-security') return security(difference, id);
  if (part === 'parameters') return parameter(difference, documents);
  if (part === 'requestBody') return requestBody(difference, id);
  if (part === 'responses')
    return rest[0] === 'headers' ? header(difference) : response(difference, documents);
  return undefined;
}

function whole({ action }: Difference, id: string): Verdict {
  return action === 'remove'
    ? { impact: 'breaking', subject: 'operation', text: `\`${id}\` is gone` }
    : { impact: 'feature', subject: 'operation', text: `\`${id}\` is new` };
}

function renamed({ before, after }: Difference): Verdict {
  return { impact: 'breaking', subject: 'operation', text: `\`${before}\` is called \`${after}\`` };
}

/**
 * The generated function keeps its name and asks at the new place by itself. Where customers run the servers, those that
 * have not been updated know the old place only.
 */
function moved({ before, after }: Difference, id: string, { old }: Documents): Verdict {
  const onPremises = old['x-on-premises'] === true;
  const text = `\`${id}\` is at \`${after}\`, no longer at \`${before}\``;
  return {
    impact: onPremises ? 'breaking' : 'feature',
    subject: 'operation',
    text: onPremises ? `${text}, where older servers still have it` : text,
  };
}

function deprecated({ after }: Difference, name: string, owner: unknown): Verdict {
  const replacement = isObject(owner) ? owner['x-replacement'] : undefined;
  return after === true
    ? {
        impact: 'feature',
        subject: 'operation',
        text: `${name} is deprecated${replacement ? `; in its place: ${replacement}` : ''}`,
      }
    : { impact: 'fix', subject: 'operation', text: `${name} is no longer deprecated` };
}

function security({ action, path, before, after }: Difference, id: string): Verdict {
  const name =
    path.length > 1
      ? String(path[1])
      : Object.keys((action === 'remove' ? before : after) as Json).join(', ');
  if (path.length > 2) {
    const scope = JSON.stringify(action === 'remove' ? before : after);
    return {
      impact: action === 'remove' ? 'fix' : 'breaking',
      subject: 'security',
      text: `\`${id}\` ${action === 'remove' ? 'no longer needs' : 'needs'} the scope ${scope} of \`${name}\``,
    };
  }
  return action === 'add'
    ? { impact: 'feature', subject: 'security', text: `\`${id}\` takes the credential \`${name}\` too` }
    : {
        impact: 'breaking',
        subject: 'security',
        text: `\`${id}\` no longer takes the credential \`${name}\``,
      };
}

function parameter(
  { action, path, before, after, operation }: Difference,
  { old, new: next }: Documents,
): Verdict | undefined {
  const key = path[2];
  if (key === undefined) {
    const found = resolve(action === 'remove' ? old : next, action === 'remove' ? before : after)
      .node as Json;
    const name = `${found.in} parameter \`${found.name}\``;
    if (action === 'remove') return { impact: 'breaking', subject: 'parameter', text: `${name} is gone` };
    const required = found.required === true;
    return {
      impact: required ? 'breaking' : 'feature',
      subject: 'parameter',
      text: `${required ? 'required ' : ''}${name} is new`,
    };
  }
  const list = operation?.old?.value.parameters as unknown[] | undefined;
  const it = resolve(old, list?.[Number(path[1])]).node as Json | undefined;
  const name = `${it?.in} parameter \`${it?.name}\``;
  if (key === 'required') {
    return after === true
      ? { impact: 'breaking', subject: 'parameter', text: `${name} is now required` }
      : { impact: 'feature', subject: 'parameter', text: `${name} is no longer required` };
  }
  if (key === 'deprecated')
    return { ...deprecated({ action, path, before, after }, name, undefined), subject: 'parameter' };
  if (key === 'name' || key === 'in') {
    return {
      impact: 'breaking',
      subject: 'parameter',
      text: `${key} of the ${name} is \`${after}\`, no longer \`${before}\``,
    };
  }
  // style, explode, allowReserved: how it is written on the wire, which is the generated code's work.
  return {
    impact: 'fix',
    subject: 'parameter',
    text: `the ${name} is written in another way (${String(key)})`,
  };
}

function requestBody({ action, path, before, after }: Difference, id: string): Verdict {
  if (path.length === 1) {
    const required = isObject(after) && after.required === true;
    return action === 'remove'
      ? { impact: 'breaking', subject: 'field', text: `\`${id}\` takes no body any more` }
      : {
          impact: required ? 'breaking' : 'feature',
          subject: 'field',
          text: `\`${id}\` ${required ? 'needs' : 'takes'} a body`,
        };
  }
  if (path[1] === 'required') {
    return after === true
      ? { impact: 'breaking', subject: 'field', text: 'the body is now required' }
      : { impact: 'feature', subject: 'field', text: 'the body is no longer required' };
  }
  return contentType(action, String(path[2]), before, after, 'request');
}

function response(
  { action, path, before, after, operation }: Difference,
  { old, new: next }: Documents,
): Verdict | undefined {
  const status = String(path[1]);
  if (path.length > 2) return contentType(action, String(path[3] ?? ''), before, after, 'response');
  const success = status.startsWith('2');
  if (action === 'remove') {
    return { impact: success ? 'breaking' : 'fix', subject: 'status', text: `status ${status} is gone` };
  }
  // A success with a body of another shape is one more case for whoever reads the answer.
  const others = Object.entries((operation?.old?.value.responses ?? {}) as Json).filter(([key]) =>
    key.startsWith('2'),
  );
  const shape = (document: Json, value: unknown) =>
    JSON.stringify((flatten(document, value) as Json).content ?? null, schemaOnly);
  const known = others.some(([, value]) => shape(old, value) === shape(next, after));
  return {
    impact: success && !known ? 'breaking' : 'feature',
    subject: 'status',
    text: `status ${status} is new`,
  };
}

const schemaOnly = (key: string, value: unknown): unknown =>
  key === 'examples' || key === 'example' || key === 'description' ? undefined : value;

function contentType(action: string, type: string, before: unknown, after: unknown, side: string): Verdict {
  const named = type || Object.keys(((action === 'remove' ? before : after) ?? {}) as Json).join(', ');
  return action === 'remove'
    ? { impact: 'breaking', subject: 'content type', text: `the ${side} is no longer \`${named}\`` }
    : { impact: 'feature', subject: 'content type', text: `the ${side} may also be \`${named}\`` };
}

function header({ action, path }: Difference): Verdict {
  const name = String(path[3] ?? '');
  if (path.length > 4)
    return {
      impact: 'fix',
      subject: 'header',
      text: `the response header \`${name}\` is described otherwise`,
    };
  return action === 'remove'
    ? { impact: 'breaking', subject: 'header', text: `the response header \`${name}\` is gone` }
    : { impact: 'feature', subject: 'header', text: `the response header \`${name}\` is new` };
}
