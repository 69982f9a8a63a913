import type { SesForm } from '@xinyin/e-seal'
import { createTimeStamper } from '@xinyin/e-seal/evidence'
import { operatorFetch } from '../files/fetch.ts'

/** Names of the forms on the command line. */
export const FORMS = ['v1', 'v4', 'v5'] as const

const TEXTS: Readonly<Record<(typeof FORMS)[number], SesForm>> = {
  v1: 'GM/T 0031-2014',
  v4: 'GB/T 38540-2020',
  v5: 'GM/T 0031-2025',
}

/** To which text a seal is written, and who stamps it. */
export interface FormOptions {
  readonly form: (typeof FORMS)[number]
  readonly timeStamp?: string
}

/** @throws CliError `ERR_URL` */
export function formOf({ form, timeStamp: url }: FormOptions) {
  return {
    form: TEXTS[form],
    ...(url === undefined ? {} : { timeStamper: createTimeStamper({ url, fetch: operatorFetch(url) }) }),
  }
}
