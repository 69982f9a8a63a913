import { encodeBase64Url, encodeUtf8, joseScheme, type Signer } from '@xinyin/core'
import { parseSdJwt } from '../../../src/credential/parse.ts'
import { presentSdJwt } from '../../../src/credential/present.ts'
import { encodeText, type TestIssuer } from '../../credential/forge.ts'
import { AT } from '../../province.ts'
import { type Attack, attack, type Refusal } from './attack.ts'
import { credentialOf, DAY, signedBy, type World } from './world.ts'

export const REQUEST = { audience: 'https://bank.example', nonce: 'n-0S6_WzA2Mj' }
const demanded = { keyBinding: REQUEST }

/** The credential with a proof that its holder holds its key. */
export const present = (
  { licence, holder }: World,
  change: {
    readonly by?: TestIssuer
    readonly nonce?: string
    readonly audience?: string
    readonly at?: Date
  } = {},
  disclose: 'all' | string[] = 'all',
  text = licence['sd-jwt'],
): Promise<string> => {
  const { by = holder, ...request } = change
  return presentSdJwt(text, { disclose, keyBinding: { signer: by.signer, at: AT, ...REQUEST, ...request } })
}

const proofOf = (text: string) => text.slice(text.lastIndexOf('~') + 1)
const shownBy = (text: string) => text.slice(0, text.lastIndexOf('~') + 1)

/** The proof of the holder with other words in it, which a hand signs that is his. */
async function proofWith(
  text: string,
  change: { readonly header?: object; readonly payload?: object },
  signer: Signer,
): Promise<string> {
  const { presented, keyBinding } = parseSdJwt(text)
  const header = encodeText(JSON.stringify({ ...keyBinding?.header, ...change.header }))
  const payload = encodeText(JSON.stringify({ ...keyBinding?.payload, ...change.payload }))
  const signature = await joseScheme('ES256')?.sign(signer, encodeUtf8(`${header}.${payload}`))
  return `${presented}${header}.${payload}.${encodeBase64Url(signature ?? new Uint8Array(0))}`
}

const stolen = (name: string, refusal: Refusal, build: (world: World) => Promise<string> | string): Attack =>
  attack('key binding', name, { 'sd-jwt': refusal }, async (world) => ({
    input: await build(world),
    policy: demanded,
  }))

const reworded = (name: string, refusal: Refusal, change: Parameters<typeof proofWith>[1]): Attack =>
  stolen(name, refusal, async (world) => proofWith(await present(world), change, world.holder.signer))

const FORM: Refusal = 'sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_FORM'
const DIGEST: Refusal = 'sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_DIGEST'

/** Proofs of possession that were not made by the holder, here and now, over what is shown (RFC 9901, 7.3). */
export const KEY_BINDING_ATTACKS: readonly Attack[] = [
  stolen('none', 'sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_MISSING', ({ licence }) => licence['sd-jwt']),
  stolen('an answer to another request', 'sd-jwt.presentation ERR_SDJWT_NONCE', (world) =>
    present(world, { nonce: 'n-0' }),
  ),
  stolen('one made for another verifier', 'sd-jwt.presentation ERR_SDJWT_AUDIENCE', (world) =>
    present(world, { audience: 'https://bank.example/' }),
  ),
  stolen('one of yesterday', 'sd-jwt.presentation ERR_SDJWT_STALE', (world) =>
    present(world, { at: new Date(AT.getTime() - DAY) }),
  ),
  stolen('one of tomorrow', 'sd-jwt.presentation ERR_SDJWT_STALE', (world) =>
    present(world, { at: new Date(AT.getTime() + DAY) }),
  ),
  stolen('one by the key of the thief', 'sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_SIGNATURE', (world) =>
    present(world, { by: world.thief }),
  ),
  stolen('one that the thief made for a licence of his own', DIGEST, async (world) => {
    const own = await credentialOf(world, {}, [], world.thief)
    return world.licence['sd-jwt'] + proofOf(await present(world, { by: world.thief }, [], own))
  }),
  stolen('one that the holder made for another licence of his', DIGEST, async (world) => {
    const other = await credentialOf(world, { licence_number: 'OTHER1' }, [], world.holder)
    return world.licence['sd-jwt'] + proofOf(await present(world, {}, [], other))
  }),
  stolen(
    'one copied from a presentation that showed less',
    DIGEST,
    async (world) => world.licence['sd-jwt'] + proofOf(await present(world, {}, ['/licence_number'])),
  ),
  stolen('one copied from a presentation that showed more', DIGEST, async (world) => {
    const less = await presentSdJwt(world.licence['sd-jwt'], { disclose: ['/licence_number'] })
    return less + proofOf(await present(world))
  }),
  stolen('disclosures in another order than the proof was made over', DIGEST, async (world) => {
    const bound = await present(world)
    const [issued = '', ...shown] = shownBy(bound).slice(0, -1).split('~')
    return `${[issued, ...shown.reverse()].join('~')}~${proofOf(bound)}`
  }),
  stolen(
    'one for a credential that names no key',
    'sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_KEY',
    async (world) => present(world, { by: world.thief }, [], await credentialOf(world, {})),
  ),
  stolen('the issuer’s own JWT in its place', FORM, ({ licence }) => {
    const text = licence['sd-jwt']
    return text + text.slice(0, text.indexOf('~'))
  }),
  reworded('one of another type', FORM, { header: { typ: 'JWT' } }),
  reworded('one for a list of verifiers', FORM, {
    payload: { aud: [REQUEST.audience, 'https://other.example'] },
  }),
  reworded('one without a time', FORM, { payload: { iat: undefined } }),
  reworded('one without an answer', FORM, { payload: { nonce: undefined } }),
  reworded('one with an empty answer', FORM, { payload: { nonce: '' } }),
  reworded('one with a blank answer', FORM, { payload: { nonce: ' ' } }),
  reworded('one for nobody', FORM, { payload: { aud: '' } }),
  reworded('one over nothing', FORM, { payload: { sd_hash: undefined } }),
  reworded('one that has run out', 'sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_PERIOD', {
    payload: { exp: AT.getTime() / 1000 - 3600 },
  }),
  reworded('one without a signature', 'sd-jwt.key-binding ERR_JWS_ALGORITHM', { header: { alg: 'none' } }),
  attack(
    'key binding',
    'a false one that nobody asked for',
    { 'sd-jwt': 'sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_SIGNATURE' },
    (world) => present(world, { by: world.thief }),
  ),
  attack(
    'key binding',
    'a form that cannot have one',
    { ofd: 'licence.form ERR_SDJWT_KEY_BINDING_MISSING', qr: 'licence.form ERR_SDJWT_KEY_BINDING_MISSING' },
    ({ licence }, form) => ({ input: licence[form], policy: demanded }),
  ),
  attack(
    'key binding',
    'the key of whoever made the licence up',
    { 'sd-jwt': 'path.anchor ERR_PATH_NO_ANCHOR' },
    async (world) => {
      const forged = (await signedBy(world.forger, 'sd-jwt')) as string
      return { input: await present(world, { by: world.thief }, [], forged), policy: demanded }
    },
  ),
]
