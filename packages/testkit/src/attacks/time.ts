import { encodeBitString, encodeContext, encodeSequence } from '@xinyin/core/der'
import type { OfdOptions } from '@xinyin/e-seal/ofd'
import { type Attack, keyed, open, type Refusal } from './attack.ts'
import { type Carrier, contentOf, isSealed, type KeyedCarrier, lastSignature } from './carrier.ts'
import { edit } from './edit.ts'
import { resign } from './resign.ts'
import { sealWith, sesForm } from './seal-of.ts'
import { exchange, partsOf, sealDate } from './ses.ts'

const HOUR_MS = 60 * 60 * 1000
const TIME = 'signature.time'
const STAMP = 'signature.time-stamp'

const later = ({ options: { at } }: Carrier, hours: number) =>
  new Date((at ?? new Date(0)).getTime() + hours * HOUR_MS)

const isStamped = ({ signatures }: Carrier) => signatures.at(-1)?.clock === 'time-stamp'
const isPlain = (carrier: Carrier) => !isStamped(carrier)
const isPlainSeal = (carrier: Carrier) => isPlain(carrier) && isSealed(carrier)
const hasPlace = (carrier: Carrier) => isSealed(carrier) && carrier.form !== 'GM/T 0031-2014'
/** Without attributes the time is that of the description. */
const saysTime = ({ variant }: Carrier) => variant !== 'content'

/** A document that claims to be signed at another time. */
const claiming = (
  name: string,
  by: Refusal,
  hours: number,
  applies: (carrier: Carrier) => boolean,
  options?: (carrier: KeyedCarrier) => Partial<OfdOptions>,
): Attack =>
  keyed('time', name, by, (carrier) => resign(carrier, { time: later(carrier, hours) }), {
    applies,
    ...(options === undefined ? {} : { options }),
  })

/** Judged at another time than that of signing. */
const judged = (
  name: string,
  by: Refusal | ((carrier: Carrier) => Refusal),
  years: number,
  applies: (carrier: Carrier) => boolean,
): Attack =>
  open('time', name, by, ({ bytes }) => bytes, {
    applies,
    options: (carrier) => ({ at: later(carrier, years * 365 * 24) }),
  })

const withValidTo = (carrier: KeyedCarrier, property: Uint8Array, text: string) =>
  encodeSequence(...exchange(partsOf(property), -1, sealDate(sesForm(carrier), new Date(text))))

/** Times that are not those at which somebody signed. */
export const TIME_ATTACKS: readonly Attack[] = [
  claiming('a time to come', [TIME, 'ERR_SIGNATURE_TIME_FUTURE'], 24 * 90, isPlain),
  claiming(
    'a time that may be Beijing time, which has not come',
    [TIME, 'ERR_SIGNATURE_TIME_AHEAD'],
    7,
    isPlain,
  ),
  claiming(
    'a time before the seal was valid',
    ['seal.validity', 'ERR_SEAL_NOT_VALID'],
    -24 * 130,
    (carrier) => isSealed(carrier) && carrier.signatures.length === 1,
  ),
  claiming(
    'a time after the time stamp',
    [TIME, 'ERR_SIGNATURE_TIME_AFTER_STAMP'],
    9,
    isStamped,
    (carrier) => ({ at: later(carrier, 24) }),
  ),
  keyed(
    'time',
    'a time before the certificate of the signer',
    ['signature.signer-path', 'ERR_PATH_NOT_YET_VALID'],
    (carrier) => resign(carrier, { time: new Date('2025-12-01T00:00:00Z') }),
    { applies: isSealed },
  ),
  keyed(
    'time',
    'another time in the description than in the signature',
    ['ofd.signature-date', 'ERR_OFD_SIGNATURE_DATE'],
    (carrier) =>
      resign(carrier, { describe: (xml) => xml.replace(/(SignatureDateTime>)\d{8}/, '$120260301') }),
    { applies: saysTime },
  ),
  judged(
    'a seal that ran out since, without proof of the time',
    ['seal.validity', 'ERR_SIGNATURE_NO_PROOF_OF_TIME'],
    1,
    (carrier) => isPlainSeal(carrier) && carrier.world !== undefined,
  ),
  judged(
    'a certificate that ran out since, without proof of the time',
    ['signature.signer-path', 'ERR_SIGNATURE_NO_PROOF_OF_TIME'],
    30,
    isPlain,
  ),
  keyed(
    'time',
    'a time stamp that came after the seal had run out',
    ['seal.validity', 'ERR_SIGNATURE_PROVEN_TOO_LATE'],
    async (carrier) =>
      resign(carrier, {
        seal: await sealWith(carrier, (info) =>
          exchange(info, 2, withValidTo(carrier, info[2] ?? new Uint8Array(0), '2026-07-01T00:00:00Z')),
        ),
        timeStamp: carrier.world.timeStampAt(new Date('2026-08-01T00:00:00Z')),
      }),
    { applies: hasPlace, options: () => ({ at: new Date('2026-09-01T00:00:00Z') }) },
  ),
  open(
    'time',
    'the time stamp taken off, after the seal has run out',
    ['seal.validity', 'ERR_SIGNATURE_NO_PROOF_OF_TIME'],
    (carrier) => {
      const { value } = lastSignature(carrier)
      return edit(carrier, {
        [value]: encodeSequence(...partsOf(contentOf(carrier, value)).slice(0, 4)),
      })
    },
    {
      applies: (carrier) => isStamped(carrier) && isSealed(carrier),
      options: (carrier) => ({ at: later(carrier, 365 * 24) }),
    },
  ),
  judged('a document from the future', [TIME, 'ERR_SIGNATURE_TIME_FUTURE'], -0.1, isPlain),
  keyed(
    'time',
    'a time stamp of another signature',
    [STAMP, 'ERR_TSP_IMPRINT'],
    (carrier) => resign(carrier, { timeStamp: () => carrier.world.timeStamp(new Uint8Array(70)) }),
    { applies: (carrier) => hasPlace(carrier) || isStamped(carrier) },
  ),
  keyed(
    'time',
    'a time stamp by a service that nobody here trusts',
    [STAMP, 'ERR_PATH_NO_ANCHOR'],
    (carrier) => resign(carrier, { timeStamp: carrier.world.elsewhere.timeStamp }),
    { applies: (carrier) => hasPlace(carrier) || isStamped(carrier) },
  ),
  keyed(
    'time',
    'something in the place of a time stamp',
    [STAMP, 'ERR_DER_TRUNCATED'],
    (carrier) =>
      resign(carrier, {
        value: (der) =>
          encodeSequence(
            ...partsOf(der).slice(0, 4),
            encodeContext(0, encodeBitString(Uint8Array.of(1, 2, 3))),
          ),
      }),
    { applies: hasPlace },
  ),
  keyed(
    'time',
    'a time stamp with a bit changed',
    [STAMP, 'ERR_CMS_SIGNATURE'],
    (carrier) =>
      resign(carrier, {
        timeStamp: async (content) => {
          const token = await carrier.world.timeStamp(content)
          const changed = new Uint8Array(token)
          changed[token.length - 1] = (token.at(-1) ?? 0) ^ 1
          return changed
        },
      }),
    { applies: hasPlace },
  ),
]
