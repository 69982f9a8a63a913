/** Formats of seal pictures in use. `ofd` is a whole package, with the picture drawn on its page. */
export type PictureFormat = 'png' | 'jpeg' | 'gif' | 'bmp' | 'ofd'

export interface Picture {
  readonly format: PictureFormat
  /** From the file's header; `undefined` where that does not say it simply. */
  readonly pixels: { readonly width: number; readonly height: number } | undefined
}

const MAGIC: readonly (readonly [PictureFormat, readonly number[]])[] = [
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['bmp', [0x42, 0x4d]],
  ['ofd', [0x50, 0x4b, 0x03, 0x04]],
]

/** Tells a picture by how it begins, whatever it is called, and reads its size. Nothing is decoded. */
export function recognizePicture(data: Uint8Array): Picture | undefined {
  const format = MAGIC.find(([, magic]) => magic.every((octet, i) => data[i] === octet))?.[0]
  if (format === undefined) return undefined
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  if (format === 'png') {
    if (data.length < 33 || view.getUint32(12) !== 0x49484452) return undefined
    return { format, pixels: { width: view.getUint32(16), height: view.getUint32(20) } }
  }
  if (format === 'gif') {
    if (data.length < 13) return undefined
    return { format, pixels: { width: view.getUint16(6, true), height: view.getUint16(8, true) } }
  }
  if (format === 'bmp') {
    if (data.length < 26 || view.getUint32(14, true) < 40) return undefined
    // A negative height means rows from the top down.
    const height = Math.abs(view.getInt32(22, true))
    return { format, pixels: { width: view.getInt32(18, true), height } }
  }
  return { format, pixels: undefined }
}
