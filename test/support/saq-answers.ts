/** A user as Qualys answers it, with all that a create must name. */
export const SAQ_USER = {
  id: '7',
  firstName: 'Jane',
  lastName: 'Doe',
  company: 'Example',
  emailAddress: 'jane@example.com',
};

/** An answer of Qualys; `content` is the XML that follows its responseCode. */
export function saqAnswer(content: string, responseCode = 'SUCCESS'): string {
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n<ServiceResponse>';
  return `${head}<responseCode>${responseCode}</responseCode>${content}</ServiceResponse>`;
}

/** An answer with these users; the values are XML already. */
export function saqUsers(users: readonly Readonly<Record<string, string>>[], content = ''): string {
  const data = users.map((user) => {
    const members = Object.entries(user).map(([name, value]) => `<${name}>${value}</${name}>`);
    return `<User>${members.join('')}</User>`;
  });
  return saqAnswer(`<count>${users.length}</count>${content}<data>${data.join('')}</data>`);
}

/** An error that comes inside HTTP 200. */
export function saqError(responseCode: string, message: string, resolution: string): string {
  const details = `<errorMessage>${message}</errorMessage><errorResolution>${resolution}</errorResolution>`;
  return saqAnswer(`<responseErrorDetails>${details}</responseErrorDetails>`, responseCode);
}
