import { type DerNode, openDer } from '../der/read.ts'
import { readOid, readSequenceOf } from '../der/value.ts'
import { CoreError } from '../errors.ts'
import { type GeneralName, readGeneralName } from './general-name.ts'

/** Where something about an authority or a subject can be got, and how (RFC 5280, 4.2.2.1 and 4.2.2.2). */
export interface AccessDescription {
  /** OID of the method: {@link ACCESS_METHOD}. */
  readonly method: string
  readonly location: GeneralName
}

export const ACCESS_METHOD = {
  ocsp: '1.3.6.1.5.5.7.48.1',
  caIssuers: '1.3.6.1.5.5.7.48.2',
  timeStamping: '1.3.6.1.5.5.7.48.3',
  caRepository: '1.3.6.1.5.5.7.48.5',
} as const

/** More places than any certificate in use names. */
const MAX_DESCRIPTIONS = 64

/** Reads `AuthorityInfoAccessSyntax`, which `SubjectInfoAccessSyntax` is too. */
export function readAccessDescriptions(node: DerNode): AccessDescription[] {
  const descriptions = readSequenceOf(node, (description) => {
    const cursor = openDer(description)
    const method = readOid(cursor.next())
    const location = readGeneralName(cursor.next())
    cursor.end()
    return { method, location }
  })
  if (descriptions.length === 0 || descriptions.length > MAX_DESCRIPTIONS) {
    throw new CoreError('ERR_DER_VALUE', { type: 'AuthorityInfoAccessSyntax', offset: node.offset })
  }
  return descriptions
}
