import { createHmac } from 'node:crypto'
import { digest, encodeBase64Url, encodeUtf8, type PrivateKey } from '@xinyin/core'
import type { JsonObject } from '@xinyin/core/json'
import { signJws } from '@xinyin/core/jws'
import { exportJwk } from '@xinyin/core/keys'

export const ISSUER = 'https://id.example.gov.cn'
export const CLIENT = 'portal-a'
export const NONCE = 'n-0S6_WzA2Mj'
export const ACCESS_TOKEN = 'Ubb-A420bK4NZ9dNB41mpFyjBYmBuun'
export const KEY_ID = 'k1'
const DAY = 86_400

/** What a token is made from. */
export interface Making {
  /** The issuer's, which it publishes. */
  readonly key: PrivateKey
  /** Somebody else's. */
  readonly stranger: PrivateKey
  readonly now: number
}

/** An ID token, what is told of it, and who takes it: `nobody` but for what is named. */
export interface Specimen {
  readonly name: string
  readonly isGood?: boolean
  make(making: Making): Promise<string>
}

const base = (now: number) => ({
  iss: ISSUER,
  sub: 'a1b2c3d4',
  aud: CLIENT,
  nonce: NONCE,
  iat: now,
  exp: now + 600,
})

type Changes = Readonly<Record<string, unknown>>

/** A token that is signed as it should be, with other claims or another header. `undefined` takes a member away. */
function changed(
  name: string,
  claims: (now: number) => Changes,
  header: Changes = {},
  isGood = false,
): Specimen {
  return {
    name,
    isGood,
    make: ({ key, now }) =>
      signJws(
        { kid: KEY_ID, ...header } as JsonObject,
        JSON.stringify({ ...base(now), ...claims(now) }),
        key,
      ),
  }
}

const good = (name: string, claims: (now: number) => Changes = () => ({}), header: Changes = {}) =>
  changed(name, claims, header, true)

/** A token that was good, and was changed as a text. */
const retold = (name: string, tell: (token: string) => string): Specimen => ({
  name,
  make: async (making) => tell(await changed(name, () => ({})).make(making)),
})

/** The same bits of a signature, spelled with others where the last character has bits to spare. */
function respell(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = alphabet.indexOf(token.at(-1) ?? 'A')
  return token.slice(0, -1) + alphabet[last ^ 1]
}

const encode = (value: object) => encodeBase64Url(encodeUtf8(JSON.stringify(value)))
const halfHash = (text: string) => encodeBase64Url(digest('SHA-256', encodeUtf8(text)).slice(0, 16))

const byStranger = (name: string, header: (stranger: PrivateKey) => Changes): Specimen => ({
  name,
  make: ({ stranger, now }) => signJws(header(stranger) as JsonObject, JSON.stringify(base(now)), stranger),
})

/** ID tokens, good ones first, then one for each way in which a token can be wrong. */
export const SPECIMENS: readonly Specimen[] = [
  good('as it should be'),
  good('with a hash of the access token', () => ({ at_hash: halfHash(ACCESS_TOKEN) })),
  good('that says it is a JWT', () => ({}), { typ: 'JWT' }),
  good('without a key id, of an issuer with one key', () => ({}), { kid: undefined }),
  changed('of another issuer', () => ({ iss: 'https://id.example.cn' })),
  changed('of the issuer with a slash more', () => ({ iss: `${ISSUER}/` })),
  changed('for another client', () => ({ aud: 'other' })),
  changed('for several, without azp', () => ({ aud: [CLIENT, 'other'] })),
  changed('for several, with this client as azp', () => ({ aud: [CLIENT, 'other'], azp: CLIENT })),
  changed('for several, with another as azp', () => ({ aud: [CLIENT, 'other'], azp: 'other' })),
  changed('for this client, with another as azp', () => ({ azp: 'other' })),
  changed('for nobody', () => ({ aud: undefined })),
  changed('that has expired', (now) => ({ iat: now - 900, exp: now - 300 })),
  changed('that never expires', () => ({ exp: undefined })),
  changed('whose end is a text', (now) => ({ exp: String(now + 600) })),
  changed('that holds from tomorrow on', (now) => ({ nbf: now + DAY })),
  changed('that was issued tomorrow', (now) => ({ iat: now + DAY, exp: now + DAY + 600 })),
  changed('that was issued a month ago', (now) => ({ iat: now - 30 * DAY })),
  changed('that was issued at no time', () => ({ iat: undefined })),
  changed('about nobody', () => ({ sub: undefined })),
  changed('without a nonce', () => ({ nonce: undefined })),
  changed('with another nonce', () => ({ nonce: 'other' })),
  changed('with a hash of another access token', () => ({ at_hash: halfHash('another') })),
  changed('that is a logout token', () => ({}), { typ: 'logout+jwt' }),
  changed('that is an access token', () => ({}), { typ: 'at+jwt' }),
  changed('with an extension that nobody knows', () => ({}), { crit: ['b64x'], b64x: true }),
  changed('of a key that is not published', () => ({}), { kid: 'k9' }),
  changed('of a key by a path', () => ({}), { kid: '../../dev/null' }),
  byStranger('signed by a stranger', () => ({ kid: KEY_ID })),
  byStranger('signed by a stranger who brings the key', ({ publicKey }) => ({ jwk: exportJwk(publicKey) })),
  byStranger('signed by a stranger who says where the key is', () => ({ jku: 'https://evil.example/jwks' })),
  {
    name: 'signed by nobody',
    make: async ({ now }) => `${encode({ alg: 'none' })}.${encode(base(now))}.`,
  },
  {
    name: 'signed with the public key as a secret',
    make: async ({ key, now }) => {
      const input = `${encode({ alg: 'HS256', kid: KEY_ID })}.${encode(base(now))}`
      const mac = createHmac('sha256', JSON.stringify(exportJwk(key.publicKey)))
        .update(input)
        .digest('base64url')
      return `${input}.${mac}`
    },
  },
  {
    name: 'with the same claim twice',
    make: ({ key, now }) =>
      signJws({ kid: KEY_ID }, JSON.stringify(base(now)).replace('{', '{"sub":"somebody-else",'), key),
  },
  retold('whose signature is another', (token) => {
    const at = token.length - 20
    return token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
  }),
  retold('with padding', (token) => `${token}==`),
  retold('with a line end in it', (token) => `${token.slice(0, -9)}\n${token.slice(-9)}`),
  retold('whose signature is spelled in another way', respell),
]
