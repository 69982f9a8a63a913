import { faceError } from './codes.ts'
import type { FaceTemplate } from './template.ts'
import { type FaceTemplateFault, templateFaults } from './template-faults.ts'

/** How many faults an error names. */
const NAMED = 20

/** Templates that were looked at before. They do not change: a program that builds one builds it anew. */
const sound = new WeakSet<object>()

/**
 * Reads a template from JSON that was parsed, or checks one from a program: templates come from files as well as from
 * code, and what is in them goes into XML.
 *
 * All that is wrong with it is told at once. It is taken as it is, so it must not be changed afterwards.
 *
 * @throws LicenceError `ERR_FACE_TEMPLATE`, with the places of its faults in the facts
 * @example
 * ```ts
 * const template = parseFaceTemplate(JSON.parse(await readFile('permit.face.json', 'utf8')))
 * ```
 */
export function parseFaceTemplate(value: unknown): FaceTemplate {
  assertTemplate(value)
  return value
}

/** What is wrong with a template, each with its place; empty when nothing is. */
export const inspectFaceTemplate = (value: unknown): readonly FaceTemplateFault[] => templateFaults(value)

export function assertTemplate(value: unknown): asserts value is FaceTemplate {
  if (typeof value === 'object' && value !== null && sound.has(value)) return
  const faults = templateFaults(value)
  if (faults.length > 0) {
    const named = faults.slice(0, NAMED).map(({ path, expected }) => `${path}: ${expected}`)
    throw faceError('ERR_FACE_TEMPLATE', { found: faults.length, faults: named.join('; ') })
  }
  sound.add(value as object)
}
