import { escapeHtml } from '@xinyin/sandbox'
import type { Session } from '@xinyin/sso'

const STYLE = `body{margin:0;background:#f3f5f8;color:#1d2733;font:1rem/1.7 system-ui,"Noto Sans CJK SC",sans-serif}
header{background:#fff;border-top:5px solid #a61b29;border-bottom:1px solid #dde2e9}
header div,main{max-width:44rem;margin:auto;padding:1rem 1.5rem}
header div{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center}header strong{flex:1;font-size:1.2rem}
form{margin:0}a{color:#1a4f8b}h1{font-size:1.5rem;font-weight:600}
button,.button{font:inherit;padding:.4rem 1.2rem;border:1px solid #1a4f8b;border-radius:4px;background:#1a4f8b;color:#fff;text-decoration:none;cursor:pointer}
header button,header .button{background:#fff;color:#1a4f8b}`

/** What the person is called on a page. */
export const nameOf = ({ user: { subject } }: Session): string => subject.name ?? '（未提供姓名）'

/** A page of a department, with who is signed in. Signing out is a form: a link could be put into any page. */
export function page(department: string, session: Session | undefined, body: string): string {
  const account =
    session === undefined
      ? '<a class="button" href="/login">登录</a>'
      : `<span>${escapeHtml(nameOf(session))}</span><form method="post" action="/logout"><button>退出</button></form>`
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${department}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head>
<body><header><div><strong>${department}</strong>${account}</div></header><main>${body}</main></body></html>`
}
