import { type Certificate, encodeUtf8, type Signer } from '@xinyin/core'
import { createDataSignature } from '../../../create/sign-data.ts'
import { ENTRIES_FILE } from '../package-index.ts'
import { escapeXml } from '../xml/write.ts'
import { foldName } from '../zip/name.ts'
import { sealingError } from './codes.ts'
import { type TimeStamping, timeStamperOf } from './time-stamp.ts'

/** Who answers for the list of all files of a package. */
export interface EntriesListSigning {
  readonly signer: Signer
  /** The signer's certificate, which goes along. */
  readonly certificate: Certificate
  readonly timeStamp?: TimeStamping
}

/**
 * Writes the list of all files of a package 防夹带文件, and its signature, so that a file which is put in later is seen
 * (GM/T 0099-2020 [?]: element names, the place at the root and a signature over the SM3 of the list are those of one
 * implementation and a sample of it; whether the standard has the signature's own file in the list is not known, and it
 * is left out as in the sample).
 *
 * @param files - all that the package will hold but these two
 * @returns the two files by their names
 * @throws SealError `ERR_OFD_ENTRIES_PRESENT` where the package has such a list; `ERR_SIGNER_NOT_VALID`; and what the
 *   time stamper throws
 */
export async function writeEntriesList(
  files: readonly string[],
  namespace: string,
  time: Date,
  { signer, certificate, timeStamp }: EntriesListSigning,
): Promise<readonly (readonly [string, Uint8Array])[]> {
  const taken = new Set(files.map(foldName))
  if (taken.has(foldName(ENTRIES_FILE))) throw sealingError('ERR_OFD_ENTRIES_PRESENT', { file: ENTRIES_FILE })
  const valueFile = freeName(taken)
  const items = files.map((file, i) => `<ofd:File ID="${i + 2}" FileLoc="/${escapeXml(file)}"/>`)
  const list = encodeUtf8(
    [
      `<?xml version="1.0" encoding="UTF-8"?>\n<ofd:DocEntries xmlns:ofd="${escapeXml(namespace)}" ID="1" `,
      `CreatorName="xinyin" Version="1.0" CreationDate="${time.toISOString().slice(0, 10)}">`,
      `<ofd:SignedValueLoc>/${valueFile}</ofd:SignedValueLoc><ofd:FileList>`,
      ...items,
      '</ofd:FileList></ofd:DocEntries>',
    ].join(''),
  )
  const timeStamper = timeStamperOf(timeStamp, undefined)
  const value = await createDataSignature({
    data: list,
    signer,
    certificate,
    variant: 'content',
    time,
    ...(timeStamper === undefined ? {} : { timeStamp: timeStamper }),
  })
  return [
    [ENTRIES_FILE, list],
    [valueFile, value],
  ]
}

function freeName(taken: ReadonlySet<string>): string {
  for (let n = 0; ; n++) {
    const name = `signedvalue${n || ''}.dat`
    if (!taken.has(name)) return name
  }
}
