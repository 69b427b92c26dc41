import { Html } from './html.js';

/** Light and dark by the system's own colours; tables scroll by themselves on a phone. */
export const STYLE = new Html(`
:root { color-scheme: light dark; --line: light-dark(#d0d7de, #3d444d); --soft: light-dark(#f6f8fa, #151b23);
  --ink: light-dark(#1f2328, #f0f6fc); --paper: light-dark(#fff, #0d1117); --link: light-dark(#0550ae, #79c0ff);
  --bad: light-dark(#a40e26, #ff9a94); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 0 2rem; align-items: baseline; border-bottom: 1px solid var(--line); }
nav { display: flex; gap: 1rem; }
a { color: var(--link); padding: .5rem 0; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
table { width: 100%; border-collapse: collapse; font-size: .875rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { padding: .5rem .75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { background: var(--soft); white-space: nowrap; }
tbody th { font-weight: 600; white-space: nowrap; }
td { overflow-wrap: break-word; min-width: 7rem; }
#writes td:nth-child(n + 6) { min-width: 14rem; }
.failed { color: var(--bad); }
`);
