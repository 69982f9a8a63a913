import { digest, encodeUtf8 } from '@xinyin/core'
import {
  encodeBitString,
  encodeBoolean,
  encodeContext,
  encodeIa5String,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodePrintableString,
  encodeSequence,
  encodeUtf8String,
} from '@xinyin/core/der'
import type { SealStatus, SealStatusChecker } from '@xinyin/e-seal'
import { createMember, VALID } from '../realm.ts'
import { type Attack, keyed, type Refusal } from './attack.ts'
import { type Carrier, isSealed, type KeyedCarrier, lastSignature } from './carrier.ts'
import { resign } from './resign.ts'
import { sealBy, sealOf, sealWith, sesForm } from './seal-of.ts'
import { exchange, type Parts, partsOf, type Remaking, sealDate } from './ses.ts'

const MAKER: Refusal = ['seal.maker-signature', 'ERR_SEAL_MAKER_SIGNATURE']

type More = { applies?: (carrier: Carrier) => boolean; options?: (carrier: KeyedCarrier) => object }

/** A document sealed with a seal that was made so. */
const sealedWith = (
  name: string,
  by: Refusal,
  how: (carrier: KeyedCarrier) => Remaking,
  { applies = () => true, ...more }: More = {},
): Attack =>
  keyed('seal', name, by, async (carrier) => resign(carrier, { seal: await sealBy(carrier, how(carrier)) }), {
    applies: (carrier) => isSealed(carrier) && applies(carrier),
    ...more,
  })

/** The element of the seal's properties at a place; a negative one counts from the end. */
const property = (at: number, by: Uint8Array) => (info: Parts) =>
  exchange(info, 2, encodeSequence(...exchange(partsOf(info[2] ?? new Uint8Array(0)), at, by)))

const PICTURE = (type: string, data: Uint8Array, width = 40, height = 40) =>
  encodeSequence(encodeIa5String(type), encodeOctetString(data), encodeInteger(width), encodeInteger(height))

/** The picture of a seal exchanged. */
const pictured = (by: Uint8Array) => (info: Parts) => exchange(info, 3, by)
const dataOf = (info: Parts) => partsOf(info[3] ?? new Uint8Array(0))[1] ?? new Uint8Array(0)
const sameWithSize = (width: number) => (info: Parts) =>
  exchange(
    info,
    3,
    encodeSequence(encodeIa5String('svg'), dataOf(info), encodeInteger(width), encodeInteger(40)),
  )

const byMaker =
  (info: (carrier: KeyedCarrier) => (parts: Parts) => Parts) =>
  (carrier: KeyedCarrier): Remaking => ({ info: info(carrier), maker: carrier.world.maker })

const dated = (at: number, text: string) =>
  byMaker((carrier) => property(at, sealDate(sesForm(carrier), new Date(text))))

const listed = (...entries: readonly Uint8Array[]) => property(-4, encodeSequence(...entries))

const digestEntry = (value: Uint8Array) =>
  encodeSequence(encodePrintableString('SM3'), encodeOctetString(value))

const isCertificates = ({ signerList }: Carrier) => signerList === 'certificates'
const isDigests = ({ signerList }: Carrier) => signerList === 'digests'

const told = (status: SealStatus): { status: SealStatusChecker } => ({
  status: { find: async () => ({ status, issuedAt: new Date('2026-05-31T00:00:00Z'), by: '制章中心' }) },
})

const withdrawn = (name: string, code: string, status: SealStatus): Attack =>
  keyed('seal', name, ['seal.status', code], (carrier) => resign(carrier), {
    applies: isSealed,
    options: () => told(status),
  })

const withVersion = (header: Uint8Array, version: number) =>
  encodeSequence(...exchange(partsOf(header), 1, encodeInteger(version)))

const since = new Date('2026-05-01T00:00:00Z')

/** Seals that their maker did not make, or that may not be used, or not by this signer. */
export const SEAL_ATTACKS: readonly Attack[] = [
  sealedWith('another picture in the seal', MAKER, () => ({
    info: pictured(PICTURE('png', new Uint8Array(9))),
  })),
  sealedWith('another name of the seal', MAKER, () => ({
    info: property(1, encodeUtf8String('省政府印章')),
  })),
  sealedWith('another identifier of the seal', MAKER, () => ({
    info: (info) => exchange(info, 1, encodeIa5String('evil')),
  })),
  sealedWith('a longer validity of the seal', MAKER, (carrier) => ({
    info: property(-1, sealDate(sesForm(carrier), new Date('2040-01-01T00:00:00Z'))),
  })),
  sealedWith(
    'one who signs put on the list of the seal',
    MAKER,
    (carrier) => ({ info: listed(encodeOctetString(carrier.world.stranger.certificate.raw)) }),
    { applies: isCertificates },
  ),
  sealedWith('a seal that its signer made', ['seal.maker-path', 'ERR_PATH_NO_ANCHOR'], (carrier) => ({
    maker: carrier.world.office,
  })),
  sealedWith(
    'a seal that its signer made, who may make seals',
    ['signature.maker-independent', 'ERR_SIGNATURE_OWN_SEAL'],
    (carrier) => ({ maker: carrier.world.office }),
    {
      options: ({ options: { trust } }) => ({
        trust: {
          ...trust,
          anchors: trust.anchors.map((anchor) => ({
            ...anchor,
            roles: [...anchor.roles, 'seal-maker'],
          })),
        },
      }),
    },
  ),
  sealedWith(
    'a seal by a maker whom nobody here trusts',
    ['seal.maker-path', 'ERR_PATH_NO_ANCHOR'],
    (carrier) => ({ maker: carrier.world.elsewhere.maker }),
  ),
  sealedWith(
    'a seal by somebody who may sign but not make seals',
    ['seal.maker-path', 'ERR_PATH_NO_ANCHOR'],
    (carrier) => ({ maker: carrier.world.stranger }),
  ),
  sealedWith(
    'a seal that calls its algorithm another',
    ['seal.algorithm', 'ERR_SEAL_ALGORITHM'],
    (carrier) => ({ maker: carrier.world.maker, algorithm: '1.2.840.113549.1.1.11' }),
  ),
  keyed(
    'seal',
    'a seal by a maker whose key is not of SM2',
    ['seal.algorithm', 'ERR_SEAL_ALGORITHM'],
    async (carrier) => {
      const maker = await createMember('制章中心', carrier.world.roots.makers, VALID, 'P-256')
      return resign(carrier, { seal: await sealBy(carrier, { maker }) })
    },
    { applies: isSealed },
  ),
  sealedWith(
    'a seal that had run out',
    ['seal.validity', 'ERR_SEAL_NOT_VALID'],
    dated(-1, '2026-05-01T00:00:00Z'),
  ),
  sealedWith(
    'a seal that was to come',
    ['seal.validity', 'ERR_SEAL_NOT_VALID'],
    dated(-2, '2026-07-01T00:00:00Z'),
  ),
  sealedWith(
    'a seal that was made after it was used',
    ['seal.validity', 'ERR_SEAL_NOT_YET_MADE'],
    dated(-3, '2026-06-20T00:00:00Z'),
    // A stamp from before the seal was made refuses it first.
    { applies: ({ form }) => form !== 'GM/T 0031-2025' },
  ),
  sealedWith(
    'a seal that was made after its time stamp',
    ['seal.time-stamp', 'ERR_SEAL_TIME_STAMP_EARLY'],
    dated(-3, '2026-06-20T00:00:00Z'),
    { applies: ({ form }) => form === 'GM/T 0031-2025' },
  ),
  sealedWith(
    'a seal that nobody may use',
    ['seal.signers', 'ERR_SEAL_SIGNERS'],
    byMaker(() => listed()),
  ),
  sealedWith(
    'a seal for somebody of another certificate',
    ['signature.signer-listed', 'ERR_SIGNATURE_SIGNER_NOT_LISTED'],
    byMaker(({ world }) => listed(encodeOctetString(world.stranger.certificate.raw))),
    { applies: isCertificates },
  ),
  sealedWith(
    'a seal for the digest of another certificate',
    ['signature.signer-listed', 'ERR_SIGNATURE_SIGNER_NOT_LISTED'],
    byMaker(() => listed(digestEntry(new Uint8Array(32)))),
    { applies: isDigests },
  ),
  sealedWith(
    'a seal for digests, one of which is cut short',
    ['seal.signers', 'ERR_SEAL_SIGNERS'],
    byMaker(({ world }) =>
      listed(digestEntry(digest('SM3', world.office.certificate.raw)), digestEntry(new Uint8Array(4))),
    ),
    { applies: isDigests },
  ),
  sealedWith(
    'a critical extension of the seal that nobody knows',
    ['seal.extensions', 'ERR_SEAL_CRITICAL_EXTENSION'],
    byMaker(() => (info) => [
      ...info.slice(0, 4),
      encodeSequence(
        encodeSequence(encodeOid('1.2.3.4'), encodeBoolean(true), encodeOctetString(new Uint8Array(1))),
      ),
    ]),
  ),
  sealedWith(
    'a seal without a picture',
    ['seal.picture', 'ERR_PICTURE_FORMAT'],
    byMaker(() => pictured(PICTURE('png', new Uint8Array(0)))),
  ),
  sealedWith(
    'a picture of no width',
    ['seal.picture', 'ERR_SEAL_PICTURE'],
    byMaker(() => sameWithSize(0)),
  ),
  sealedWith(
    'a picture that runs a program',
    ['seal.picture', 'ERR_PICTURE_FORBIDDEN'],
    byMaker(() =>
      pictured(
        PICTURE(
          'svg',
          encodeUtf8(
            '<svg xmlns="http://www.w3.org/2000/svg" width="40mm" height="40mm"><script>evil()</script></svg>',
          ),
        ),
      ),
    ),
  ),
  sealedWith(
    'no structure of a seal',
    ['signature.structure', 'ERR_SEAL_STRUCTURE'],
    byMaker(() => (info) => [encodeInteger(1), ...info.slice(1)]),
  ),
  keyed(
    'seal',
    'a copy of another seal to show',
    ['ofd.seal-copy', 'ERR_OFD_SEAL_COPY'],
    async (carrier) =>
      resign(carrier, {
        sealCopy: await sealWith(carrier, (info) => exchange(info, 1, encodeIa5String('another'))),
      }),
    { applies: (carrier) => isSealed(carrier) && lastSignature(carrier).sealCopy !== undefined },
  ),
  keyed(
    'seal',
    'a seal shown beside a signature without one',
    ['ofd.seal-copy', 'ERR_OFD_SEAL_UNSIGNED'],
    (carrier) =>
      resign(carrier, {
        files: { 'Doc_0/Seal.esl': 'a seal' },
        describe: (xml) =>
          xml.replace(
            '</ofd:SignedInfo>',
            '<ofd:Seal><ofd:BaseLoc>/Doc_0/Seal.esl</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo>',
          ),
      }),
    { applies: (carrier) => !isSealed(carrier) },
  ),
  keyed(
    'seal',
    'something in the place of the time stamp of the seal',
    ['seal.time-stamp', 'ERR_DER_TRUNCATED'],
    (carrier) =>
      resign(carrier, {
        seal: encodeSequence(
          ...partsOf(sealOf(carrier)).slice(0, 4),
          encodeContext(0, encodeBitString(Uint8Array.of(1, 2, 3))),
        ),
      }),
    { applies: ({ form }) => form === 'GM/T 0031-2025' },
  ),
  keyed(
    'seal',
    'a time stamp of another seal',
    ['seal.time-stamp', 'ERR_TSP_IMPRINT'],
    async (carrier) =>
      resign(carrier, {
        seal: encodeSequence(
          ...partsOf(sealOf(carrier)).slice(0, 4),
          encodeContext(0, encodeBitString(await carrier.world.timeStamp(new Uint8Array(70)))),
        ),
      }),
    { applies: ({ form }) => form === 'GM/T 0031-2025' },
  ),
  sealedWith(
    'a seal that was made after its time stamp and before it was used',
    ['seal.time-stamp', 'ERR_SEAL_TIME_STAMP_EARLY'],
    (carrier) => ({
      ...dated(-3, '2026-05-20T00:00:00Z')(carrier),
      timeStamp: carrier.world.timeStampAt(new Date('2026-05-10T00:00:00Z')),
    }),
    { applies: ({ form }) => form === 'GM/T 0031-2025' },
  ),
  sealedWith(
    'a seal whose header says another version',
    ['signature.version', 'ERR_SIGNATURE_VERSION'],
    byMaker(() => (info) => exchange(info, 0, withVersion(info[0] ?? new Uint8Array(0), 5))),
    { applies: ({ form }) => form === 'GB/T 38540-2020' },
  ),
  keyed(
    'seal',
    'a seal of which nobody tells the status',
    ['seal.status', 'ERR_SEAL_STATUS_MISSING'],
    (carrier) => carrier.bytes,
    { applies: isSealed, options: () => ({ requireStatus: true }) },
  ),
  withdrawn('a seal that was revoked', 'ERR_SEAL_REVOKED', { state: 'revoked', since, suspensions: [] }),
  withdrawn('a seal that was suspended', 'ERR_SEAL_SUSPENDED', {
    state: 'suspended',
    since,
    suspensions: [],
  }),
  withdrawn('a seal that was suspended for a time', 'ERR_SEAL_SUSPENDED', {
    state: 'valid',
    suspensions: [{ from: since, until: new Date('2026-06-10T00:00:00Z') }],
  }),
]
