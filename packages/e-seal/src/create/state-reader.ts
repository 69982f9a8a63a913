import { decodeBase64, TrustError } from '@xinyin/core'
import type { SealError } from '../errors.ts'

/** Reads the members of a state that was given out between two steps, and may come back as anything. */
export interface StateReader {
  /** Octets from base64. */
  octets(text: unknown, member: string): Uint8Array
  /** What `read` makes of a member; what stands against the data there is the member's fault. */
  read<T>(member: string, read: () => T): T
}

/** @param faultOf - the error that names a member that is not as it was given out */
export function createStateReader(faultOf: (member: string, cause?: unknown) => SealError): StateReader {
  const read = <T>(member: string, make: () => T): T => {
    try {
      return make()
    } catch (error) {
      if (error instanceof TrustError) throw faultOf(member, error)
      throw error
    }
  }
  return {
    read,
    octets(text, member) {
      if (typeof text !== 'string') throw faultOf(member)
      return read(member, () => decodeBase64(text))
    },
  }
}
