import type { Holder, LicenceData } from '../metadata/data.ts'
import type { QrContent } from './content.ts'
import { digestHolderCode } from './holder-digest.ts'

/**
 * How a person's code goes into a QR code, which anybody can scan.
 *
 * - `digest`: so that who is told the number can compare it (`digestHolderCode` says what that keeps and what not)
 * - `none`: not at all
 * - `whole`: readable by everybody
 */
export type HolderCode = 'whole' | 'digest' | 'none'

/** Codes of organisations (GB/T 36903-2018, 附录 A): they are public. */
const PUBLIC: ReadonlySet<string> = new Set(['001', '099'])

/** The items of a licence that go into its QR code. */
export async function selectQrContent(
  data: LicenceData,
  options: { readonly extensions?: readonly string[]; readonly holderCode?: HolderCode },
): Promise<QrContent> {
  const { extensions = [], holderCode = 'digest' } = options
  if (!['whole', 'digest', 'none'].includes(holderCode))
    throw new TypeError('holderCode: whole, digest or none')
  const { name, typeCode, number, identifier, issuers, issuedOn, validFrom, validUntil, status } = data
  if (issuers.length !== 1) throw new TypeError('data: a QR code has one issuer')
  const isShown = ({ codeType }: Holder) => holderCode === 'whole' || PUBLIC.has(codeType)
  const holders = data.holders.map((holder) =>
    isShown(holder)
      ? { name: holder.name, code: holder.code, codeType: holder.codeType }
      : { name: holder.name, codeType: holder.codeType },
  )
  const digests = data.holders.map(async (holder) =>
    isShown(holder) || holderCode === 'none'
      ? undefined
      : digestHolderCode(holder.code, holder.codeType, identifier),
  )
  return {
    data: {
      name,
      typeCode,
      number,
      identifier,
      issuers,
      issuedOn,
      holders,
      ...(validFrom === undefined ? {} : { validFrom }),
      ...(validUntil === undefined ? {} : { validUntil }),
      ...(status === undefined ? {} : { status }),
      extensions: Object.fromEntries([...new Set(extensions)].map((item) => [item, itemOf(data, item)])),
    },
    digests: await Promise.all(digests),
  }
}

function itemOf({ extensions }: LicenceData, name: string): string {
  const value = Object.hasOwn(extensions, name) ? extensions[name] : undefined
  if (value === undefined) throw new TypeError(`extensions: the licence has no item ${name}`)
  return value
}
