import { createOfdPackage, parseOfdPackage } from '@xinyin/e-seal/ofd'

const TARGET = '示例市第一实验小学'

function changedAt(bytes: Uint8Array, at: number): Uint8Array {
  const changed = bytes.slice()
  changed[at] = (changed[at] ?? 0) ^ 1
  return changed
}

/** A copy of the document with one byte of its text changed. */
export function changeOneByte(ofd: Uint8Array): Uint8Array {
  return changedAt(ofd, Buffer.from(ofd).indexOf(TARGET))
}

/** The same change by a forger who packs the document anew, so that every checksum of the container is right. */
export function changeOneByteAndRepair(ofd: Uint8Array): Uint8Array {
  const entries = [...parseOfdPackage(ofd).files].map(([name, bytes]) => {
    const at = Buffer.from(bytes).indexOf(TARGET)
    return { name, bytes: at < 0 || name === 'OFD.xml' ? bytes : changedAt(bytes, at) }
  })
  return createOfdPackage(entries)
}
