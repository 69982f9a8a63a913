import type { KoaContextWithOIDC } from 'oidc-provider'
import { escapeHtml } from '../page.ts'

/** The answer with which a browser goes back to a portal: in the address, or in a form that the browser posts. */
export interface WayBack {
  readonly parameters: URLSearchParams
  /** Has the browser take these. */
  replace(parameters: URLSearchParams): void
}

const INPUT = /<input type="hidden" name="([^"]*)" value="([^"]*)"\/>\s*/g
const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}

const unescapeHtml = (text: string) =>
  text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? '')

/** The page of OAuth 2.0 Form Post Response Mode, which submits itself. */
function postedWayBack(ctx: KoaContextWithOIDC, html: string): WayBack {
  const fields = [...html.matchAll(INPUT)].map(([, name = '', value = '']) => [name, unescapeHtml(value)])
  return {
    parameters: new URLSearchParams(fields),
    replace: (parameters) => {
      const inputs = [...parameters].map(
        ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}"/>\n`,
      )
      const rest = html.replace(INPUT, '')
      ctx.body = rest.replace(/<form[^>]*>/, (start) => start + inputs.join(''))
    },
  }
}

/** How the browser is sent back to a portal; `undefined` where it is sent elsewhere. */
export function findWayBack(ctx: KoaContextWithOIDC, issuer: string): WayBack | undefined {
  const { body } = ctx
  if (typeof body === 'string' && /<form method="post" action="/.test(body)) {
    const action = /<form method="post" action="([^"]*)"/.exec(body)?.[1] ?? ''
    return action.startsWith(issuer) ? undefined : postedWayBack(ctx, body)
  }
  const location = ctx.response.get('location')
  if (!URL.canParse(location) || location.startsWith(issuer)) return undefined
  const url = new URL(location)
  return {
    parameters: url.searchParams,
    replace: (parameters) => {
      url.search = parameters.toString()
      ctx.set('location', url.href)
    },
  }
}
