/** The style of the review page: light and dark by the reader's choice, cards on a phone, ink on paper. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --bad: #b3261e; --good: #1b6e3c; --note: #6b5900; --focus: #2563eb }
@media (prefers-color-scheme: dark) { :root { --bad: #ff8a80; --good: #7bd39a; --note: #e8cf6b; --focus: #8ab4ff } }
* { box-sizing: border-box }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; padding: 1rem 1.25rem 3rem; max-width: 90rem }
h1 { font-size: 1.35rem; margin: 0 } h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem }
p { margin: .25rem 0; overflow-wrap: anywhere }
form { display: flex; flex-wrap: wrap; gap: .6rem 1rem; margin: 1rem 0; align-items: end }
label { display: grid; gap: .15rem; font-size: .85rem }
input, select, button { font: inherit; padding: .35rem .5rem; border: 1px solid var(--line); border-radius: 6px; background: Canvas; color: CanvasText; min-height: 2.4rem }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 1px }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .5rem .7rem; border-bottom: 1px solid var(--line); min-width: 9rem; overflow-wrap: anywhere }
tbody tr:last-child > * { border-bottom: 0 }
thead th { position: sticky; top: 0; background: Canvas; padding: 0 }
thead button { border: 0; border-radius: 0; width: 100%; text-align: left; font-weight: 600; background: none; cursor: pointer; padding: .5rem .7rem }
thead button::after { content: ' \\2195'; opacity: .4 } th[aria-sort=ascending] button::after { content: ' \\2191'; opacity: 1 } th[aria-sort=descending] button::after { content: ' \\2193'; opacity: 1 }
tbody th { font-weight: 600 } tbody th small, .account small { display: block; font-weight: 400; opacity: .75 }
.account { margin: 0 0 .35rem; overflow-wrap: anywhere } .account:last-child { margin: 0 }
.mark { display: inline-block; border: 1px solid; border-radius: 99px; padding: 0 .5rem; font-size: .78rem; white-space: nowrap }
.bad { color: var(--bad) } .note { color: var(--note) } .good { color: var(--good) }
.none { opacity: .45 }
ul { padding-left: 1.2rem } li { margin: .2rem 0; overflow-wrap: anywhere }
[hidden] { display: none !important }
@media (max-width: 42rem) {
  thead { display: none } table, tbody, tr, th, td { display: block; border: 0 }
  tr { border-bottom: 1px solid var(--line); padding: .5rem 0 } td, tbody th { padding: .2rem .7rem }
  td::before { content: attr(data-system) ': '; font-size: .8rem; opacity: .7 }
  td:has(> .none) { display: none }
  label { flex: 1 1 9rem }
}
@media print {
  form { display: none } body { max-width: none; padding: 0; font-size: 10pt } .scroll { border: 0; overflow: visible }
  table { table-layout: fixed } th, td { min-width: 0 } thead { display: table-header-group } tr { break-inside: avoid } thead th { position: static }
}`;
