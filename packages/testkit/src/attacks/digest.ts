import { createHash } from 'node:crypto'
import { digest, encodeBase64 } from '@xinyin/core'
import { encodeBitString } from '@xinyin/core/der'
import { parseOfdPackage } from '@xinyin/e-seal/ofd'
import { type Attack, keyed, open, type Refusal } from './attack.ts'
import { type Carrier, contentOf, fileOfKind, isSealed, type KeyedCarrier, lastSignature } from './carrier.ts'
import { changeFiles, edit, textOf } from './edit.ts'
import { resign } from './resign.ts'
import { exchange } from './ses.ts'

/** What says that the signed description is another one. */
const otherData = ({ variant }: Carrier): Refusal =>
  variant === 'attributes'
    ? ['cms.message-digest', 'ERR_CMS_MESSAGE_DIGEST']
    : ['signature.data-hash', 'ERR_SIGNATURE_DATA_HASH']

/** Files digested with an algorithm that is broken, the digests right. */
const digested = (name: string, algorithm: 'md5' | 'sha1' | 'sha256', written: string): Attack =>
  keyed('digest', name, ['ofd.digest-method', 'ERR_OFD_DIGEST_METHOD'], (carrier) =>
    resign(carrier, {
      describe: (xml) =>
        xml.replace(/ CheckMethod="[^"]*"/, written).replace(
          /FileRef="\/([^"]*)"><ofd:CheckValue>[^<]*/g,
          (_, file: string) =>
            `FileRef="/${file}"><ofd:CheckValue>${createHash(algorithm)
              .update(carrier.files.get(file) ?? '')
              .digest('base64')}`,
        ),
    }),
  )

const leaving = (
  name: string,
  by: Refusal,
  isLeft: (carrier: Carrier) => (file: string) => boolean,
): Attack =>
  keyed('digest', name, by, (carrier) => {
    const left = isLeft(carrier)
    return resign(carrier, { covers: (file) => !left(file) })
  })

/** Whether no earlier signature says of the same file what it was. */
const isOnly = ({ signatures }: Carrier) => signatures.length === 1

/** Digests that say nothing of what is shown. */
export const DIGEST_ATTACKS: readonly Attack[] = [
  digested('files digested with MD5', 'md5', ' CheckMethod="MD5"'),
  digested('files digested with SHA-1', 'sha1', ' CheckMethod="SHA1"'),
  digested('files digested with SHA-256', 'sha256', ' CheckMethod="SHA-256"'),
  digested('files digested nobody knows how', 'md5', ''),
  open(
    'digest',
    'a page changed, and its digest in the description with it',
    otherData,
    (carrier) => {
      const { description } = lastSignature(carrier)
      const page = fileOfKind(carrier, 'page') ?? ''
      const before = contentOf(carrier, page)
      const files = changeFiles(carrier.files, { [page]: `${textOf(before)}\n` })
      const after = files.get(page) ?? before
      return edit(carrier, {
        [page]: after,
        [description]: (xml) =>
          xml.replace(encodeBase64(digest('SM3', before)), encodeBase64(digest('SM3', after))),
      })
    },
    { applies: (carrier) => isOnly(carrier) && fileOfKind(carrier, 'page') !== undefined },
  ),
  open(
    'digest',
    'a page taken out, and its digest in the description with it',
    otherData,
    (carrier) => {
      const page = fileOfKind(carrier, 'page') ?? ''
      return edit(carrier, {
        [page]: undefined,
        [lastSignature(carrier).description]: (xml) =>
          xml.replace(new RegExp(`<(?:\\w+:)?Reference [^>]*${page}"[^]*?</(?:\\w+:)?Reference>`), ''),
      })
    },
    { applies: (carrier) => isOnly(carrier) && fileOfKind(carrier, 'page') !== undefined },
  ),
  open(
    'digest',
    'a stamp moved',
    otherData,
    (carrier) =>
      edit(carrier, {
        [lastSignature(carrier).description]: (xml) =>
          xml.replace(/ Boundary="[^"]*"/, ' Boundary="1 1 9 9"'),
      }),
    { applies: (carrier) => lastSignature(carrier).stamps.length > 0 },
  ),
  open('digest', 'a date in the description changed', otherData, (carrier) =>
    edit(carrier, {
      [lastSignature(carrier).description]: (xml) => xml.replace(/(SignatureDateTime>)\d{4}/, '$12019'),
    }),
  ),
  leaving(
    'nothing covered but OFD.xml',
    ['ofd.coverage', 'ERR_OFD_UNCOVERED'],
    () => (file) => file !== 'OFD.xml',
  ),
  leaving(
    'a template that is not covered',
    ['ofd.coverage', 'ERR_OFD_UNCOVERED'],
    (carrier) => (file) => carrier.kinds.get(file) === 'template',
  ),
  leaving(
    'a page that is not covered',
    ['ofd.coverage', 'ERR_OFD_UNCOVERED'],
    (carrier) => (file) => carrier.kinds.get(file) === 'page',
  ),
  leaving(
    'OFD.xml that is not covered',
    ['ofd.coverage', 'ERR_OFD_INDEX_UNCOVERED'],
    () => (file) => file === 'OFD.xml',
  ),
  keyed(
    'digest',
    'a signed value carried over from another document',
    otherData,
    async (carrier) => {
      const { value } = lastSignature(carrier)
      return edit(carrier, { [value]: (await signedElsewhere(carrier)).get(value) })
    },
    { applies: isOnly },
  ),
  keyed(
    'digest',
    'a whole signature carried over from another document',
    ['ofd.references', 'ERR_OFD_DIGEST'],
    async (carrier) => {
      const { description, value } = lastSignature(carrier)
      const files = await signedElsewhere(carrier)
      return edit(carrier, { [description]: files.get(description), [value]: files.get(value) })
    },
    { applies: isOnly },
  ),
  keyed(
    'digest',
    'a signature over the digest of something else',
    ['signature.data-hash', 'ERR_SIGNATURE_DATA_HASH'],
    (carrier) =>
      resign(carrier, { toSign: (parts) => exchange(parts, 3, encodeBitString(new Uint8Array(32))) }),
    { applies: isSealed },
  ),
  keyed(
    'digest',
    'a signature over an empty digest',
    ['signature.data-hash', 'ERR_SIGNATURE_DATA_HASH'],
    (carrier) =>
      resign(carrier, { toSign: (parts) => exchange(parts, 3, encodeBitString(new Uint8Array(0))) }),
    { applies: isSealed },
  ),
]

/** The files of another document that was signed in the same place. */
async function signedElsewhere(carrier: KeyedCarrier): Promise<ReadonlyMap<string, Uint8Array>> {
  const page = fileOfKind(carrier, 'page') ?? ''
  return parseOfdPackage(await resign(carrier, { files: { [page]: '<Page/>' } })).files
}
