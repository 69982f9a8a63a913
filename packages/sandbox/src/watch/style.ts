/** How the page looks: one column on a phone; readable without scripts or network. */
export const WATCH_STYLE = `
:root{--ink:#1d2733;--soft:#5b6776;--line:#d9dee5;--red:#a61b29;--blue:#1a4f8b;--paper:#fff}
*{box-sizing:border-box}
body{margin:0;background:#f4f5f7;color:var(--ink);font:15px/1.6 system-ui,"Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
header{background:var(--paper);border-top:5px solid var(--red);border-bottom:1px solid var(--line)}
.wide{max-width:76rem;margin:0 auto;padding:1rem 1.5rem}
header .wide{display:flex;justify-content:space-between;align-items:baseline;gap:1rem}
header strong{font-size:1.2rem}header span{color:var(--soft);margin-left:.75rem}
a{color:var(--blue)}
.columns{display:grid;grid-template-columns:19rem minmax(0,1fr);gap:1.5rem;align-items:start}
.panel,.message{background:var(--paper);border:1px solid var(--line);border-radius:6px}
.panel{padding:1.25rem;position:sticky;top:1rem}
.panel dl{display:grid;gap:.1rem;margin:0 0 1rem}.panel dt{color:var(--soft);font-size:.8rem}.panel dd{margin:0 0 .4rem;overflow-wrap:anywhere}
label{display:block;margin:0 0 .7rem;font-size:.85rem;color:var(--soft)}
input,select{display:block;width:100%;font:inherit;color:var(--ink);padding:.35rem .5rem;border:1px solid var(--line);border-radius:4px;background:#fff;margin-top:.15rem}
button{font:inherit;cursor:pointer;border:1px solid var(--blue);border-radius:4px;background:var(--blue);color:#fff;padding:.45rem 1.1rem}
button.plain{background:#fff;color:var(--blue)}
input:focus-visible,select:focus-visible,button:focus-visible,summary:focus-visible{outline:3px solid #f2b705;outline-offset:1px}
.panel form+form{margin-top:.75rem}
.playing{border-left:4px solid var(--red);background:#fbf0f1;padding:.6rem .8rem;margin:0 0 1rem;font-size:.9rem}
.hint{color:var(--soft);margin:0 0 .75rem}
.messages{display:flex;flex-direction:column-reverse;gap:.75rem}
.message{padding:.8rem 1rem}
.message.falsified{border-color:var(--red);border-left-width:4px}
.message h2{display:flex;flex-wrap:wrap;gap:.2rem .8rem;align-items:baseline;font-size:1rem;margin:0}
.message h2 small{color:var(--soft);font-weight:400;font-size:.82rem}
.message h2 .number{margin-left:auto}
.badge{border:1px solid currentColor;border-radius:999px;padding:0 .6rem;font-size:.78rem;font-weight:400;color:var(--blue)}
.badge.bad{color:var(--red)}
table{border-collapse:collapse;width:100%;margin:.5rem 0 0;font-size:.85rem;table-layout:fixed}
caption{text-align:left;color:var(--soft);font-size:.78rem;padding:.2rem 0}
th{width:13rem;text-align:left;font-weight:400;color:var(--soft);vertical-align:top;padding:.12rem .75rem .12rem 0;overflow-wrap:anywhere}
td{vertical-align:top;padding:.12rem 0;overflow-wrap:anywhere}
td.long div{max-height:3.2em;overflow:auto}
code,pre,td{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,"Noto Sans Mono CJK SC",monospace}
details{margin-top:.5rem}summary{cursor:pointer;font-size:.85rem;color:var(--blue)}
.token{display:grid;grid-template-columns:1fr 2fr;gap:.75rem}
pre{margin:.35rem 0 0;padding:.6rem .75rem;background:#f7f8fa;border:1px solid var(--line);border-radius:4px;font-size:.8rem;line-height:1.45;white-space:pre-wrap;overflow-wrap:anywhere}
footer{color:var(--soft);font-size:.85rem}
@media(max-width:52rem){.columns{grid-template-columns:minmax(0,1fr)}.panel{position:static}.token{grid-template-columns:minmax(0,1fr)}th{width:8.5rem}.wide{padding:.75rem 1rem}header span{display:block;margin:0}}`
