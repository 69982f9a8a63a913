import { CoreError } from '@xinyin/core'
import {
  children,
  contextTag,
  type DerNode,
  openDer,
  readSmallInteger,
  readString,
  TAG,
} from '@xinyin/core/der'

/** Which text a seal or a signature is written to: versions 1, 4 and 5. */
export type SesForm = 'GM/T 0031-2014' | 'GB/T 38540-2020' | 'GM/T 0031-2025'

/** The version that seals and signatures of a form say they are of. */
export const SES_VERSIONS: Readonly<Record<SesForm, number>> = {
  'GM/T 0031-2014': 1,
  'GB/T 38540-2020': 4,
  'GM/T 0031-2025': 5,
}

/**
 * Tells which text a seal is written to by its shape, since seals of the first form exist that call themselves
 * version 2; the version tells only those of 2025 from those of 2020.
 *
 * @returns `undefined` for what is no seal
 * @throws CoreError `ERR_DER_LENGTH`
 */
export function sealForm(node: DerNode): SesForm | undefined {
  return orUndefined(() => {
    const [info, second, ...rest] = children(node)
    const header = info === undefined ? undefined : headerOf(info)
    if (node.tag !== TAG.sequence || second === undefined) return undefined
    if (header?.id !== 'ES' || header.version < 1) return undefined
    if (rest.length === 0) return second.tag === TAG.sequence ? 'GM/T 0031-2014' : undefined
    const [algorithm, , stamp] = rest
    if (algorithm?.tag !== TAG.oid || rest.length < 2) return undefined
    if (header.version === 5 && rest.length === (stamp?.tag === contextTag(0) ? 3 : 2))
      return 'GM/T 0031-2025'
    return header.version < 5 && rest.length === 2 ? 'GB/T 38540-2020' : undefined
  })
}

/**
 * Tells which text a `SES_Signature` is written to: by its shape, and of those since 2020 by the version in it.
 *
 * @returns `undefined` for what is none
 * @throws CoreError `ERR_DER_LENGTH`
 */
export function signatureForm(node: DerNode): SesForm | undefined {
  return orUndefined(() => {
    const [toSign, second, ...rest] = children(node)
    if (node.tag !== TAG.sequence || toSign === undefined || second === undefined) return undefined
    const [version, seal] = children(toSign)
    if (version === undefined || seal === undefined || sealForm(seal) === undefined) return undefined
    if (rest.length === 0) return 'GM/T 0031-2014'
    if (rest.length > 3 || rest[0]?.tag !== TAG.oid) return undefined
    return readSmallInteger(version) === 5 ? 'GM/T 0031-2025' : 'GB/T 38540-2020'
  })
}

function headerOf(info: DerNode): { id: string; version: number } {
  const header = openDer(openDer(info).next())
  return { id: readString(header.next(TAG.ia5String)), version: readSmallInteger(header.next()) }
}

/** Lengths that are not as DER has them are no matter of shape: they are let through, and BER is tried. */
function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof CoreError && error.code !== 'ERR_DER_LENGTH') return undefined
    throw error
  }
}
