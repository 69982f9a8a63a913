import { createHash, createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto'
import { SDJwtInstance } from '@sd-jwt/core'
import { encodeBase64Url, encodeUtf8, exportPrivateKey } from '@xinyin/core'
import { parseSdJwt, presentSdJwt } from '@xinyin/e-license'
import { expectThat } from '../expect.ts'
import type { Case } from '../table.ts'
import { CLAIMS, createTokenIssuer, issueToken, publicJwk, refusals, type TokenIssuer } from './token.ts'

const WITH = '@sd-jwt/core'
const AUDIENCE = 'https://bank.example'
const NONCE = 'n-0S6_WzA2Mj'

/** The library, signing and verifying with one key for issuer and holder each. */
function createPeer(issuer: TokenIssuer, holder: TokenIssuer) {
  const keyOf = ({ privateKey }: TokenIssuer) =>
    createPrivateKey({ key: Buffer.from(exportPrivateKey(privateKey)), format: 'der', type: 'pkcs8' })
  const dsaEncoding = 'ieee-p1363' as const
  const signerOf = (who: TokenIssuer) => (data: string) =>
    sign('sha256', Buffer.from(data), { key: keyOf(who), dsaEncoding }).toString('base64url')
  const verifierOf = (who: TokenIssuer) => (data: string, signature: string) =>
    verify(
      'sha256',
      Buffer.from(data),
      { key: createPublicKey(keyOf(who)), dsaEncoding },
      Buffer.from(signature, 'base64url'),
    )
  return new SDJwtInstance({
    signAlg: 'ES256',
    signer: signerOf(issuer),
    verifier: verifierOf(issuer),
    kbSignAlg: 'ES256',
    kbSigner: signerOf(holder),
    kbVerifier: verifierOf(holder),
    hashAlg: 'sha-256',
    hasher: (data) =>
      createHash('sha256')
        .update(typeof data === 'string' ? data : new Uint8Array(data))
        .digest(),
    saltGenerator: () => randomBytes(16).toString('base64url'),
  })
}

const FRAME = {
  _sd: ['number', 'holder'],
  holder: { _sd: ['name', 'code'] },
  scope: { _sd: [0, 1], _sd_decoy: 2 },
}

async function createScene() {
  const [issuer, holder] = [await createTokenIssuer(), await createTokenIssuer()]
  const peer = createPeer(issuer, holder)
  const issueTheirs = () =>
    peer.issue({ ...CLAIMS, cnf: { jwk: publicJwk(holder.key) } }, FRAME as never, {
      header: { typ: 'dc+sd-jwt' },
    })
  return { issuer, holder, peer, issueTheirs }
}

const readsOurs: Case = {
  what: 'reads our SD-JWT with nested disclosures and decoys, whole and in part, and refuses another signature',
  with: WITH,
  async run() {
    const { issuer, peer } = await createScene()
    const token = await issueToken(issuer)
    const { payload } = await peer.verify(token)
    const expected = JSON.stringify(sorted(CLAIMS))
    expectThat(JSON.stringify(sorted(payload)) === expected, `all claims, found ${JSON.stringify(payload)}`)
    const part = await presentSdJwt(token, { disclose: ['/holder/name', '/scope/1'] })
    const shown = (await peer.verify(part)).payload as { holder?: object; scope?: string[]; number?: string }
    expectThat(
      JSON.stringify(shown.holder) === JSON.stringify({ name: CLAIMS.holder.name }),
      'the name alone',
    )
    expectThat(
      shown.scope?.join() === CLAIMS.scope[1] && shown.number === undefined,
      'one element, no number',
    )
    const other = createPeer(await createTokenIssuer(), await createTokenIssuer())
    expectThat(await isRefused(() => other.verify(token)), 'the token of another issuer is refused')
  },
}

const readsOurBinding: Case = {
  what: 'reads our key binding for its nonce, and refuses it for another one',
  with: WITH,
  async run() {
    const { issuer, holder, peer } = await createScene()
    const keyBinding = { signer: holder.signer, audience: AUDIENCE, nonce: NONCE }
    const token = await issueToken(issuer, holder.key)
    const shown = await presentSdJwt(token, { disclose: ['/number'], keyBinding })
    const { kb } = await peer.verify(shown, { keyBindingNonce: NONCE })
    expectThat(kb?.payload.aud === AUDIENCE, 'the audience')
    expectThat(
      await isRefused(() => peer.verify(shown, { keyBindingNonce: 'other' })),
      'another nonce is refused',
    )
  },
}

const isReadHere: Case = {
  what: 'we read its SD-JWT, its presentation and its key binding, and refuse them for others',
  with: WITH,
  async run() {
    const { issuer, holder, peer, issueTheirs } = await createScene()
    const token = await issueTheirs()
    expectThat((await refusals(token, issuer.key)).length === 0, 'its token passes')
    expectThat((await refusals(token, holder.key)).join() === 'ERR_SDJWT_SIGNATURE', 'not with another key')
    const iat = Math.floor(Date.now() / 1000)
    const shown = await peer.present(token, { number: true, holder: { name: true } } as never, {
      kb: { payload: { iat, aud: AUDIENCE, nonce: NONCE } },
    })
    const keyBinding = { audience: AUDIENCE, nonce: NONCE }
    expectThat((await refusals(shown, issuer.key, { keyBinding })).length === 0, 'its presentation passes')
    const other = await refusals(shown, issuer.key, { keyBinding: { ...keyBinding, nonce: 'other' } })
    expectThat(other.join() === 'ERR_SDJWT_NONCE', `another nonce is refused, found ${other.join()}`)
    expectThat(parseSdJwt(shown).disclosures.length === 3, 'three disclosures')
  },
}

/** What a holder, or somebody on the way, makes of a token that was issued soundly. */
const TAMPERED: readonly (readonly [string, string, (token: string) => string])[] = [
  [
    'a disclosure that the issuer did not sign',
    'ERR_SDJWT_DISCLOSURE_UNREFERENCED',
    (token) => `${token}${encode(['c2FsdA', 'number', 'FORGED'])}~`,
  ],
  [
    'a disclosure whose value was changed',
    'ERR_SDJWT_DISCLOSURE_UNREFERENCED',
    (token) => {
      const { issued, disclosures } = parseSdJwt(token)
      const changed = disclosures.map(({ encoded, name }) =>
        name === 'number' ? encode(['c2FsdA', name, 'X']) : encoded,
      )
      return `${[issued.compact, ...changed].join('~')}~`
    },
  ],
  [
    'a disclosure that comes twice',
    'ERR_SDJWT_DISCLOSURE_REPEATED',
    (token) => `${token}${parseSdJwt(token).disclosures[0]?.encoded}~`,
  ],
  [
    'a disclosure without the one that holds it',
    'ERR_SDJWT_DISCLOSURE_UNREFERENCED',
    (token) => {
      const { issued, disclosures } = parseSdJwt(token)
      const left = disclosures.filter(({ name }) => name !== 'holder').map(({ encoded }) => encoded)
      return `${[issued.compact, ...left].join('~')}~`
    },
  ],
]

const encode = (parts: readonly unknown[]) => encodeBase64Url(encodeUtf8(JSON.stringify(parts)))

const tamperedCase = ([what, code, tamper]: (typeof TAMPERED)[number]): Case => ({
  what: `differs as expected: we refuse ${what} (${code})`,
  with: WITH,
  async run() {
    const { issuer, peer } = await createScene()
    const token = tamper(await issueToken(issuer))
    const found = await refusals(token, issuer.key)
    expectThat(found.join() === code, `refused here for ${code}, found ${found.join()}`)
    return (await isRefused(() => peer.verify(token)))
      ? 'the library refuses it too'
      : 'the library accepts it'
  },
})

const isRefused = (work: () => Promise<unknown>): Promise<boolean> =>
  work().then(
    () => false,
    () => true,
  )

/** The same value with the members of objects in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([name, member]) => [name, sorted(member)] as const)
  return Object.fromEntries(members.sort(([one], [other]) => (one < other ? -1 : 1)))
}

export const SD_JWT_CASES: readonly Case[] = [
  readsOurs,
  readsOurBinding,
  isReadHere,
  ...TAMPERED.map(tamperedCase),
]
