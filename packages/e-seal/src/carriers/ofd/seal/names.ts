import { encodeUtf8 } from '@xinyin/core'
import type { OfdDocument } from '../document.ts'
import type { ListedSignature } from '../signature-list.ts'
import { foldName } from '../zip/name.ts'

/** The files of a new signature. */
export interface SignatureNames {
  /** The `Signatures.xml` that is to list it. */
  readonly list: string
  readonly signatureFile: string
  readonly sealFile: string
  readonly signedValueFile: string
}

/** Names of a signature's files go into what is signed as IA5String (GB/T 38540-2020, 7.1). */
const IS_ASCII = /^[\x20-\x7e]*$/

/** A name below a folder that is longer or deeper would be refused by readers. */
const MAX_FOLDER_BYTES = 512
const MAX_FOLDER_DEPTH = 24

/**
 * Names that no file of the package has, nor could be taken for: the list beside the document where there is none yet,
 * and a folder of its own for the signature beside the list.
 */
export function nameSignature(files: Iterable<string>, target: OfdDocument): SignatureNames {
  const taken = new Set([...files].map(foldName))
  const list = target.signatures ?? freeList(taken, roomy(folderOf(target.root)))
  const folder = freeFolder(taken, folderOf(list))
  return {
    list,
    signatureFile: `${folder}/Signature.xml`,
    sealFile: `${folder}/Seal.esl`,
    signedValueFile: `${folder}/SignedValue.dat`,
  }
}

const folderOf = (file: string) => file.split('/').slice(0, -1).join('/')

const below = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`)

/** The folder, or the root where there is no room below it. */
const roomy = (folder: string) =>
  encodeUtf8(folder).length > MAX_FOLDER_BYTES || folder.split('/').length > MAX_FOLDER_DEPTH ? '' : folder

function freeList(taken: ReadonlySet<string>, folder: string): string {
  for (let n = 0; ; n++) {
    const beside = below(folder, `Signs${n || ''}`)
    if (!isTaken(taken, beside)) return `${beside}/Signatures.xml`
  }
}

/** A folder in which there is nothing yet, beside the list or, where that has no short ASCII name, at the root. */
function freeFolder(taken: ReadonlySet<string>, beside: string): string {
  const parent = IS_ASCII.test(beside) && roomy(beside) === beside ? beside : freeParent(taken)
  for (let n = 0; ; n++) {
    const folder = below(parent, `Sign_${n}`)
    if (!isTaken(taken, folder)) return folder
  }
}

/** A folder at the root which is not the name of a file. */
function freeParent(taken: ReadonlySet<string>): string {
  for (let n = 0; ; n++) {
    const parent = `Signs${n || ''}`
    if (!taken.has(foldName(parent))) return parent
  }
}

/** Whether there is a file of that name, or one in a folder of that name. */
function isTaken(taken: ReadonlySet<string>, name: string): boolean {
  const folded = foldName(name)
  if (taken.has(folded)) return true
  for (const other of taken) if (other.startsWith(`${folded}/`)) return true
  return false
}

/** The number of an ID in one of the forms in use: `s003`, `3`. */
export const numberOf = (id: string | undefined): number => Number(/^s?(\d{1,9})$/.exec(id ?? '')?.[1] ?? 0)

/**
 * The number for a new ID, beyond all that are in use.
 *
 * @param highest - the highest so far as the list itself says it
 */
export function nextNumber(listed: readonly ListedSignature[], highest: string | undefined): number {
  return 1 + listed.reduce((most, { id }) => Math.max(most, numberOf(id)), numberOf(highest))
}

/** An ID in the recommended form (GB/T 33190-2016, 18.1). */
export const writeId = (number: number): string => `s${String(number).padStart(3, '0')}`
