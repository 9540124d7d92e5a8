"""The style sheet of the reference and of the documentation, in the colours and type of the HTML report."""

from __future__ import annotations

from ..report.html_style import BASE

STYLE = (
    BASE
    + """
a { color: var(--link); }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .75rem 0 1rem; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
header.site { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.25rem; padding-bottom: .75rem;
  border-bottom: 1px solid var(--line); }
header.site nav { display: flex; flex-wrap: wrap; gap: 0 1rem; }
header.site b a { color: inherit; text-decoration: none; }
header.site form { margin-left: auto; }
header.site a, .trail a { padding: .2rem 0; display: inline-block; }
input[type=search] { font: inherit; width: min(100%, 16rem); padding: .35rem .6rem; color: inherit;
  background: var(--paper); border: 1px solid var(--soft); border-radius: .4rem; }
main input[type=search] { width: min(100%, 28rem); }
.trail ol { list-style: none; display: flex; flex-wrap: wrap; padding: 0; margin: .75rem 0 0; font-size: .9rem; }
.trail li + li::before { content: "/"; color: var(--soft); margin: 0 .5rem; }
.lead { font-size: 1.1rem; max-width: 50rem; }
main > p, main > ul, main > ol, section > p { max-width: 50rem; }
.facts { display: grid; gap: .15rem; margin: 0 0 1rem; }
.facts div { display: grid; grid-template-columns: 11rem 1fr; gap: .75rem; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; min-width: 0; }
article { border-top: 1px solid var(--line); padding: .25rem 0 .5rem; }
article p { margin: .25rem 0; }
article .facts { margin: .5rem 0; font-size: .9rem; }
.wide, pre { overflow-x: auto; border: 1px solid var(--line); border-radius: .4rem; margin: .75rem 0; }
.wide:focus-visible, pre:focus-visible { outline: 2px solid var(--link); }
table { width: 100%; border-collapse: collapse; font-size: .9rem; overflow-wrap: normal; }
caption { text-align: left; position: absolute; clip-path: inset(50%); height: 1px; width: 1px; overflow: hidden; }
#properties caption { position: static; clip-path: none; width: auto; height: auto; padding: .5rem .75rem;
  font-weight: 600; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem; border-top: 1px solid var(--line);
  font-weight: normal; }
td:last-child:not(:first-child) { min-width: 14rem; }
tbody th { min-width: 8rem; }
th.right, td.right { text-align: right; }
thead th { color: var(--soft); font-weight: 600; white-space: nowrap; background: var(--band); }
tbody tr:hover { background: var(--band); }
:target { outline: 2px solid var(--link); outline-offset: 2px; }
small { display: block; color: var(--soft); font-size: .85rem; }
code { font: .9em ui-monospace, "DejaVu Sans Mono", Consolas, monospace; }
pre { padding: .75rem; background: var(--band); font-size: .875rem; line-height: 1.4; overflow-wrap: normal;
  max-height: 34rem; tab-size: 4; }
.columns { columns: 18rem; padding-left: 1.2rem; }
.diagram { display: block; margin: .75rem; font: 12px ui-monospace, "DejaVu Sans Mono", Consolas, monospace; }
.diagram text { fill: var(--ink); }
.diagram .name { font-weight: 700; }
.diagram a .name { fill: var(--link); }
.diagram .soft { fill: var(--soft); }
.diagram .box { fill: var(--band); stroke: var(--soft); }
.diagram .others { fill: var(--paper); stroke-dasharray: 4 3; }
.diagram .leads, .diagram .kind { fill: none; stroke: var(--soft); stroke-width: 1.2; }
.diagram .kind { stroke: var(--ink); }
.diagram .leads:hover, .diagram .kind:hover { stroke: var(--link); stroke-width: 3; }
.diagram .head { fill: var(--soft); }
.diagram .open { fill: var(--paper); stroke: var(--ink); }
.docs { display: grid; grid-template-columns: minmax(0, 1fr) 14rem; gap: 2.5rem; }
.text > p, .text > ul, .text > ol { max-width: 50rem; }
.pages { font-size: .9rem; }
.pages p { margin: 0 0 .15rem; color: var(--soft); font-weight: 600; }
.pages ul { list-style: none; margin: 0 0 .75rem; padding: 0; }
.pages ul ul { border-left: 2px solid var(--line); margin: .15rem 0 .35rem; padding-left: .6rem; }
.pages a { display: inline-block; padding: .1rem 0; }
#found { padding-left: 1.2rem; }
footer { margin: 2.5rem 0 1rem; }
[hidden] { display: none !important; }
@media (max-width: 45rem) {
  .facts div { grid-template-columns: 1fr; gap: 0; margin-bottom: .35rem; }
  .docs { grid-template-columns: minmax(0, 1fr); }
  header.site form { margin: 0; width: 100%; }
  header.site input[type=search] { width: 100%; }
}
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --band: #fff; --link: #000; }
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  header.site, .trail, .pages, .skip, footer { display: none; }
  .docs { display: block; }
  .wide, pre { overflow: visible; border: 0; max-height: none; }
  pre { white-space: pre-wrap; }
  .diagram { max-width: 100%; height: auto; }
  table { font-size: 8.5pt; overflow-wrap: anywhere; }
  tr, article { break-inside: avoid-page; }
}
""".lstrip()
)
