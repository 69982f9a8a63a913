import { fileURLToPath } from 'node:url'
import { createPrivateKey, createSigner, type Report } from '@xinyin/core'
import { exportJwk } from '@xinyin/core/keys'
import { createKeySource, inspectIdToken } from '@xinyin/sso'
import { inspectAccessToken } from '@xinyin/sso/resource'
import { openClientKey } from '../../../../packages/sso/src/keys/client-key.ts'
import { createTokenSigner, logoutTokenClaims } from '../../../../packages/sso/src/operator/logout-token.ts'
import { privateKeyJwt } from '../../../../packages/sso/src/token/client-assertion.ts'
import { expectThat } from '../expect.ts'
import { JOSE4J, type JosePeer } from '../licence/jose-peers.ts'
import { refuse, succeed } from '../program.ts'
import type { Case } from '../table.ts'

const ISSUER = 'https://id.example.gov.cn'
const CLIENT = 'portal-a'
const API = 'https://api.example.gov.cn'
const NONCE = 'n-0S6_WzA2Mj'

/** Debian's own Python: another one in the way has none of its packages. */
const AUTHLIB: JosePeer = {
  program: {
    name: 'Authlib',
    command: '/usr/bin/python3',
    probe: ['-c', 'import authlib; print(authlib.__version__)'],
    debian: 'python3-authlib',
  },
  command: ['/usr/bin/python3', fileURLToPath(new URL('../../python/authlib_job.py', import.meta.url))],
}

const LONG = { timeout: 120_000 }

/** A token, and copies of it of which nobody may take one: another signature, other claims, another header. */
function damaged(token: string): readonly string[] {
  const parts = token.split('.')
  const flip = (at: number) => {
    const text = parts[at] ?? ''
    const middle = Math.floor(text.length / 2)
    const other = text[middle] === 'A' ? 'B' : 'A'
    return parts.with(at, text.slice(0, middle) + other + text.slice(middle + 1)).join('.')
  }
  return [flip(2), flip(1), `${parts[0]}.${parts[1]}.`]
}

interface Ours {
  readonly what: string
  readonly issuer: string
  readonly audience: string
  make(): Promise<{ token: string; jwk: object }>
}

/** What is signed here and read by others. */
const OURS: readonly Ours[] = [
  {
    what: 'client assertions (private_key_jwt)',
    issuer: CLIENT,
    audience: ISSUER,
    async make() {
      const key = await createPrivateKey('P-256')
      const body = new URLSearchParams()
      const signer = () => openClientKey(createSigner(key), 'k1')
      const now = () => Date.now() / 1000
      const tokenEndpoint = async () => `${ISSUER}/token`
      await privateKeyJwt({ issuer: ISSUER, clientId: CLIENT, signer, tokenEndpoint, now })(
        body,
        await tokenEndpoint(),
      )
      return { token: body.get('client_assertion') ?? '', jwk: exportJwk(key.publicKey) }
    },
  },
  {
    what: 'logout tokens',
    issuer: ISSUER,
    audience: CLIENT,
    async make() {
      const key = await createPrivateKey('P-256')
      const now = Date.now() / 1000
      const content = { issuer: ISSUER, clientId: CLIENT, sub: 'a1b2', sid: 's1', at: now, now }
      const token = await createTokenSigner(key, 'k1')(logoutTokenClaims(content))
      return { token, jwk: exportJwk(key.publicKey) }
    },
  },
]

const readsOurs = ({ program, command }: JosePeer, { what, issuer, audience, make }: Ours): Case => ({
  what: `takes our ${what}, and no damaged copy nor one for somebody else`,
  with: program,
  async run() {
    const [name = '', ...first] = command
    const { token, jwk } = await make()
    const ask = (copy: string, for_: string) => [...first, 'consume', JSON.stringify(jwk), copy, issuer, for_]
    const { text } = await succeed(name, ask(token, audience), LONG)
    expectThat(text.includes(`"${issuer}"`), `its claims, found ${text.slice(0, 200)}`)
    for (const copy of damaged(token)) await refuse(name, ask(copy, audience), LONG)
    await refuse(name, ask(token, 'somebody-else'), LONG)
  },
})

interface Theirs {
  readonly what: string
  readonly type: string
  readonly claims: object
  inspect(token: string, keys: ReturnType<typeof createKeySource>): Promise<Report<unknown>>
}

const nowInSeconds = () => Math.floor(Date.now() / 1000)

/** What others sign and is read here. */
const THEIRS: readonly Theirs[] = [
  {
    what: 'ID tokens',
    type: 'JWT',
    claims: { aud: CLIENT, nonce: NONCE },
    inspect: (token, keys) =>
      inspectIdToken(token, {
        issuer: ISSUER,
        clientId: CLIENT,
        algorithms: ['ES256'],
        keys,
        now: nowInSeconds(),
        nonce: NONCE,
        accessToken: undefined,
      }),
  },
  {
    what: 'access tokens (RFC 9068)',
    type: 'at+jwt',
    claims: { aud: API, client_id: CLIENT, jti: 'j1', scope: 'cases.read' },
    inspect: (token, keys) =>
      inspectAccessToken(token, {
        issuer: ISSUER,
        audience: API,
        algorithms: ['ES256'],
        keys,
        now: nowInSeconds(),
      }),
  },
]

const readTheirs = ({ program, command }: JosePeer, { what, type, claims, inspect }: Theirs): Case => ({
  what: `signs ${what} that we take, and no damaged copy of them`,
  with: program,
  async run() {
    const [name = '', ...first] = command
    const now = nowInSeconds()
    const payload = { iss: ISSUER, sub: 'a1b2', iat: now, exp: now + 600, ...claims }
    const job = [...first, 'sign', JSON.stringify({ typ: type }), JSON.stringify(payload)]
    const { text } = await succeed(name, job, LONG)
    const [jwk = '', token = ''] = text.trim().split('\n').slice(-2)
    const keys = createKeySource(
      async () => `${ISSUER}/jwks`,
      async () => Response.json({ keys: [JSON.parse(jwk)] }),
      () => new Date(),
    )
    const { verdict, checks } = await inspect(token, keys)
    const refused = checks.filter(({ status }) => status !== 'passed').map(({ code }) => code)
    expectThat(verdict === 'passed', `it passes here, found ${refused.join()}`)
    for (const copy of damaged(token)) {
      const report = await inspect(copy, keys)
      expectThat(report.verdict === 'failed', `a damaged copy ${report.verdict} here`)
    }
  },
})

export const TOKEN_CASES: readonly Case[] = [JOSE4J, AUTHLIB].flatMap((peer) => [
  ...OURS.map((ours) => readsOurs(peer, ours)),
  ...THEIRS.map((theirs) => readTheirs(peer, theirs)),
])
