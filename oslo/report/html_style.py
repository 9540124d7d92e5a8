"""The style and the script of the HTML report: no colours by name of a brand, no fonts to load.

The reference site has the same colours and type (`oslo.reference.style`).
"""

from __future__ import annotations

BASE = """
:root { --paper: #fff; --ink: #1c2126; --soft: #56606a; --line: #d5dae0; --band: #f4f6f8; --link: #0b57a4;
  --bad: #b3261e; --warn: #8a5a00; --good: #1b6e3c; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14181c; --ink: #e6e9ec; --soft: #a3adb7; --line: #38414a; --band: #1d2329; --link: #8ab8f0;
    --bad: #ff8a80; --warn: #f0c060; --good: #79d49a; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0 auto; padding: 1rem; max-width: 75rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; overflow-wrap: anywhere; }
""".lstrip()

STYLE = (
    BASE
    + """
h1 { font-size: 1.1rem; margin: 0; color: var(--soft); font-weight: 600; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
a { color: var(--link); }
header { border-left: .4rem solid var(--bad); padding: .25rem 0 .25rem 1rem; }
header .verdict { font-size: 1.35rem; line-height: 1.3; margin: .25rem 0; font-weight: 600; color: var(--bad); }
header ul { padding-left: 1.2rem; margin: .5rem 0; }
header.conforms, header.as-far { border-color: var(--good); }
header.conforms .verdict, header.as-far .verdict { color: var(--good); }
header.nothing { border-color: var(--warn); }
header.nothing .verdict { color: var(--warn); }
.numbers { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1.25rem 0; }
.numbers div { flex: 1 1 9rem; background: var(--band); border-radius: .4rem; padding: .5rem .75rem; }
.numbers dt { color: var(--soft); font-size: .85rem; }
.numbers dd { margin: 0; font-size: 1.35rem; font-variant-numeric: tabular-nums; }
nav ul { list-style: none; padding: 0; margin: 0; }
nav a { display: inline-block; padding: .2rem 0; }
.search input { font: inherit; width: min(100%, 28rem); padding: .4rem .6rem; color: inherit;
  background: var(--paper); border: 1px solid var(--soft); border-radius: .4rem; }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .6rem 0; }
details.warning > summary b { color: var(--warn); }
details.info > summary b { color: var(--soft); }
summary { padding: .6rem .8rem; cursor: pointer; background: var(--band); border-radius: .4rem; }
summary b { color: var(--bad); }
:target > summary, section:target > h2 { outline: 2px solid var(--link); outline-offset: 2px; }
.note { color: var(--soft); font-size: .875rem; margin: .5rem .8rem; }
.note code { margin-left: .75rem; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .8rem; border-top: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; white-space: nowrap; }
tbody tr:hover { background: var(--band); }
footer { margin: 2rem 0 1rem; }
@media (max-width: 45rem) {
  thead { position: absolute; clip-path: inset(50%); height: 1px; width: 1px; overflow: hidden; }
  table, tbody, tr, td { display: block; }
  tr { border-top: 1px solid var(--line); padding: .5rem .8rem; }
  td { border: 0; padding: .1rem 0; display: grid; grid-template-columns: 5.5rem 1fr; gap: .5rem; }
  td::before { content: attr(data-name); color: var(--soft); }
  td:empty { display: none; } }
[hidden] { display: none !important; }
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --band: #fff; --link: #000;
    --bad: #000; --warn: #000; --good: #000; }
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  nav, .search, footer { display: none; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  tr { break-inside: avoid-page; }
  summary { break-after: avoid-page; list-style: none; } }
""".strip()
)

SCRIPT = """
const all = (selector, below = document) => [...below.querySelectorAll(selector)];
const show = () => {
  const aim = document.getElementById(location.hash.slice(1));
  if (aim instanceof HTMLDetailsElement) { aim.open = true; aim.scrollIntoView(); }
};
addEventListener("hashchange", show);
show();
let closed = [];
addEventListener("beforeprint", () => {
  closed = all("details:not([open])");
  for (const each of closed) each.open = true;
});
addEventListener("afterprint", () => { for (const each of closed) each.open = false; });
const field = document.querySelector(".search");
if (field) {
  field.hidden = false;
  const input = field.querySelector("input"), count = field.querySelector("output");
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    let found = 0;
    for (const group of all("#violations details")) {
      const whole = group.querySelector("summary").textContent.toLowerCase().includes(wanted);
      let here = 0;
      for (const row of all("tbody tr", group)) {
        row.hidden = !whole && !row.textContent.toLowerCase().includes(wanted);
        here += !row.hidden;
      }
      group.hidden = here === 0;
      if (wanted && here) group.open = true;
      found += here;
    }
    count.textContent = wanted ? found : "";
  });
}
""".strip()
