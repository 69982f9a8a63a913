import { type Check, failed, passed } from '@xinyin/core'
import type { OfdPackage } from '../package.ts'
import type { DescribedSignature } from './context.ts'

/** Every stamp stands on a page of the document that the signature belongs to. */
export function checkStamps(ofd: OfdPackage, { listed, described }: DescribedSignature): Check {
  const pages = new Set(ofd.documents[listed.document]?.pages.map(({ id }) => id))
  const stray = described.stamps.find(({ page }) => !pages.has(page))
  const count = described.stamps.length
  return stray === undefined
    ? passed('ofd.stamps', { count })
    : failed('ofd.stamps', 'ERR_OFD_STAMP_PAGE', { page: stray.page.slice(0, 40), count })
}
