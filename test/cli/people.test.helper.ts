/** The columns of the people files in these tests. */
export const HEAD = 'person,addresses,status,department\n';

/** The line of somebody who left. */
export function leaver(person: string): string {
  return `${person},${person}@example.com,left,\n`;
}

/** A user for the sandbox of QRadar. */
export function qradarUser(id: number, username: string) {
  return { id, username, email: `${username}@example.com`, user_role_id: 2, security_profile_id: 1 };
}
