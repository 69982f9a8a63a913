import { type Check, createReport, type Report, skipped } from '@xinyin/core'
import type { Guard } from '../assurance/guard.ts'
import { preferredLanguage } from '../http/page.ts'
import type { Access } from './access.ts'
import { type AuthorizationScheme, type Credentials, readCredentials } from './credentials.ts'
import { createProofKeys } from './dpop-key.ts'
import { answerLogout } from './logout.ts'
import type { Needs } from './needs.ts'
import { createGuardSettings, type GuardOptions } from './options.ts'
import { refuse } from './refusal.ts'
import { createRequire } from './require.ts'
import { checkUse, type Use } from './use.ts'
import { createTokenVerifier } from './verified-token.ts'

/** What was found of a request, and what it may do or how to answer it. */
export type Outcome =
  | { readonly verdict: 'passed'; readonly report: Report<Access>; readonly access: Access }
  | {
      readonly verdict: 'failed' | 'indeterminate'
      readonly report: Report<Access>
      /** 401, 403 or 400 with what OAuth clients read (RFC 6750, 3); 503 where something was out. */
      readonly response: Response
    }

/** What a request does not say itself. */
export interface Connection {
  /** DER of the certificate with which the client opened the connection, by whoever ends TLS (RFC 8705). */
  readonly certificate?: Uint8Array | undefined
}

/** Guards an interface by access tokens. */
export interface ApiGuard {
  /** Looks at a request. Never throws for what it says. */
  check(request: Request, needs?: Needs, connection?: Connection): Promise<Outcome>
  /**
   * Looks at a token that comes without a request: over a web socket, in a message. One that is bound to a key or to a
   * certificate does not pass.
   */
  checkToken(token: string, needs?: Needs): Promise<Report<Access>>
  /** A guard for routes: `app.get('/cases', api.require({ scopes: ['cases.read'] }), cases)`. */
  require(needs?: Needs): Guard
  /** What a request may do that {@link ApiGuard.require} let through. */
  access(request: object): Access | undefined
  /**
   * Answers a back-channel logout that the issuer sends to this interface, as to any client of it (OpenID Connect
   * Back-Channel Logout 1.0): from then on the tokens of that session are refused.
   *
   * @param clientId - the interface as a client of the issuer
   */
  receiveLogout(request: Request, clientId: string): Promise<Response>
}

const NEEDS: Needs = {}

/** The address of a request at the origin that is configured. */
function addressOf(request: Request, origin: string): string {
  const { pathname } = new URL(request.url)
  return origin + pathname
}

/**
 * Guards an interface by access tokens: JWT as RFC 9068 has them, or those about which the issuer is asked (RFC 7662,
 * RFC 9701); bound to keys (DPoP, RFC 9449) and certificates (RFC 8705); with scopes, `authorization_details` (RFC 9396)
 * and step-up (RFC 9470). What logouts and revocations ended is refused from the next request on.
 *
 * @throws SsoError `ERR_SSO_CONFIGURATION`
 * @example
 * ```ts
 * const api = guard({
 *   issuer: 'https://sso.example.gov.cn',
 *   audience: 'https://api.zjj.example.gov.cn',
 *   origin: 'https://api.zjj.example.gov.cn',
 *   revocations: memoryRevocations(),
 * })
 * const outcome = await api.check(request, { scopes: ['permits.read'] })
 * if (outcome.verdict !== 'passed') return outcome.response
 * ```
 */
export function guard(options: GuardOptions): ApiGuard {
  const settings = createGuardSettings(options)
  const accepted: readonly AuthorizationScheme[] = settings.dpop ? ['DPoP', 'Bearer'] : ['Bearer']
  const verify = createTokenVerifier(settings)
  const proofKeys = createProofKeys(settings.sm2)

  /** The token first, then how it is used: what a request shows means nothing without a token that is good. */
  async function inspectUse(before: readonly Check[], use: Use): Promise<Report<Access>> {
    const found = verify(use.credentials.token)
    const { checks, subject, verdict } = 'then' in found ? await found : found
    const made = [...before, ...checks]
    if (verdict !== 'passed' || subject === undefined) {
      const because =
        checks.find(({ status }) => status !== 'passed' && status !== 'skipped')?.id ?? 'access-token.form'
      const rest = ['revocation', 'binding', 'scope'].map((name) => skipped(`access-token.${name}`, because))
      return createReport<Access>([...made, ...rest], undefined)
    }
    const used = checkUse(subject, use, proofKeys, settings)
    return createReport([...made, ...('then' in used ? await used : used)], subject)
  }

  const findUse = (
    request: Request,
    credentials: Credentials,
    needs: Needs,
    { certificate }: Connection,
  ): Use => ({
    credentials,
    method: request.method,
    address: credentials.scheme === 'DPoP' ? addressOf(request, settings.origin) : settings.origin,
    proof: request.headers.get('dpop'),
    certificate,
    needs,
  })

  async function check(request: Request, needs = NEEDS, connection: Connection = {}): Promise<Outcome> {
    const { check: brought, credentials } = readCredentials(request, accepted)
    const report =
      credentials === undefined
        ? createReport<Access>([brought, skipped('access-token.form', brought.id)], undefined)
        : await inspectUse([brought], findUse(request, credentials, needs, connection))
    const { verdict, subject } = report
    if (verdict === 'passed' && subject !== undefined) return { verdict, report, access: subject }
    const language = preferredLanguage(request.headers)
    const refused = { report, used: credentials?.scheme, accepted, needs, language }
    return {
      verdict: verdict === 'passed' ? 'indeterminate' : verdict,
      report,
      response: refuse(refused, settings),
    }
  }

  return {
    check,
    checkToken(token, needs = NEEDS) {
      const credentials = { scheme: 'Bearer', token } as const
      return inspectUse([], {
        credentials,
        method: '',
        address: '',
        proof: null,
        certificate: undefined,
        needs,
      })
    },
    ...createRequire(check, settings.origin),
    receiveLogout: (request, clientId) => answerLogout(request, clientId, settings),
  }
}
