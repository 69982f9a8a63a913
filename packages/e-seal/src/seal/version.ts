import { CoreError } from '@xinyin/core'
import { children, type DerNode, openDer, readSmallInteger, readString, TAG } from '@xinyin/core/der'

/** Which text a seal or a signature is written to. */
export type SesForm = 'GM/T 0031-2014' | 'GB/T 38540-2020' | 'GM/T 0031-2025'

/**
 * Tells which version a seal is of, by its shape first: seals of the first form exist that call themselves
 * version 2.
 *
 * @returns `undefined` for what is no seal
 */
export function sealForm(node: DerNode): SesForm | undefined {
  return orUndefined(() => {
    const [info, second, ...rest] = children(node)
    const header = info === undefined ? undefined : headerOf(info)
    if (node.tag !== TAG.sequence || header?.id !== 'ES' || second === undefined) return undefined
    if (second.tag === TAG.sequence && rest.length === 0 && header.version <= 3) return 'GM/T 0031-2014'
    if (second.tag !== TAG.octetString || rest.length < 2) return undefined
    if (header.version === 4 && rest.length === 2) return 'GB/T 38540-2020'
    return header.version === 5 && rest.length <= 3 ? 'GM/T 0031-2025' : undefined
  })
}

/** Tells which version a `SES_Signature` is of, by the seal in it. */
export function signatureForm(node: DerNode): SesForm | undefined {
  return orUndefined(() => {
    const [toSign] = children(node)
    const [, seal] = toSign === undefined ? [] : children(toSign)
    return seal === undefined ? undefined : sealForm(seal)
  })
}

function headerOf(info: DerNode): { id: string; version: number } {
  const header = openDer(openDer(info).next())
  return { id: readString(header.next(TAG.ia5String)), version: readSmallInteger(header.next()) }
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof CoreError) return undefined
    throw error
  }
}
