import { decodeUtf8 } from '@xinyin/core'
import { parseStrictJson } from '@xinyin/core/json'
import { type FaceOptions, type FaceTemplate, parseFaceTemplate } from '@xinyin/e-license'
import {
  BUSINESS_LICENCE_FACE,
  CONSTRUCTION_PERMIT_FACE,
  ID_CARD_FACE,
  PLAIN_FACE,
  REAL_ESTATE_FACE,
  SAFETY_ASSESSMENT_FACE,
} from '@xinyin/e-license/faces'
import { readFile } from '../files/read.ts'

/** The faces that come with the library, as the command line calls them. */
const FACES: Readonly<Record<string, FaceTemplate>> = {
  plain: PLAIN_FACE,
  'business-licence': BUSINESS_LICENCE_FACE,
  'construction-permit': CONSTRUCTION_PERMIT_FACE,
  'id-card': ID_CARD_FACE,
  'real-estate': REAL_ESTATE_FACE,
  'safety-assessment': SAFETY_ASSESSMENT_FACE,
}

/** How a licence is to look. */
export interface LooksOptions {
  /** One of the library's faces, or a file with a template. */
  readonly face?: string
  readonly photo?: string
  readonly watermark?: string
}

const MAX_TEMPLATE = 4 * 1024 * 1024
const MAX_PHOTO = 4 * 1024 * 1024
const TEMPLATE_DEPTH = 16

/** @throws LicenceError `ERR_FACE_TEMPLATE`; CoreError `ERR_JSON_*`; CliError `ERR_FILE_*` */
export async function readLooks({ face = 'plain', photo, watermark }: LooksOptions): Promise<{
  readonly template: FaceTemplate
  readonly face: Omit<FaceOptions, 'qr'>
}> {
  const template = Object.hasOwn(FACES, face) ? FACES[face] : undefined
  return {
    template: template ?? parseFaceTemplate(await readTemplate(face)),
    face: {
      ...(photo === undefined ? {} : { pictures: { photo: await readFile(photo, MAX_PHOTO) } }),
      ...(watermark === undefined ? {} : { watermark: { text: watermark } }),
    },
  }
}

async function readTemplate(file: string): Promise<unknown> {
  return parseStrictJson(decodeUtf8(await readFile(file, MAX_TEMPLATE)), TEMPLATE_DEPTH)
}
