import { encodeUtf8 } from '@xinyin/core'
import { encodeCoseSign1 } from '@xinyin/core/cose'
import { createOfdPackage, parseOfdPackage } from '@xinyin/e-seal/ofd'
import { encodeBase45 } from '../../../src/qr/base45.ts'
import { messageOf } from '../../qr/offices.ts'
import { SAMPLE } from '../../sample.ts'
import { type Attack, attack, type Refusal } from './attack.ts'
import { DATA, sealedBy, signedBy, type World } from './world.ts'

const PAGE = 'Doc_0/Pages/Page_0/Content.xml'
const holderName = SAMPLE.holders[0]?.name ?? ''

type Files = Map<string, Uint8Array>

const sealedFiles = (document: Uint8Array | string): Files =>
  new Map(parseOfdPackage(document as Uint8Array).files)

/** The document with files changed after it was sealed. */
const unsealed = (
  name: string,
  refusal: Refusal,
  change: (files: Files, world: World) => void | Promise<void>,
): Attack =>
  attack('alteration', name, { ofd: refusal }, async (world) => {
    const files = sealedFiles(world.licence.ofd)
    await change(files, world)
    return createOfdPackage([...files].map(([file, bytes]) => ({ name: file, bytes })))
  })

function reword(files: Files, name: string, from: string | RegExp, to: string): void {
  const before = new TextDecoder().decode(files.get(name))
  const after = before.replace(from, to)
  if (after === before) throw new Error(`nothing to change in ${name}`)
  files.set(name, encodeUtf8(after))
}

const fromBase64Url = (text: string) => Buffer.from(text, 'base64url').toString()
const toBase64Url = (text: string) => Buffer.from(text).toString('base64url')

/** The credential with a part of its issued JWT changed after it was signed: header, payload or signature. */
const resigned = (
  name: string,
  refusal: Refusal,
  part: 0 | 1 | 2,
  change: (text: string) => string,
): Attack =>
  attack('alteration', name, { 'sd-jwt': refusal }, ({ licence }) => {
    const [issued = '', ...rest] = licence['sd-jwt'].split('~')
    const parts = issued.split('.')
    const before = parts[part] ?? ''
    parts[part] = part === 2 ? change(before) : toBase64Url(change(fromBase64Url(before)))
    if (parts[part] === before) throw new Error('nothing was changed')
    return [parts.join('.'), ...rest].join('~')
  })

const header = (change: object) => (text: string) =>
  JSON.stringify({ ...(JSON.parse(text) as object), ...change })

/** Licences that were changed since they were signed. */
export const ALTERATION_ATTACKS: readonly Attack[] = [
  unsealed('a page', 'ofd.references ERR_OFD_DIGEST', (files) =>
    reword(files, PAGE, holderName, '冒名置业有限公司'),
  ),
  unsealed('the metadata', 'ofd.references ERR_OFD_DIGEST', (files) =>
    reword(files, 'OFD.xml', '2027-05-21', '2037-05-21'),
  ),
  unsealed('the tags', 'ofd.references ERR_OFD_DIGEST', (files) =>
    reword(files, 'Doc_0/Tags/Tag_Licence.xml', /CZZT/g, 'KZ_A'),
  ),
  unsealed('a file more', 'ofd.coverage ERR_OFD_UNCOVERED', (files) => {
    files.set(
      'Doc_0/Pages/Page_1/Content.xml',
      encodeUtf8('<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"/>'),
    )
  }),
  unsealed('a file less', 'ofd.references ERR_OFD_REFERENCE_MISSING', (files) => {
    files.delete('Doc_0/Tags/Tag_Licence.xml')
  }),
  unsealed(
    'the seal of another licence of the same authority',
    'ofd.references ERR_OFD_DIGEST',
    async (files, world) => {
      const other = sealedFiles(await sealedBy(world.province, { ...DATA, number: '990100202605229999' }))
      for (const name of files.keys()) if (name.includes('Sign')) files.delete(name)
      for (const [name, bytes] of other) if (name.includes('Sign')) files.set(name, bytes)
    },
  ),
  unsealed('no seal', 'ofd.signed ERR_OFD_UNSIGNED', (files) => {
    for (const name of files.keys()) if (name.includes('Sign')) files.delete(name)
    reword(files, 'OFD.xml', /<ofd:Signatures>.*<\/ofd:Signatures>/, '')
  }),
  resigned('what the issuer signed', 'sd-jwt.signature ERR_SDJWT_SIGNATURE', 1, (text) =>
    text.replace('2027-05-21', '2037-05-21'),
  ),
  resigned('the key of the holder', 'sd-jwt.signature ERR_SDJWT_SIGNATURE', 1, (text) =>
    text.replace(/"x":"./, (start) => `${start.slice(0, -1)}${start.endsWith('A') ? 'B' : 'A'}`),
  ),
  resigned('no algorithm', 'sd-jwt.signature ERR_JWS_ALGORITHM', 0, header({ alg: 'none' })),
  resigned(
    'an algorithm with one key for both sides',
    'sd-jwt.signature ERR_JWS_ALGORITHM',
    0,
    header({ alg: 'HS256' }),
  ),
  resigned('another type of token', 'sd-jwt.type ERR_SDJWT_TYPE', 0, header({ typ: 'vc+sd-jwt' })),
  resigned(
    'an extension that has to be understood',
    'sd-jwt.form ERR_JWS_CRITICAL',
    0,
    header({ crit: ['exp'] }),
  ),
  resigned('no signature', 'sd-jwt.signature ERR_SDJWT_SIGNATURE', 2, () => ''),
  attack(
    'alteration',
    'the signature of another code',
    { qr: 'qr.signature ERR_QR_SIGNATURE' },
    async ({ province, licence }) => {
      const other = messageOf((await signedBy(province, 'qr', { ...DATA, number: 'OTHER1' })) as string)
      return `XY1:${encodeBase45(encodeCoseSign1({ ...messageOf(licence.qr), signature: other.signature }))}`
    },
  ),
]
