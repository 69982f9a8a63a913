/** Formats of seal pictures in use. `ofd` is a whole package, with the picture drawn on its page. */
export type PictureFormat = 'png' | 'jpeg' | 'gif' | 'bmp' | 'svg' | 'ofd'

const MAGIC: readonly (readonly [PictureFormat, readonly number[]])[] = [
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['bmp', [0x42, 0x4d]],
  ['ofd', [0x50, 0x4b, 0x03, 0x04]],
]

/** With or without a byte order mark, blanks before the first tag. */
const XML_START = /^(?:\u00ef\u00bb\u00bf)?\s*</

/** Tells a picture by how it begins, whatever it is called. Nothing else of it is looked at. */
export function recognizePicture(data: Uint8Array): PictureFormat | undefined {
  const format = MAGIC.find(([, magic]) => magic.every((octet, i) => data[i] === octet))?.[0]
  if (format !== undefined) return format
  const start = String.fromCharCode(...data.subarray(0, 64))
  return XML_START.test(start) ? 'svg' : undefined
}

/** The formats that names in seals stand for: `PNG`, `jpg`, `image/gif` and others that occur. */
const NAMES: Readonly<Record<string, PictureFormat>> = {
  png: 'png',
  jpg: 'jpeg',
  jpeg: 'jpeg',
  gif: 'gif',
  bmp: 'bmp',
  dib: 'bmp',
  svg: 'svg',
  'svg+xml': 'svg',
  ofd: 'ofd',
}

/** What a seal calls its picture, as a format; `undefined` for a name that stands for none. */
export function declaredFormat(type: string): PictureFormat | undefined {
  const name = type
    .trim()
    .toLowerCase()
    .replace(/^image\//, '')
    .replace(/^\./, '')
  return Object.hasOwn(NAMES, name) ? NAMES[name] : undefined
}
