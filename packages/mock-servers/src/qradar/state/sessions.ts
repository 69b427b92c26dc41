/** The sessions that a sign-in with Basic opens, by token. */
export class Sessions {
  readonly #users = new Map<string, number>();

  /** The token of this user's session, which `newToken` makes when there is none. */
  open(userId: number, newToken: () => string): string {
    for (const [token, id] of this.#users) if (id === userId) return token;
    const token = newToken();
    this.#users.set(token, userId);
    return token;
  }

  userOf(token: string): number | undefined {
    return this.#users.get(token);
  }

  close(token: string): void {
    this.#users.delete(token);
  }

  closeOf(userId: number): void {
    for (const [token, id] of this.#users) if (id === userId) this.#users.delete(token);
  }
}
