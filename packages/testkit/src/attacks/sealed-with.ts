import { encodeOctetString, encodePrintableString, encodeSequence } from '@xinyin/core/der'
import { type Attack, keyed, type Refusal } from './attack.ts'
import { type Carrier, isSealed, type KeyedCarrier } from './carrier.ts'
import { resign } from './resign.ts'
import { sealBy, sesForm } from './seal-of.ts'
import { exchange, type Parts, partsOf, type Remaking, sealDate } from './ses.ts'

type More = { applies?: (carrier: Carrier) => boolean; options?: (carrier: KeyedCarrier) => object }

/** A document sealed with a seal that was made so. */
export const sealedWith = (
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
export const property = (at: number, by: Uint8Array) => (info: Parts) =>
  exchange(info, 2, encodeSequence(...exchange(partsOf(info[2] ?? new Uint8Array(0)), at, by)))

/** A seal that its own maker made otherwise. */
export const byMaker =
  (info: (carrier: KeyedCarrier) => (parts: Parts) => Parts) =>
  (carrier: KeyedCarrier): Remaking => ({ info: info(carrier), maker: carrier.world.maker })

/** A date of the seal's properties. */
export const dated = (at: number, text: string) =>
  byMaker((carrier) => property(at, sealDate(sesForm(carrier), new Date(text))))

/** The list of those who may use the seal. */
export const listed = (...entries: readonly Uint8Array[]) => property(-4, encodeSequence(...entries))

/** One of them by a digest. */
export const digestEntry = (value: Uint8Array) =>
  encodeSequence(encodePrintableString('SM3'), encodeOctetString(value))

export const isCertificates = ({ signerList }: Carrier) => signerList === 'certificates'
export const isDigests = ({ signerList }: Carrier) => signerList === 'digests'
