import { digest } from '@xinyin/core'
import {
  encodeIa5String,
  encodeInteger,
  encodeOctetString,
  encodeSequence,
  encodeUtf8String,
} from '@xinyin/core/der'
import { createMember, VALID } from '../realm.ts'
import { type Attack, keyed, type Refusal } from './attack.ts'
import { isSealed } from './carrier.ts'
import { resign } from './resign.ts'
import { sealBy, sesForm } from './seal-of.ts'
import {
  byMaker,
  digestEntry,
  isCertificates,
  isDigests,
  listed,
  property,
  sealedWith,
} from './sealed-with.ts'
import { exchange, partsOf, sealDate } from './ses.ts'

const MAKER: Refusal = ['seal.maker-signature', 'ERR_SEAL_MAKER_SIGNATURE']

const otherPicture = encodeSequence(
  encodeIa5String('png'),
  encodeOctetString(new Uint8Array(9)),
  encodeInteger(40),
  encodeInteger(40),
)

const withVersion = (header: Uint8Array, version: number) =>
  encodeSequence(...exchange(partsOf(header), 1, encodeInteger(version)))

/** Seals that their maker did not make, or that do not name who signs. */
export const SEAL_ATTACKS: readonly Attack[] = [
  sealedWith('another picture in the seal', MAKER, () => ({
    info: (info) => exchange(info, 3, otherPicture),
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
    'a seal whose header says another version',
    ['signature.version', 'ERR_SIGNATURE_VERSION'],
    byMaker(() => (info) => exchange(info, 0, withVersion(info[0] ?? new Uint8Array(0), 5))),
    { applies: ({ form }) => form === 'GB/T 38540-2020' },
  ),
  sealedWith(
    'no structure of a seal',
    ['signature.structure', 'ERR_SEAL_STRUCTURE'],
    byMaker(() => (info) => [encodeInteger(1), ...info.slice(1)]),
  ),
]
