import type { JsonObject } from '@xinyin/core/json'
import { parseJws, verifyJws } from '@xinyin/core/jws'
import { parseJwk } from '@xinyin/core/keys'
import type { Case } from '../table.ts'
import { withOtherSignature } from './token.ts'
import { foundBy, type Held, listTruth, readTruth, truthFile } from './truth-file.ts'

/** An example of the cookbook (RFC 7520), or a key of it. */
interface Example {
  readonly input: {
    readonly alg: string | readonly string[]
    readonly enc?: string
    readonly key: JsonObject | readonly JsonObject[]
  }
  readonly output: {
    readonly compact?: string
    readonly json: { readonly payload?: string; readonly signatures?: readonly Signature[] }
  }
}

interface Signature {
  readonly protected?: string
  readonly signature: string
}

/** What cannot be told from a shared secret, or hides what is signed, no verifier here takes. */
const isAsymmetric = (alg: string) => /^(?:RS|PS|ES)\d{3}$|^EdDSA$/.test(alg)

async function holdSignature(compact: string, alg: string, key: JsonObject | undefined): Promise<Held[]> {
  const verify = (text: string) =>
    foundBy(async () => {
      const { publicKey } = parseJwk(key ?? {})
      return `${alg} ${(await verifyJws(parseJws(text), publicKey, { algorithms: [alg] })) ? 'verifies' : 'does not verify'}`
    })
  const isPlain = compact.split('.').length === 3 && !compact.startsWith('.')
  if (!isPlain || !isAsymmetric(alg)) return [{ stated: refusalOf(compact), found: await refused(compact) }]
  return [
    { stated: `${alg} verifies`, found: await verify(compact) },
    { stated: `${alg} does not verify`, found: await verify(withOtherSignature(compact)) },
  ]
}

/** Secrets are not told from what signs with them (`HS256`), and payloads that are not encoded not from signatures. */
function refusalOf(compact: string): string {
  const [header = '', ...others] = compact.split('.')
  // A header that nobody signed, and a payload that is not encoded and has a dot in it.
  if (header === '' || others.length !== 2) return 'refused, ERR_JWS_FORM'
  const { b64 } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { b64?: boolean }
  return `refused, ${b64 === false ? 'ERR_JWS_CRITICAL' : 'ERR_JWS_ALGORITHM'}`
}

/** By its form, or by its algorithm, which is none that a key of an issuer signs with. */
const refused = (compact: string) =>
  foundBy(() => verifyJws(parseJws(compact), LENT_KEY, { algorithms: ['ES256', 'SM2'] }))

/** Any key: a refusal comes before it is looked at. */
const LENT_KEY = parseJwk({
  kty: 'OKP',
  crv: 'Ed25519',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
}).publicKey

async function holdSignatures(path: string): Promise<Held[]> {
  const { input, output } = readTruth<Example>(path)
  const algorithms = [input.alg].flat()
  const keys = [input.key].flat()
  if (output.compact !== undefined) return holdSignature(output.compact, algorithms[0] ?? '', keys[0])
  const { payload = '', signatures = [] } = output.json
  const held = signatures.map((each, i) =>
    holdSignature(`${each.protected ?? ''}.${payload}.${each.signature}`, algorithms[i] ?? '', keys[i]),
  )
  return (await Promise.all(held)).flat()
}

/** What is encrypted is no signature, and nothing here reads it: five parts, or JSON. */
async function holdEncrypted(path: string): Promise<Held[]> {
  const { output } = readTruth<Example>(path)
  const text = output.compact ?? JSON.stringify(output.json)
  return [{ stated: 'refused, ERR_JWS_FORM', found: await foundBy(() => parseJws(text).algorithm) }]
}

/** RSA and the curves are read, private keys with the public ones that belong to them; secrets are not. */
async function holdKey(path: string): Promise<Held[]> {
  const jwk = readTruth<JsonObject>(path)
  const { kty, crv = 'RSA' } = jwk
  if (kty === 'oct')
    return [{ stated: 'refused, ERR_KEYS_JWK_KIND', found: await foundBy(() => parseJwk(jwk).keyId) }]
  const found = await foundBy(() => {
    const { publicKey, privateKey } = parseJwk(jwk)
    return `${privateKey === undefined ? 'public' : 'private'} key of ${publicKey.kind}`
  })
  return [{ stated: `${'d' in jwk ? 'private' : 'public'} key of ${crv}`, found }]
}

function holderOf(path: string): (path: string) => Promise<Held[]> {
  if (path.startsWith('jose/jwk/')) return holdKey
  return readTruth<Example>(path).input.enc === undefined ? holdSignatures : holdEncrypted
}

/** The cookbook of RFC 7520, RFC 8037 and RFC 7797: what a strict verifier takes of it, and by what it refuses the rest. */
export const JOSE_TRUTH_CASES: readonly Case[] = listTruth('jose').map((path) =>
  truthFile(path, holderOf(path)),
)
