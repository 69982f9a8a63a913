import { budgetXml } from '@xinyin/e-seal/ofd'
import { FACE_XML_LIMITS, type FaceLimits, type FaceSource } from '../../../src/face/read/document.ts'
import { type FaceReading, readFaceWith } from '../../../src/face/read/read.ts'

/** Reads a face at once, whatever its XML is like. */
export const readFace = (source: FaceSource, limits: Partial<FaceLimits> = {}): FaceReading =>
  readFaceWith(budgetXml(FACE_XML_LIMITS), source, limits)

/** What can be read of each tagged item, by its short name, in the order of the tags; nothing of an item that is hidden. */
export function faceFieldsOf(source: FaceSource): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>()
  for (const { element, text, hidden } of readFace(source).items) {
    if (hidden !== undefined) continue
    fields.set(element, [...(fields.get(element) ?? []), text])
  }
  return fields
}

/** All visible text of a face, line by line. */
export const faceTextOf = (source: FaceSource): string => readFace(source).text
