import { createPrivateKey } from '@xinyin/core'
import { exportJwk } from '@xinyin/core/keys'
import { createKeySource, inspectIdToken } from '@xinyin/sso'
import * as client from 'openid-client'
import { expectThat } from '../expect.ts'
import type { Case } from '../table.ts'
import { ACCESS_TOKEN, CLIENT, ISSUER, KEY_ID, type Making, NONCE, SPECIMENS } from './id-tokens.ts'

const STATE = 'af0ifjsldkj'

/** What the other library takes though it should not, whether or not it is told to look at signatures. */
const TAKEN_ALWAYS = [
  // Nobody was told to trust the others (OpenID Connect Core 1.0, 3.1.3.7).
  'for several, with this client as azp',
  'for this client, with another as azp',
  'that was issued tomorrow',
  'that was issued a month ago',
  'with a hash of another access token',
  'that is a logout token',
  'that is an access token',
  'with the same claim twice',
  'with padding',
  'with a line end in it',
  'whose signature is spelled in another way',
]
/** What it takes besides as long as it is not. */
const TAKEN_UNSIGNED = [
  'of a key that is not published',
  'of a key by a path',
  'signed by a stranger',
  'signed by a stranger who brings the key',
  'signed by a stranger who says where the key is',
  'whose signature is another',
]

const jwks = ({ key }: Making) => ({ keys: [{ ...exportJwk(key.publicKey), kid: KEY_ID, use: 'sig' }] })

/** How the other library answers to a token in the answer of a token endpoint. */
async function theyTake(token: string, making: Making, checkSignatures: boolean): Promise<boolean> {
  const server = {
    issuer: ISSUER,
    authorization_endpoint: `${ISSUER}/auth`,
    token_endpoint: `${ISSUER}/token`,
    jwks_uri: `${ISSUER}/jwks`,
    id_token_signing_alg_values_supported: ['ES256'],
  }
  const settings = { id_token_signed_response_alg: 'ES256' }
  const configuration = new client.Configuration(server, CLIENT, settings, client.None())
  configuration[client.customFetch] = async (url) =>
    url.endsWith('/jwks')
      ? Response.json(jwks(making))
      : Response.json({ access_token: ACCESS_TOKEN, token_type: 'Bearer', id_token: token })
  if (checkSignatures) client.enableNonRepudiationChecks(configuration)
  try {
    const answer = new URL(`https://portal.example/callback?code=c0de&state=${STATE}`)
    const expected = { expectedNonce: NONCE, expectedState: STATE, idTokenExpected: true }
    await client.authorizationCodeGrant(configuration, answer, expected)
    return true
  } catch {
    return false
  }
}

async function weTake(token: string, making: Making): Promise<boolean> {
  const keys = createKeySource(
    async () => `${ISSUER}/jwks`,
    async () => Response.json(jwks(making)),
    () => new Date(),
  )
  const { verdict } = await inspectIdToken(token, {
    issuer: ISSUER,
    clientId: CLIENT,
    algorithms: ['ES256'],
    keys,
    now: making.now,
    nonce: NONCE,
    accessToken: ACCESS_TOKEN,
  })
  return verdict === 'passed'
}

/** Every token to both: what is good both take; what is wrong we refuse, and they but for what is named. */
const judges = (checkSignatures: boolean): Case => ({
  what: checkSignatures
    ? 'takes the ID tokens that we take; told to check signatures, it refuses what we refuse but for what is named'
    : 'takes the ID tokens that we take; left as it is, it takes tokens that a stranger signed as well',
  with: 'openid-client',
  async run() {
    const making: Making = {
      key: await createPrivateKey('P-256'),
      stranger: await createPrivateKey('P-256'),
      now: Math.floor(Date.now() / 1000),
    }
    const taken: string[] = []
    for (const { name, isGood = false, make } of SPECIMENS) {
      const token = await make(making)
      expectThat((await weTake(token, making)) === isGood, `ours: a token ${name}`)
      const theirs = await theyTake(token, making, checkSignatures)
      if (isGood) expectThat(theirs, `theirs: a token ${name}`)
      else if (theirs) taken.push(name)
    }
    const known = checkSignatures ? TAKEN_ALWAYS : [...TAKEN_ALWAYS, ...TAKEN_UNSIGNED]
    const news = taken.filter((name) => !known.includes(name))
    const gone = known.filter((name) => !taken.includes(name))
    expectThat(news.length === 0, `it takes too: ${news.join('; ')}`)
    expectThat(gone.length === 0, `it refuses meanwhile: ${gone.join('; ')}`)
    return `of ${SPECIMENS.length} tokens, it takes and we refuse those ${taken.join('; ')}`
  },
})

export const OPENID_CLIENT_CASES: readonly Case[] = [judges(true), judges(false)]
