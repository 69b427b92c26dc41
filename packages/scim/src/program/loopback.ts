/** Whether an address or a host name is this very machine. */
export const isLoopback = (host: string): boolean =>
  ['localhost', '::1', '[::1]'].includes(host) || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(host);
