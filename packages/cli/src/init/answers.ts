import { placeOf, type SystemConfig } from '@rollcall/accounts/config';

type Place = Pick<SystemConfig, 'auth' | 'url' | 'vendor'>;
type Known = Readonly<Record<string, Place>>;

/** The environment variable that will hold the secret of a system. */
export function variableOf(name: string): string {
  return `ROLLCALL_${name.toUpperCase().replace(/\W/g, '_')}`;
}

/** A name that no system has: the vendor's, or that with a number. */
export function freeName(vendor: string, known: Known): string {
  let name = vendor;
  for (let number = 2; nameProblem(name, known) !== undefined; number += 1) name = `${vendor}-${number}`;
  return name;
}

/** The names that the schema allows, each with a variable of its own. */
export function nameProblem(name: string, known: Known): string | undefined {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name))
    return `'${name}' is no name: letters, digits, - and _ make one, and a letter or digit comes first`;
  const taken = Object.keys(known).find((each) => variableOf(each) === variableOf(name));
  return taken && `there is '${taken}' already; give another name`;
}

export function addressProblem(address: string): string | undefined {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address))
    return `'${address}' is no address: it begins with https:// and names the host, such as https://console.example.com`;
  const { hostname, protocol } = new URL(address);
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  if (protocol === 'http:' && !isHere)
    return 'plain http would show the credential to everybody on the way; give the address with https://';
  return undefined;
}

/** A system that is there already under another name. */
export function placeProblem(asked: Place, known: Known): string | undefined {
  const [same] = Object.entries(known).find(([, system]) => placeOf(system) === placeOf(asked)) ?? [];
  const user = asked.vendor === 'qualys-saq' ? ' and this user name' : '';
  return same && `'${same}' has this address${user} already`;
}

export function peopleProblem(file: string): string | undefined {
  return file === '' || /\.(csv|ya?ml)$/i.test(file)
    ? undefined
    : `'${file}' is neither .csv nor .yaml, and how it is read depends on that`;
}
