import { childrenOf, type XmlElement } from '@xinyin/e-seal/ofd'
import { TAG_NAMESPACE } from '../../file/namespace.ts'
import { faceError } from '../codes.ts'
import type { FaceDocument } from './document.ts'

/** That some objects of pages show an item, as a tag file says (GB/T 33190-2016, 16). */
export interface FaceTag {
  /** Name of the item: for licences, the short name of GB/T 36903. */
  readonly element: string
  /** Which of several issuers or holders, from 0, where the tag says it. */
  readonly index: number | undefined
  readonly objects: readonly { readonly page: string; readonly object: string }[]
  /** Whether it is in the namespace in which this library writes its tags. */
  readonly own: boolean
}

const MAX_TAGS = 5000

/**
 * Reads the tags of a document. What names an item in a tag file is the element around its `ObjectRef`, in a namespace
 * of whoever made the file, so names alone are looked at: documents in use have their references in namespaces of their
 * own, too.
 *
 * @throws LicenceError `ERR_FACE_LIMIT`; SealError `ERR_XML_*`, `ERR_OFD_LOCATION`
 */
export function readTags({ document, render, resolve }: FaceDocument): FaceTag[] {
  const { root, read } = render
  const path = childrenOf(root, 'CustomTags')[0]?.text
  if (!path) return []
  const list = resolve(path, document.root)
  const files = childrenOf(read(list), 'CustomTag').flatMap((tag) => childrenOf(tag, 'FileLoc'))
  const tags: FaceTag[] = []
  const visit = (element: XmlElement): void => {
    const objects = element.children
      .filter(({ name }) => name === 'ObjectRef')
      .map(({ attributes, text }) => ({ page: attributes.get('PageRef')?.trim() ?? '', object: text }))
    if (objects.length > 0)
      tags.push({
        element: element.name,
        index: indexOf(element),
        objects,
        own: element.namespace === TAG_NAMESPACE,
      })
    if (tags.length > MAX_TAGS) throw faceError('ERR_FACE_LIMIT', { what: 'tags', limit: MAX_TAGS })
    for (const child of element.children) visit(child)
  }
  for (const { text } of files) {
    const tagged = text === '' ? undefined : read(resolve(text, list))
    if (tagged !== undefined) visit(tagged)
  }
  return tags
}

function indexOf({ attributes }: XmlElement): number | undefined {
  const index = attributes.get('Index')
  return index !== undefined && /^\d{1,4}$/.test(index) ? Number(index) : undefined
}
