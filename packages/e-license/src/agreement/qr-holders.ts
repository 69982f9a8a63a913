import { equalBytes } from '@xinyin/core'
import type { Holder, Licence } from '../metadata/data.ts'
import { digestHolderCode } from '../qr/holder-digest.ts'
import { parseLicenceQr } from '../qr/parse.ts'

/** Numbers that one digest is held against: each takes some milliseconds. */
const MOST_TRIED = 4

/** Equal to no code that another proof shows. */
const OTHER = ''

/**
 * A licence read from a QR code, with the codes of holders that it shows only digests of: where another proof shows a
 * holder of the same name and kind, his code if the digest is that one's, and otherwise one that is equal to none.
 *
 * @param text - the QR code that was read
 */
export async function withHolderCodes(
  licence: Licence,
  text: string,
  others: readonly Licence[],
): Promise<Licence> {
  const { data, digests } = parseLicenceQr(text)
  const holders = licence.holders.map(async (holder, i): Promise<Partial<Holder>> => {
    const digest = digests[i]
    if (digest === undefined) return holder
    const codes = codesOf(holder, others)
    if (codes.length === 0) return holder
    for (const code of codes)
      if (equalBytes(await digestHolderCode(code, holder.codeType ?? '', data.identifier), digest))
        return { ...holder, code }
    return { ...holder, code: OTHER }
  })
  return { ...licence, holders: await Promise.all(holders) }
}

/** What the other proofs say is the code of this holder. */
function codesOf({ name, codeType }: Partial<Holder>, others: readonly Licence[]): string[] {
  const codes = others.flatMap(({ holders }) =>
    holders.flatMap((holder) =>
      holder.code !== undefined && holder.codeType === codeType && holder.name === name ? [holder.code] : [],
    ),
  )
  return [...new Set(codes)].slice(0, MOST_TRIED)
}
