/** Text as it stands in HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const STYLE = `
:root{--ink:#1d2733;--soft:#5b6776;--line:#d9dee5;--red:#a61b29;--blue:#1a4f8b}
*{box-sizing:border-box}
body{margin:0;background:#f4f5f7;color:var(--ink);font:16px/1.65 system-ui,"Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
header{background:#fff;border-top:5px solid var(--red);border-bottom:1px solid var(--line)}
header div,main{max-width:44rem;margin:0 auto;padding:1rem 1.5rem}
header strong{font-size:1.2rem;letter-spacing:.03em}
header span,.en{color:var(--soft);font-size:.875rem}
header span{display:block}
main{padding-top:2rem}
h1{font-size:1.5rem;font-weight:600;margin:0 0 .25rem}
section{background:#fff;border:1px solid var(--line);border-radius:6px;padding:1.5rem;margin:1.25rem 0}
section p:first-child{margin-top:0}
dl{display:grid;grid-template-columns:9rem 1fr;gap:.5rem 1rem;margin:0}
dt{color:var(--soft)}dd{margin:0}
form{margin:0}
button,.button{display:inline-block;font:inherit;cursor:pointer;border:1px solid var(--blue);border-radius:4px;background:var(--blue);color:#fff;padding:.55rem 1.4rem;text-decoration:none}
button.plain{background:#fff;color:var(--blue)}
button:focus-visible,.button:focus-visible{outline:3px solid #f2b705;outline-offset:2px}
.choices{display:grid;gap:.75rem}
.choices button{display:flex;justify-content:space-between;align-items:center;gap:1rem;width:100%;text-align:left;background:#fff;color:var(--ink);border-color:var(--line);padding:.9rem 1.2rem}
.choices button:hover{border-color:var(--blue)}
.choices small{display:block;color:var(--soft);font-size:.875rem}
.level{flex:none;font-size:.875rem;color:var(--blue);border:1px solid currentColor;border-radius:999px;padding:.1rem .75rem}
.actions{display:flex;gap:.75rem;flex-wrap:wrap;margin-bottom:1.5rem}
section .actions{margin:0}
footer{max-width:44rem;margin:0 auto;padding:0 1.5rem 2rem;color:var(--soft);font-size:.875rem}`

/** A page of the sandbox: one look for the provider and the portals, readable without scripts or network. */
export function renderPage(page: { title: string; subtitle: string; heading: string; body: string }): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body><header><div><strong>${escapeHtml(page.title)}</strong><span>${escapeHtml(page.subtitle)}</span></div></header>
<main><h1>${escapeHtml(page.heading)}</h1>${page.body}</main>
<footer>开发环境：人员和单位均为虚构。 Development only: all persons and companies are made up.</footer></body></html>`
}
